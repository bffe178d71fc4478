package dev.adjoint.processor.source.typing;

import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/** Types in the place of type variables. */
record Substitution(Model model, Map<Element, TypeMirror> map) {

  TypeMirror apply(TypeMirror t) {
    if (map.isEmpty() || !mentions(t, map)) {
      return t;
    }
    return switch (t) {
      case TypeVariable variable -> map.getOrDefault(variable.asElement(), t);
      case ArrayType array -> {
        TypeMirror component = apply(array.getComponentType());
        yield model.types.getArrayType(component instanceof WildcardType ? model.upper(component) : component);
      }
      case WildcardType wildcard -> model.types.getWildcardType(
          bound(wildcard.getExtendsBound()), bound(wildcard.getSuperBound()));
      case DeclaredType declared -> declared(declared);
      default -> t;
    };
  }

  List<TypeMirror> apply(List<? extends TypeMirror> all) {
    return all.stream().map(this::apply).toList();
  }

  /** A wildcard has no wildcard as its bound: an unknown bound is no bound. */
  private TypeMirror bound(TypeMirror bound) {
    TypeMirror applied = bound == null ? null : apply(bound);
    return applied instanceof WildcardType inner ? inner.getExtendsBound() : applied;
  }

  private TypeMirror declared(DeclaredType declared) {
    TypeMirror[] arguments = declared.getTypeArguments().stream()
        .map(this::apply)
        .map(a -> a.getKind().isPrimitive() ? model.boxed(a) : a)
        .toArray(TypeMirror[]::new);
    var element = Model.elementOf(declared);
    return declared.getEnclosingType() instanceof DeclaredType outer && Model.isParameterized(outer)
        ? model.types.getDeclaredType((DeclaredType) apply(outer), element, arguments)
        : model.types.getDeclaredType(element, arguments);
  }

  /** Whether one of the variables occurs in the type. */
  static boolean mentions(TypeMirror t, Map<Element, ?> variables) {
    return switch (t) {
      case null -> false;
      case TypeVariable variable -> variables.containsKey(variable.asElement());
      case ArrayType array -> mentions(array.getComponentType(), variables);
      case WildcardType wildcard -> mentions(wildcard.getExtendsBound(), variables)
          || mentions(wildcard.getSuperBound(), variables);
      case DeclaredType declared -> declared.getTypeArguments().stream().anyMatch(a -> mentions(a, variables))
          || declared.getEnclosingType() instanceof DeclaredType outer && mentions(outer, variables);
      default -> false;
    };
  }
}
