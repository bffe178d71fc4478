package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.TypeMirror;

/**
 * What one function of the representation is read from: a method, a method for certain type arguments and functions as its
 * arguments, or a lambda.
 */
sealed interface Source {

  /** The key of the function. */
  String key();

  /** The method that it is, or that it stands in. */
  ExecutableElement element();

  /** Type arguments for the type parameters of the method. */
  Map<Element, TypeMirror> bindings();

  /** Whether it is a method with its own parameters. */
  default boolean isDeclared() {
    return this instanceof Method m && m.passed() == null;
  }

  /**
   * How a parameter arrives: as one value, as the values that a known function captured, or as the fields of an object.
   *
   * @param type of the value; of a boxed parameter that is never null, the primitive
   * @param apart how a list, an object or an array of objects is taken apart; null for anything else, and for those that are whole
   */
  record Passed(Type type, Parts apart, Shape function) {
    Passed(Type type, Shape function) {
      this(type, null, function);
    }

    List<Type> types() {
      return function != null ? function.captured() : apart != null ? apart.leaves().stream().map(Parts.Leaf::type).toList()
          : List.of(type);
    }

    private String key() {
      return function != null ? function.key() : apart == null ? type.toString() : key(apart);
    }

    /** What tells a way in which values of a type are taken apart from the others. */
    static String key(Parts apart) {
      return switch (apart) {
        case Parts.Sum p when p.object() -> "one of " + p.type();
        case Parts.Columns p when p.element() instanceof Parts.Sum || p.element() instanceof Parts.Columns ->
          "apart " + p.type() + " of " + key(p.element());
        case Parts p -> "apart " + p.type();
      };
    }
  }

  /**
   * A method.
   *
   * @param receiver how the receiver of an instance method arrives; null in a method that is as it is declared
   * @param passed how its parameters arrive; null in a method that is as it is declared
   */
  record Method(String key, ExecutableElement element, Map<Element, TypeMirror> bindings, Passed receiver,
      List<Passed> passed) implements Source {

    /** A method as it is declared: its type parameters stand for their bounds. */
    Method(String key, ExecutableElement element) {
      this(key, element, bounds(element), null, null);
    }

    private static Map<Element, TypeMirror> bounds(ExecutableElement method) {
      var bounds = new LinkedHashMap<Element, TypeMirror>();
      method.getTypeParameters().forEach(p -> bounds.put(p, p.getBounds().getFirst()));
      return bounds;
    }

    /** A method for certain type arguments and functions. */
    static Method of(String declared, ExecutableElement element, Map<Element, TypeMirror> bindings, Passed receiver,
        List<Passed> passed) {
      var sorted = new TreeMap<String, String>();
      bindings.forEach((variable, type) -> sorted.put(variable + " of " + variable.getEnclosingElement(), type.toString()));
      String key = declared + (sorted.isEmpty() ? "" : "<" + String.join(",", sorted.values()) + ">")
          + (receiver != null && (receiver.function() != null || receiver.apart() != null) ? "@" + receiver.key() : "")
          + passed.stream().map(Passed::key).collect(Collectors.joining(",", "[", "]"));
      return new Method(key, element, bindings, receiver, List.copyOf(passed));
    }
  }

  /** A method of an anonymous class as one of what the object captured and its parameters. */
  record Overriding(String key, Shape.Anonymous shape, Shape.Overriding method, List<Passed> passed) implements Source {

    static Overriding of(Shape.Anonymous shape, Shape.Overriding method, List<Passed> passed) {
      String parameters = passed.stream().map(Passed::key).collect(Collectors.joining(",", "(", ")"));
      return new Overriding(shape.key() + "." + method.tree().getName() + parameters, shape, method, List.copyOf(passed));
    }

    @Override
    public ExecutableElement element() {
      return shape.place().element();
    }

    @Override
    public Map<Element, TypeMirror> bindings() {
      return shape.place().bindings();
    }
  }

  /** A lambda as a method of what it captured and its parameters. */
  record Lambda(String key, Shape.Lambda shape, List<Passed> passed) implements Source {

    static Lambda of(Shape.Lambda shape, List<Passed> passed) {
      String parameters = passed.stream().map(Passed::key).collect(Collectors.joining(",", "(", ")"));
      return new Lambda(shape.key() + parameters, shape, List.copyOf(passed));
    }

    @Override
    public ExecutableElement element() {
      return shape.place().element();
    }

    @Override
    public Map<Element, TypeMirror> bindings() {
      return shape.place().bindings();
    }

    /** The types of all its parameters: what it captured comes first. */
    List<Type> types() {
      var types = new ArrayList<>(shape.captured());
      passed.forEach(p -> types.addAll(p.types()));
      return types;
    }
  }
}
