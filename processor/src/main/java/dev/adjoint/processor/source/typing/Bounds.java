package dev.adjoint.processor.source.typing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeParameterElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;

/**
 * Bounds on the type parameters of one call, and their resolution (JLS 18.1.3, 18.2, 18.4): an equality if there is one,
 * else the least upper bound of the lower bounds, else an upper bound, else the declared bound.
 */
final class Bounds {
  private static final class Variable {
    final TypeParameterElement element;
    final List<TypeMirror> equal = new ArrayList<>();
    final List<TypeMirror> lower = new ArrayList<>();
    final List<TypeMirror> upper = new ArrayList<>();

    Variable(TypeParameterElement element) {
      this.element = element;
    }
  }

  private final Model model;
  private final Supertypes supertypes;
  private final Map<Element, Variable> variables = new LinkedHashMap<>();

  Bounds(Model model, Supertypes supertypes, List<? extends TypeParameterElement> parameters) {
    this.model = model;
    this.supertypes = supertypes;
    parameters.forEach(p -> variables.put(p, new Variable(p)));
  }

  boolean mentions(TypeMirror t) {
    return Substitution.mentions(t, variables);
  }

  private Variable variable(TypeMirror t) {
    return t instanceof TypeVariable v ? variables.get(v.asElement()) : null;
  }

  /** Whether something was learnt about a type that is a variable itself. */
  boolean isBounded(TypeMirror t) {
    Variable v = variable(t);
    return v == null || !v.equal.isEmpty() || !v.lower.isEmpty() || !v.upper.isEmpty();
  }

  /** {@code type} converts to {@code formal}, which may mention variables. */
  void subtype(TypeMirror type, TypeMirror formal) {
    if (!mentions(formal) || type.getKind() == TypeKind.NULL || type.getKind() == TypeKind.VOID) {
      return;
    }
    TypeMirror t = model.boxed(type);
    Variable v = variable(formal);
    if (v != null) {
      v.lower.add(t);
    } else if (formal instanceof ArrayType array) {
      TypeMirror component = Model.componentOf(model.upper(t));
      if (component != null && !component.getKind().isPrimitive()) {
        subtype(component, array.getComponentType());
      }
    } else if (formal instanceof DeclaredType declared) {
      DeclaredType parent = supertypes.asSuper(t, Model.elementOf(declared));
      if (parent != null) {
        contained(parent.getTypeArguments(), declared.getTypeArguments());
      }
    }
  }

  /** {@code formal}, which may mention variables, converts to {@code type}. */
  void supertype(TypeMirror formal, TypeMirror type) {
    if (!mentions(formal)) {
      return;
    }
    Variable v = variable(formal);
    if (v != null) {
      v.upper.add(model.boxed(type));
    } else if (formal instanceof ArrayType array) {
      TypeMirror component = Model.componentOf(type);
      if (component != null && !component.getKind().isPrimitive()) {
        supertype(array.getComponentType(), component);
      }
    } else if (formal instanceof DeclaredType && type instanceof DeclaredType declared) {
      DeclaredType parent = supertypes.asSuper(formal, Model.elementOf(declared));
      if (parent != null) {
        containing(parent.getTypeArguments(), declared.getTypeArguments());
      }
    }
  }

  private void contained(List<? extends TypeMirror> actual, List<? extends TypeMirror> formal) {
    for (int i = 0; i < actual.size() && i < formal.size(); i++) {
      TypeMirror a = actual.get(i);
      if (formal.get(i) instanceof WildcardType wildcard) {
        if (wildcard.getExtendsBound() != null) {
          subtype(model.upper(a), wildcard.getExtendsBound());
        } else if (wildcard.getSuperBound() != null) {
          supertype(wildcard.getSuperBound(), a instanceof WildcardType w && w.getSuperBound() != null
              ? w.getSuperBound() : a);
        }
      } else {
        equal(a, formal.get(i));
      }
    }
  }

  private void containing(List<? extends TypeMirror> formal, List<? extends TypeMirror> target) {
    for (int i = 0; i < formal.size() && i < target.size(); i++) {
      if (target.get(i) instanceof WildcardType wildcard) {
        if (wildcard.getExtendsBound() != null) {
          supertype(formal.get(i), wildcard.getExtendsBound());
        } else if (wildcard.getSuperBound() != null) {
          subtype(wildcard.getSuperBound(), formal.get(i));
        }
      } else {
        equal(target.get(i), formal.get(i));
      }
    }
  }

  /** {@code type} is {@code formal}, which may mention variables. */
  void equal(TypeMirror type, TypeMirror formal) {
    if (!mentions(formal)) {
      return;
    }
    Variable v = variable(formal);
    if (v != null) {
      // A wildcard stands for some type of its range; its bound serves for what is read from it.
      v.equal.add(type instanceof WildcardType ? model.upper(type) : type);
    } else if (formal instanceof ArrayType array && type instanceof ArrayType other) {
      equal(other.getComponentType(), array.getComponentType());
    } else if (formal instanceof DeclaredType declared && type instanceof DeclaredType other
        && declared.asElement().equals(other.asElement())) {
      contained(other.getTypeArguments(), declared.getTypeArguments());
    }
  }

  /** What a variable's declared bound says about others, once the variable is known. */
  void incorporateDeclared() {
    for (Variable v : variables.values()) {
      if (!v.equal.isEmpty() || !v.lower.isEmpty()) {
        for (TypeMirror bound : v.element.getBounds()) {
          if (variable(bound) == null) {
            subtype(value(v, Map.of()), bound);
          }
        }
      }
    }
  }

  /** The variables that something is known of; the others stay as they are. */
  Substitution known() {
    Map<Element, TypeMirror> map = new HashMap<>();
    for (Variable v : variables.values()) {
      if (!v.equal.isEmpty() || !v.lower.isEmpty() || !v.upper.isEmpty()) {
        map.put(v.element, value(v, map));
      }
    }
    return new Substitution(model, map);
  }

  /** As {@link #known}, with an unbounded wildcard for each of the others. */
  Substitution partial() {
    Map<Element, TypeMirror> map = new HashMap<>(known().map());
    variables.keySet().forEach(e -> map.putIfAbsent(e, model.types.getWildcardType(null, null)));
    return new Substitution(model, map);
  }

  /** A type for every variable. */
  Substitution solved() {
    Map<Element, TypeMirror> map = new HashMap<>(known().map());
    for (Variable v : variables.values()) {
      if (!map.containsKey(v.element)) {
        map.put(v.element, declaredBound(v, map));
      }
    }
    return new Substitution(model, map);
  }

  private TypeMirror value(Variable v, Map<Element, TypeMirror> map) {
    var others = new Substitution(model, map);
    if (!v.equal.isEmpty()) {
      return others.apply(v.equal.getFirst());
    }
    if (!v.lower.isEmpty()) {
      return supertypes.lub(others.apply(v.lower));
    }
    List<TypeMirror> upper = others.apply(v.upper);
    TypeMirror best = upper.getFirst();
    for (TypeMirror u : upper) {
      best = model.types.isSubtype(u, best) ? u : best;
    }
    TypeMirror declared = declaredBound(v, map);
    return model.types.isSubtype(model.types.erasure(declared), model.types.erasure(best)) ? declared : best;
  }

  private TypeMirror declaredBound(Variable v, Map<Element, TypeMirror> map) {
    TypeMirror bound = new Substitution(model, map).apply(v.element.getBounds().getFirst());
    return mentions(bound) ? model.types.erasure(bound) : bound;
  }
}
