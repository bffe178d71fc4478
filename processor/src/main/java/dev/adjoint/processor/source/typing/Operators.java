package dev.adjoint.processor.source.typing;

import com.sun.source.tree.Tree;
import java.util.List;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** The result types of operators: numeric promotion (JLS 5.6), string concatenation, conditional and switch results. */
final class Operators {
  /** In the order in which a common type of the results of a conditional is looked for. */
  private static final List<TypeKind> PRIMITIVES = List.of(TypeKind.BYTE, TypeKind.CHAR, TypeKind.SHORT, TypeKind.INT,
      TypeKind.LONG, TypeKind.FLOAT, TypeKind.DOUBLE, TypeKind.BOOLEAN);

  private final Model model;
  private final Supertypes supertypes;

  Operators(Model model, Supertypes supertypes) {
    this.model = model;
    this.supertypes = supertypes;
  }

  /** The promoted type, or null where the operand is not numeric. */
  TypeMirror unary(TypeMirror operand) {
    TypeMirror t = model.unboxed(operand);
    return switch (t.getKind()) {
      case BYTE, SHORT, CHAR, INT -> model.primitive(TypeKind.INT);
      case LONG, FLOAT, DOUBLE -> t;
      default -> null;
    };
  }

  /** The promoted type, or null where an operand is not numeric. */
  TypeMirror binary(TypeMirror left, TypeMirror right) {
    TypeMirror a = unary(left);
    TypeMirror b = unary(right);
    if (a == null || b == null) {
      return null;
    }
    return PRIMITIVES.indexOf(a.getKind()) >= PRIMITIVES.indexOf(b.getKind()) ? a : b;
  }

  /** The type of {@code left op right} for an operator that computes, or null where it does not apply. */
  TypeMirror binary(Tree.Kind operator, TypeMirror left, TypeMirror right) {
    return switch (operator) {
      case PLUS -> model.isString(left) || model.isString(right) ? model.string() : binary(left, right);
      case MINUS, MULTIPLY, DIVIDE, REMAINDER -> binary(left, right);
      case LEFT_SHIFT, RIGHT_SHIFT, UNSIGNED_RIGHT_SHIFT -> unary(left);
      case AND, OR, XOR -> isBoolean(left) && isBoolean(right) ? model.primitive(TypeKind.BOOLEAN) : binary(left, right);
      default -> null;
    };
  }

  /** The type of a unary operator's result, or null where it does not apply. */
  TypeMirror unary(Tree.Kind operator, TypeMirror operand) {
    return switch (operator) {
      case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> operand;
      case UNARY_PLUS, UNARY_MINUS, BITWISE_COMPLEMENT -> unary(operand);
      case LOGICAL_COMPLEMENT -> model.primitive(TypeKind.BOOLEAN);
      default -> null;
    };
  }

  boolean isBoolean(TypeMirror t) {
    return model.unboxed(t).getKind() == TypeKind.BOOLEAN;
  }

  /**
   * The type of a standalone conditional or switch expression whose results have these types (JLS 15.25, 15.28.1).
   *
   * @param constants the constant value of each result, or null
   */
  TypeMirror common(List<TypeMirror> results, List<Object> constants) {
    TypeMirror first = results.getFirst();
    if (results.stream().allMatch(t -> model.types.isSameType(t, first))) {
      return first;
    }
    List<TypeMirror> unboxed = results.stream().map(model::unboxed).toList();
    if (unboxed.stream().allMatch(t -> t.getKind().isPrimitive())) {
      TypeMirror numeric = commonPrimitive(unboxed, constants);
      if (numeric != null) {
        return numeric;
      }
    }
    return supertypes.lub(results);
  }

  private TypeMirror commonPrimitive(List<TypeMirror> unboxed, List<Object> constants) {
    for (TypeMirror type : unboxed) {
      if (isSubrange(type.getKind()) && othersFit(type, unboxed, constants)) {
        return type;
      }
    }
    for (TypeKind kind : PRIMITIVES) {
      TypeMirror candidate = model.primitive(kind);
      if (unboxed.stream().allMatch(t -> model.types.isSubtype(t, candidate))) {
        return candidate;
      }
    }
    return null;
  }

  private static boolean isSubrange(TypeKind kind) {
    return kind == TypeKind.BYTE || kind == TypeKind.SHORT || kind == TypeKind.CHAR;
  }

  private static boolean othersFit(TypeMirror type, List<TypeMirror> unboxed, List<Object> constants) {
    for (int i = 0; i < unboxed.size(); i++) {
      if (unboxed.get(i).getKind() != type.getKind()
          && !(constants.get(i) instanceof Integer value && fits(value, type.getKind()))) {
        return false;
      }
    }
    return true;
  }

  /** Whether an int constant is in the range of a type narrower than int. */
  static boolean fits(int value, TypeKind kind) {
    return switch (kind) {
      case BYTE -> value == (byte) value;
      case SHORT -> value == (short) value;
      case CHAR -> value == (char) value;
      default -> false;
    };
  }
}
