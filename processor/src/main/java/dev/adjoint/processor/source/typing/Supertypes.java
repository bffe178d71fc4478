package dev.adjoint.processor.source.typing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * A type seen as one of its supertypes, and least upper bounds (JLS 4.10.4).
 *
 * <p>{@code Types} cannot build an intersection, so a least upper bound that is one is represented by its class, or by its
 * first interface where it has none.
 */
final class Supertypes {
  private static final int DEPTH = 2;

  private final Model model;

  Supertypes(Model model) {
    this.model = model;
  }

  /** The supertype of {@code t} that is an instance of {@code element}, or null. */
  DeclaredType asSuper(TypeMirror t, TypeElement element) {
    for (TypeMirror part : model.parts(t)) {
      if (part.getKind() == TypeKind.DECLARED) {
        if (element.equals(((DeclaredType) part).asElement())) {
          return (DeclaredType) part;
        }
        for (TypeMirror parent : model.types.directSupertypes(part)) {
          DeclaredType found = asSuper(parent, element);
          if (found != null) {
            return found;
          }
        }
      }
    }
    return null;
  }

  TypeMirror lub(List<? extends TypeMirror> all) {
    return lub(all, DEPTH);
  }

  private TypeMirror lub(List<? extends TypeMirror> all, int depth) {
    List<TypeMirror> some = new ArrayList<>();
    for (TypeMirror t : all) {
      if (t.getKind() != TypeKind.NULL) {
        some.add(model.boxed(t));
      }
    }
    if (some.isEmpty()) {
      return all.isEmpty() ? model.object() : all.getFirst();
    }
    for (TypeMirror candidate : some) {
      if (some.stream().allMatch(t -> model.types.isSubtype(t, candidate))) {
        return candidate;
      }
    }
    if (some.stream().allMatch(t -> t.getKind() == TypeKind.ARRAY)) {
      List<TypeMirror> components = some.stream().map(t -> ((ArrayType) t).getComponentType()).toList();
      return components.stream().anyMatch(t -> t.getKind().isPrimitive())
          ? model.declared("java.io.Serializable")
          : model.types.getArrayType(lub(components, depth));
    }
    return parameterized(minimalCandidate(some), some, depth);
  }

  private TypeElement minimalCandidate(List<TypeMirror> some) {
    Map<Element, TypeMirror> candidates = new LinkedHashMap<>();
    collect(some.getFirst(), candidates);
    candidates.values().removeIf(
        c -> !some.stream().allMatch(t -> model.types.isSubtype(model.types.erasure(t), c)));
    TypeElement best = null;
    for (TypeMirror c : candidates.values()) {
      boolean minimal = candidates.values().stream()
          .noneMatch(other -> other != c && model.types.isSubtype(other, c));
      TypeElement element = Model.elementOf(c);
      if (minimal && (best == null || best.getKind().isInterface() && element.getKind().isClass())) {
        best = element;
      }
    }
    return best == null ? Model.elementOf(model.object()) : best;
  }

  private void collect(TypeMirror t, Map<Element, TypeMirror> into) {
    for (TypeMirror part : model.parts(t)) {
      TypeElement element = Model.elementOf(part);
      if (element != null && into.putIfAbsent(element, model.types.erasure(part)) != null) {
        continue;
      }
      for (TypeMirror parent : model.types.directSupertypes(part)) {
        collect(parent, into);
      }
    }
  }

  /** The least containing parameterization: equal arguments are kept, others become {@code ? extends lub}. */
  private TypeMirror parameterized(TypeElement element, List<TypeMirror> some, int depth) {
    int arity = element.getTypeParameters().size();
    if (arity == 0) {
      return model.types.getDeclaredType(element);
    }
    TypeMirror[] arguments = new TypeMirror[arity];
    for (int i = 0; i < arity; i++) {
      List<TypeMirror> ith = new ArrayList<>();
      for (TypeMirror t : some) {
        DeclaredType parent = asSuper(t, element);
        if (parent == null || parent.getTypeArguments().size() != arity) {
          return model.types.getDeclaredType(element);
        }
        ith.add(parent.getTypeArguments().get(i));
      }
      TypeMirror first = ith.getFirst();
      if (ith.stream().allMatch(t -> model.types.isSameType(t, first))) {
        arguments[i] = first;
      } else {
        List<TypeMirror> bounds = ith.stream().map(model::upper).toList();
        arguments[i] = model.types.getWildcardType(depth == 0 ? null : lub(bounds, depth - 1), null);
      }
    }
    return model.types.getDeclaredType(element, arguments);
  }
}
