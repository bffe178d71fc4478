package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** What the function of a method has for parameters and results, and with respect to which it is differentiated. */
final class Signatures {
  private final IrTypes ir;
  private final Layouts layouts;

  Signatures(IrTypes ir, Layouts layouts) {
    this.ir = ir;
    this.layouts = layouts;
  }

  /**
   * How a parameter is taken apart where its method is as it is declared, or null. A list is where the method is differentiated and
   * does not declare it constant; a helper is read for the lists that it gets.
   *
   * @see HelperCalls
   */
  Parts parts(VariableElement parameter) {
    Parts parts = layouts.of(parameter.asType());
    boolean list = parts == null && Annotated.has(parameter.getEnclosingElement(), "Differentiable")
        && !Annotated.has(parameter, "NonDifferentiable");
    Parts taken = list ? layouts.ofList(parameter.asType()) : parts;
    return list && taken != null && taken.leaves().stream().noneMatch(l -> l.type().isDifferentiable()) ? null : taken;
  }

  /** Whether a parameter is a list that can be taken apart. */
  boolean hasList(ExecutableElement method) {
    return method.getParameters().stream().anyMatch(p -> layouts.ofList(p.asType()) != null);
  }

  /** Whether a derivative can pass through a call. */
  boolean touchesFloating(ExecutableElement method) {
    return isFlat(method) || carries(method.getReturnType())
        || method.getParameters().stream().anyMatch(p -> carries(p.asType()));
  }

  private boolean carries(TypeMirror type) {
    return isFloating(type) || type.getKind() == TypeKind.ARRAY && ir.erased(type).canBeActive();
  }

  /** How the receiver of a method is taken apart, or null: an object is where wrt names it. */
  Parts self(ExecutableElement method) {
    if (!instance(method) || method.getKind() != ElementKind.METHOD) {
      return null;
    }
    TypeMirror owner = method.getEnclosingElement().asType();
    Parts record = layouts.of(owner);
    return record == null && isNamed(method, "this") ? layouts.object(owner) : record;
  }

  /** How a parameter of a method is taken apart, or null: an object is where wrt names it. */
  Parts param(ExecutableElement method, VariableElement parameter) {
    Parts parts = parts(parameter);
    return parts == null && isNamed(method, parameter.getSimpleName().toString()) ? layouts.apart(parameter.asType()) : parts;
  }

  private static boolean isNamed(ExecutableElement method, String whole) {
    return Annotated.strings(Annotated.find(method, "Differentiable"), "wrt").stream()
        .anyMatch(chosen -> chosen.equals(whole) || chosen.startsWith(whole + "."));
  }

  /** Whether the receiver, a parameter or the result is taken apart. */
  boolean isFlat(ExecutableElement method) {
    return self(method) != null || layouts.of(method.getReturnType()) != null
        || method.getParameters().stream().anyMatch(p -> param(method, p) != null);
  }

  /** Whether generated code calls the method as one of the class by its name, with the function's arguments. */
  boolean isCalledByName(ExecutableElement method, TypeElement owner) {
    return !isFlat(method) && !instance(method) && !method.getModifiers().contains(Modifier.PRIVATE)
        && method.getEnclosingElement().equals(owner);
  }

  static boolean isFloating(TypeMirror type) {
    return switch (type.getKind()) {
      case DOUBLE, FLOAT -> true;
      case ARRAY -> isFloating(((ArrayType) type).getComponentType())
          && !(((ArrayType) type).getComponentType() instanceof ArrayType rows && rows.getComponentType().getKind() == TypeKind.DECLARED);
      case DECLARED -> ((DeclaredType) type).asElement() instanceof TypeElement t
          && t.getQualifiedName().contentEquals(Type.TENSOR.qualifiedName());
      default -> false;
    };
  }

  /** Whether the method has a receiver. */
  static boolean instance(ExecutableElement method) {
    return !method.getModifiers().contains(Modifier.STATIC);
  }

  /**
   * Whether a method is a number that is differentiated with respect to the number which is the parameter of that name, or the component
   * of a record to which that path leads.
   */
  boolean isDifferentiatedNumber(ExecutableElement method, String name) {
    if (!isNumber(method.getReturnType()) || takesObject(method)) {
      return false;
    }
    var leaves = new ArrayList<Parts.Leaf>();
    var names = new ArrayList<String>();
    if (instance(method)) {
      leaves("this", method.getEnclosingElement().asType(), self(method), leaves, names);
    }
    method.getParameters().forEach(p -> leaves(p.getSimpleName().toString(), p.asType(), param(method, p), leaves, names));
    int at = names.indexOf(name);
    return at >= 0 && wrt(method).get(at) && leaves.get(at).type().isFloating() && !leaves.get(at).optional();
  }

  /** The parameter, the receiver being the first, for which a Taylor series can be given to a method that takes numbers and arrays; -1 for none. */
  int taylor(ExecutableElement method) {
    String name = Annotated.taylor(method);
    if (name.isEmpty() || !isDifferentiatedNumber(method, name)) {
      return -1;
    }
    List<String> names = method.getParameters().stream().map(p -> p.getSimpleName().toString()).toList();
    int at = names.indexOf(name);
    return at < 0 || method.getParameters().get(at).asType().getKind() != TypeKind.DOUBLE ? -1 : at + (instance(method) ? 1 : 0);
  }

  private void leaves(String whole, TypeMirror type, Parts parts, List<Parts.Leaf> leaves, List<String> names) {
    for (Parts.Leaf leaf : (parts == null ? new Parts.One(ir.erased(type)) : parts).leaves()) {
      leaves.add(leaf);
      names.add(leaf.path().isEmpty() ? whole : whole + "." + String.join(".", leaf.path()));
    }
  }

  /** Whether wrt names the receiver or a parameter that is an object. */
  private boolean takesObject(ExecutableElement method) {
    return Instances.isOfObjects(self(method)) || method.getParameters().stream().anyMatch(p -> Instances.isOfObjects(param(method, p)));
  }

  private static boolean isNumber(TypeMirror type) {
    return type.getKind() == TypeKind.DOUBLE || type.getKind() == TypeKind.FLOAT;
  }

  /** The result's type, erased; null for void. */
  Type result(ExecutableElement method) {
    return method.getReturnType().getKind() == TypeKind.VOID ? null : ir.erased(method.getReturnType());
  }

  /** The result's type, or those of its parts. */
  List<Type> results(ExecutableElement method) {
    Parts parts = layouts.of(method.getReturnType());
    return parts != null ? parts.leaves().stream().map(Parts.Leaf::type).toList()
        : result(method) == null ? List.of() : List.of(result(method));
  }

  /** The results that say which class a value of a sealed type has. */
  List<Integer> choices(ExecutableElement method) {
    Parts parts = layouts.of(method.getReturnType());
    List<Parts.Leaf> leaves = parts == null ? List.of() : parts.leaves();
    return IntStream.range(0, leaves.size()).filter(i -> leaves.get(i).choice()).boxed().toList();
  }

  /** The parameters' types, the receiver's first, or those of their parts. */
  List<Type> flatParams(ExecutableElement method, TypeElement owner) {
    var params = new ArrayList<Type>();
    if (instance(method)) {
      flatParam(owner.asType(), self(method), params);
    }
    method.getParameters().forEach(p -> flatParam(p.asType(), param(method, p), params));
    return params;
  }

  private void flatParam(TypeMirror type, Parts parts, List<Type> params) {
    if (parts == null) {
      params.add(ir.erased(type));
    } else {
      parts.leaves().forEach(l -> params.add(l.type()));
    }
  }

  /** For each parameter or part of one (the receiver's first), whether the method is differentiated with respect to it. */
  List<Boolean> wrt(ExecutableElement method) {
    List<String> chosen = Annotated.strings(Annotated.find(method, "Differentiable"), "wrt");
    var wrt = new ArrayList<Boolean>();
    if (instance(method) && method.getKind() == ElementKind.METHOD) {
      Parts self = self(method);
      if (self == null) {
        wrt.add(false);
      } else {
        self.leaves().forEach(l -> wrt.add(l.wrt() && isNamed(chosen, "this", l, true)));
      }
    }
    for (VariableElement p : method.getParameters()) {
      boolean byDefault = !Annotated.has(p, "NonDifferentiable");
      String name = p.getSimpleName().toString();
      Parts parts = param(method, p);
      if (parts == null) {
        wrt.add(isFloating(p.asType()) && (chosen.isEmpty() ? byDefault : chosen.contains(name)));
      } else {
        parts.leaves().forEach(l -> wrt.add(l.wrt() && isNamed(chosen, name, l, byDefault)));
      }
    }
    return wrt;
  }

  /**
   * What of a parameter that is differentiated, if only in part, is an array of arrays of tensors where it is taken apart, or null.
   *
   * @param parameter null for the receiver
   */
  String tensorRows(ExecutableElement method, VariableElement parameter) {
    List<String> chosen = Annotated.strings(Annotated.find(method, "Differentiable"), "wrt");
    Parts parts = parameter == null ? self(method) : param(method, parameter);
    String whole = parameter == null ? "this" : parameter.getSimpleName().toString();
    boolean byDefault = parameter == null || !Annotated.has(parameter, "NonDifferentiable");
    boolean differentiated = parts != null && parts.leaves().stream().anyMatch(l -> l.wrt() && isNamed(chosen, whole, l, byDefault));
    return !differentiated ? null : parts.leaves().stream()
        .filter(l -> !l.constant() && l.type().canBeActive() && !l.type().isDifferentiable())
        .map(l -> String.join(".", l.path())).findFirst().orElse(null);
  }

  /** The same for a method none of whose parameters is taken apart, or where parts do not matter. */
  static List<Boolean> wrtOfWholes(ExecutableElement method) {
    List<String> chosen = Annotated.strings(Annotated.find(method, "Differentiable"), "wrt");
    var wrt = new ArrayList<Boolean>();
    if (instance(method)) {
      wrt.add(false);
    }
    for (VariableElement p : method.getParameters()) {
      boolean named = chosen.isEmpty() ? !Annotated.has(p, "NonDifferentiable") : chosen.contains(p.getSimpleName().toString());
      wrt.add(isFloating(p.asType()) && named);
    }
    return wrt;
  }

  /** Whether wrt names a part: the whole that it belongs to, or a path that leads to it. */
  private static boolean isNamed(List<String> chosen, String whole, Parts.Leaf leaf, boolean byDefault) {
    if (chosen.isEmpty()) {
      return byDefault;
    }
    String path = whole;
    for (String step : leaf.path()) {
      if (chosen.contains(path)) {
        return true;
      }
      path += "." + step;
    }
    return chosen.contains(path);
  }
}
