package dev.adjoint.processor.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodTree;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.source.typing.Env;
import dev.adjoint.processor.source.typing.Local;
import dev.adjoint.processor.source.typing.Typing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/**
 * What a known function does, apart from the values that it captured. A function with these values as further parameters
 * does the same: that is how it reaches the helpers that it is passed to.
 *
 * <p>Invariant: shapes of equal keys do the same with equal captured values.
 */
sealed interface Shape {

  /** Identifies the shape. */
  String key();

  /** The functional interface that it implements, without type variables. */
  TypeMirror type();

  /** The types of the captured values; those of functions that it captured stand for these. */
  List<Type> captured();

  /** The names of the captured values, null for one that has none. */
  List<String> names();

  /**
   * Where code inside a body stands.
   *
   * @param anonymous the supertype of the anonymous class around it, or null
   */
  record Place(String method, Typing typing, CompilationUnitTree unit, ExecutableElement element,
      Map<Element, TypeMirror> bindings, Env env, TypeMirror anonymous) {}

  /**
   * A captured variable: a value, or a function in its place.
   *
   * @param name of the values
   * @param local null for a receiver
   * @param parts how the value is taken apart, or null
   */
  record Slot(String name, Local local, Type type, Parts parts, Shape function) {
    List<Type> types() {
      return function != null ? function.captured() : parts == null ? List.of(type)
          : parts.leaves().stream().map(Parts.Leaf::type).toList();
    }

    List<String> names() {
      return function != null ? function.names() : parts == null ? List.of(name)
          : parts.leaves().stream().map(l -> l.name(name)).toList();
    }
  }

  /**
   * What code inside a body captures of what is around it.
   *
   * @param self the receiver, or null
   * @param outer where the receiver is an object of an anonymous class, the one around that; or null
   */
  record Captures(Slot self, Slot outer, List<Slot> locals) {
    List<Slot> all() {
      var all = new ArrayList<Slot>();
      if (self != null) {
        all.add(self);
      }
      if (outer != null) {
        all.add(outer);
      }
      all.addAll(locals);
      return all;
    }

    List<Type> types() {
      return all().stream().flatMap(s -> s.types().stream()).toList();
    }

    List<String> names() {
      var names = new ArrayList<String>();
      all().forEach(s -> names.addAll(s.names()));
      return names;
    }

    /** The end of a key: which functions were captured, and which values that are not of a primitive type. */
    String suffix() {
      return all().stream()
          .filter(s -> s.function() != null || s.local() != null && !s.type().isPrimitive() || Instances.isOfObjects(s.parts()))
          .map(s -> s.name() + "=" + (s.function() != null ? s.function().key()
              : Instances.isOfObjects(s.parts()) ? Source.Passed.key(s.parts()) : s.type()))
          .collect(Collectors.joining(",", "{", "}"));
    }
  }

  /** A lambda, JLS 15.27. */
  record Lambda(String key, LambdaExpressionTree tree, TypeMirror type, Place place, Captures captures) implements Shape {
    @Override
    public List<Type> captured() {
      return captures.types();
    }

    @Override
    public List<String> names() {
      return captures.names();
    }
  }

  /**
   * An object whose class is known: a function with several methods.
   *
   * @see KnownObjects
   */
  sealed interface Instance extends Shape {}

  /**
   * An object of an anonymous class without state of its own, JLS 15.9.5.
   *
   * @param type its supertype
   * @param written the same, before the type parameters of the method around it were bound
   * @param methods what it overrides
   */
  record Anonymous(String key, TypeMirror type, TypeMirror written, Place place, Captures captures, List<Overriding> methods)
      implements Instance {
    @Override
    public List<Type> captured() {
      return captures.types();
    }

    @Override
    public List<String> names() {
      return captures.names();
    }
  }

  /**
   * An object of a class whose fields are all final, which was made where that can be seen.
   *
   * @param elements the fields, those of superclasses first
   * @param fields what is in them
   */
  record Immutable(String key, TypeMirror type, List<VariableElement> elements, List<Slot> fields) implements Instance {

    static Immutable of(TypeMirror type, List<VariableElement> elements, List<Slot> fields) {
      return new Immutable(type + new Captures(null, null, fields).suffix(), type, elements, fields);
    }

    @Override
    public List<Type> captured() {
      return new Captures(null, null, fields).types();
    }

    @Override
    public List<String> names() {
      return new Captures(null, null, fields).names();
    }
  }

  /**
   * A method of an anonymous class.
   *
   * @param overridden a method that it overrides
   * @param parameters the types of its parameters, as they are written
   */
  record Overriding(MethodTree tree, ExecutableElement overridden, List<TypeMirror> parameters, TypeMirror result) {}

  /**
   * A method reference, JLS 15.13.
   *
   * @param receiver the type of the receiver that it captured, or null
   */
  record Reference(String key, MemberReferenceTree tree, TypeMirror type, Place place, Type receiver) implements Shape {
    @Override
    public List<Type> captured() {
      return receiver == null ? List.of() : List.of(receiver);
    }

    @Override
    public List<String> names() {
      var names = new ArrayList<String>();
      if (receiver != null) {
        names.add(null);
      }
      return names;
    }
  }

  /** How the default and static methods of {@code java.util.function} make functions of functions. */
  enum Combination {
    /** First the first, then the second on its result. */
    AND_THEN,
    /** The opposite condition; there is no second. */
    NEGATE,
    /** Both conditions, the second only where the first holds. */
    AND,
    /** Either condition, the second only where the first does not hold. */
    OR,
    /** The argument; there are no parts. */
    IDENTITY
  }

  /** A function made of others. */
  record Combined(Combination how, TypeMirror type, List<Shape> parts) implements Shape {
    @Override
    public String key() {
      return how + parts.stream().map(Shape::key).collect(Collectors.joining(",", "(", ")"));
    }

    @Override
    public List<Type> captured() {
      return parts.stream().flatMap(p -> p.captured().stream()).toList();
    }

    @Override
    public List<String> names() {
      return concat(parts);
    }
  }

  /** One of two functions; the condition that decides is captured first. */
  record Choice(Shape then, Shape otherwise) implements Shape {
    @Override
    public String key() {
      return "choice(" + then.key() + "," + otherwise.key() + ")";
    }

    @Override
    public TypeMirror type() {
      return then.type();
    }

    @Override
    public List<Type> captured() {
      var types = new ArrayList<Type>(List.of(Type.BOOLEAN));
      types.addAll(then.captured());
      types.addAll(otherwise.captured());
      return types;
    }

    @Override
    public List<String> names() {
      var names = new ArrayList<String>();
      names.add(null);
      names.addAll(concat(List.of(then, otherwise)));
      return names;
    }
  }

  private static List<String> concat(List<Shape> parts) {
    var names = new ArrayList<String>();
    parts.forEach(p -> names.addAll(p.names()));
    return names;
  }
}
