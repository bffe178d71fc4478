package dev.adjoint.processor.source.typing;

import com.sun.source.tree.Tree;
import javax.lang.model.type.TypeKind;

/** Folding of constants (JLS 15.29), with the operators of Java itself. Values are boxed primitives and strings. */
final class Arithmetic {
  private Arithmetic() {}

  /** A value converted to a primitive type, by a cast or an assignment. */
  static Object convert(Object value, TypeKind to) {
    if (value instanceof Boolean || value instanceof String) {
      return value;
    }
    Number n = value instanceof Character c ? Integer.valueOf(c) : (Number) value;
    boolean floating = n instanceof Double || n instanceof Float;
    // A floating value goes to a type narrower than int by way of int (JLS 5.1.3).
    return switch (to) {
      case DOUBLE -> n.doubleValue();
      case FLOAT -> n.floatValue();
      case LONG -> n.longValue();
      case INT -> n.intValue();
      case SHORT -> (short) (floating ? n.intValue() : n.longValue());
      case BYTE -> (byte) (floating ? n.intValue() : n.longValue());
      case CHAR -> (char) (floating ? n.intValue() : n.longValue());
      default -> null;
    };
  }

  /** The value of a unary operator on an operand that is promoted already, or null. */
  static Object unary(Tree.Kind operator, Object a) {
    return switch (operator) {
      case UNARY_PLUS -> a;
      case UNARY_MINUS -> switch (a) {
        case Double x -> -x;
        case Float x -> -x;
        case Long x -> -x;
        case Integer x -> -x;
        default -> null;
      };
      case BITWISE_COMPLEMENT -> switch (a) {
        case Long x -> ~x;
        case Integer x -> ~x;
        default -> null;
      };
      case LOGICAL_COMPLEMENT -> a instanceof Boolean x ? !x : null;
      default -> null;
    };
  }

  /** The value of an operator on two operands of one promoted type, or null where it has none (division by zero). */
  static Object binary(Tree.Kind operator, Object a, Object b) {
    return switch (a) {
      case Double x when b instanceof Double y -> doubles(operator, x, y);
      case Float x when b instanceof Float y -> floats(operator, x, y);
      case Long x when b instanceof Long y -> longs(operator, x, y);
      case Integer x when b instanceof Integer y -> ints(operator, x, y);
      case Boolean x when b instanceof Boolean y -> booleans(operator, x, y);
      case String x when b instanceof String y -> strings(operator, x, y);
      default -> null;
    };
  }

  /** A shift; the operands are promoted each by itself (JLS 15.19). */
  static Object shift(Tree.Kind operator, Object a, long by) {
    return switch (a) {
      case Long x -> switch (operator) {
        case LEFT_SHIFT -> x << by;
        case RIGHT_SHIFT -> x >> by;
        default -> x >>> by;
      };
      case Integer x -> switch (operator) {
        case LEFT_SHIFT -> x << by;
        case RIGHT_SHIFT -> x >> by;
        default -> x >>> by;
      };
      default -> null;
    };
  }

  private static Object doubles(Tree.Kind operator, double x, double y) {
    return switch (operator) {
      case PLUS -> x + y;
      case MINUS -> x - y;
      case MULTIPLY -> x * y;
      case DIVIDE -> x / y;
      case REMAINDER -> x % y;
      case EQUAL_TO -> x == y;
      case NOT_EQUAL_TO -> x != y;
      case LESS_THAN -> x < y;
      case LESS_THAN_EQUAL -> x <= y;
      case GREATER_THAN -> x > y;
      case GREATER_THAN_EQUAL -> x >= y;
      default -> null;
    };
  }

  private static Object floats(Tree.Kind operator, float x, float y) {
    return switch (operator) {
      case PLUS -> x + y;
      case MINUS -> x - y;
      case MULTIPLY -> x * y;
      case DIVIDE -> x / y;
      case REMAINDER -> x % y;
      default -> doubles(operator, x, y);
    };
  }

  private static Object longs(Tree.Kind operator, long x, long y) {
    return switch (operator) {
      case PLUS -> x + y;
      case MINUS -> x - y;
      case MULTIPLY -> x * y;
      case DIVIDE -> y == 0 ? null : (Object) (x / y);
      case REMAINDER -> y == 0 ? null : (Object) (x % y);
      case AND -> x & y;
      case OR -> x | y;
      case XOR -> x ^ y;
      case EQUAL_TO -> x == y;
      case NOT_EQUAL_TO -> x != y;
      case LESS_THAN -> x < y;
      case LESS_THAN_EQUAL -> x <= y;
      case GREATER_THAN -> x > y;
      case GREATER_THAN_EQUAL -> x >= y;
      default -> null;
    };
  }

  private static Object ints(Tree.Kind operator, int x, int y) {
    // Two's complement: the low half of the long result is the int result.
    return switch (longs(operator, x, y)) {
      case Long result -> result.intValue();
      case null -> null;
      case Object comparison -> comparison;
    };
  }

  private static Object booleans(Tree.Kind operator, boolean x, boolean y) {
    return switch (operator) {
      case AND, CONDITIONAL_AND -> x & y;
      case OR, CONDITIONAL_OR -> x | y;
      case XOR, NOT_EQUAL_TO -> x ^ y;
      case EQUAL_TO -> x == y;
      default -> null;
    };
  }

  private static Object strings(Tree.Kind operator, String x, String y) {
    // Constant strings are interned (JLS 15.29), so == compares their text.
    return switch (operator) {
      case PLUS -> x + y;
      case EQUAL_TO -> x.equals(y);
      case NOT_EQUAL_TO -> !x.equals(y);
      default -> null;
    };
  }
}
