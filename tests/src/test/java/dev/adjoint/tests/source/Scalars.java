package dev.adjoint.tests.source;

import dev.adjoint.processor.ir.Op.BinaryKind;
import dev.adjoint.processor.ir.Op.UnaryKind;
import dev.adjoint.processor.ir.Type;

/** Java's operators on boxed values of equal (promoted) type. */
final class Scalars {
  private Scalars() {}

  static Object unary(UnaryKind kind, Object a) {
    return switch (kind) {
      case NOT -> !(boolean) a;
      case NEG -> switch (a) {
        case Integer x -> -x;
        case Long x -> -x;
        case Float x -> -x;
        case Double x -> -x;
        default -> throw new IllegalStateException("not promoted: " + a.getClass());
      };
      case BITNOT -> switch (a) {
        case Integer x -> ~x;
        case Long x -> ~x;
        default -> throw new IllegalStateException("not promoted: " + a.getClass());
      };
    };
  }

  static Object binary(BinaryKind kind, Object a, Object b, Type type) {
    if (!type.isPrimitive()) {
      return kind == BinaryKind.EQ ? a == b : a != b;
    }
    if (kind == BinaryKind.SHL || kind == BinaryKind.SHR || kind == BinaryKind.USHR) {
      return shift(kind, a, ((Number) b).longValue());
    }
    if (a.getClass() != b.getClass()) {
      throw new IllegalStateException("operands differ: " + a.getClass() + ", " + b.getClass());
    }
    return switch (a) {
      case Boolean x -> logic(kind, x, (boolean) b);
      case Integer x -> ints(kind, x, (int) b);
      case Long x -> longs(kind, x, (long) b);
      case Float x -> floats(kind, x, (float) b);
      case Double x -> doubles(kind, x, (double) b);
      default -> throw new IllegalStateException("not promoted: " + a.getClass());
    };
  }

  private static Object shift(BinaryKind kind, Object a, long by) {
    return switch (a) {
      case Integer x -> kind == BinaryKind.SHL ? x << by : kind == BinaryKind.SHR ? x >> by : x >>> by;
      case Long x -> kind == BinaryKind.SHL ? x << by : kind == BinaryKind.SHR ? x >> by : x >>> by;
      default -> throw new IllegalStateException("not promoted: " + a.getClass());
    };
  }

  private static Object logic(BinaryKind kind, boolean a, boolean b) {
    return switch (kind) {
      case AND -> a & b;
      case OR -> a | b;
      case XOR, NE -> a ^ b;
      case EQ -> a == b;
      default -> throw new IllegalStateException(kind + " on booleans");
    };
  }

  private static Object ints(BinaryKind kind, int a, int b) {
    return switch (kind) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case REM -> a % b;
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      case GE -> a >= b;
      case SHL, SHR, USHR -> throw new IllegalStateException();
    };
  }

  private static Object longs(BinaryKind kind, long a, long b) {
    return switch (kind) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case REM -> a % b;
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      case GE -> a >= b;
      case SHL, SHR, USHR -> throw new IllegalStateException();
    };
  }

  private static Object floats(BinaryKind kind, float a, float b) {
    return switch (kind) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case REM -> a % b;
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      case GE -> a >= b;
      case AND, OR, XOR, SHL, SHR, USHR -> throw new IllegalStateException(kind + " on floats");
    };
  }

  private static Object doubles(BinaryKind kind, double a, double b) {
    return switch (kind) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case REM -> a % b;
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      case GE -> a >= b;
      case AND, OR, XOR, SHL, SHR, USHR -> throw new IllegalStateException(kind + " on doubles");
    };
  }

  /** A primitive conversion; each goes through Java's own cast from the exact source type. */
  static Object cast(Object a, Type to) {
    return switch (a) {
      case Byte x -> integral(x, to);
      case Short x -> integral(x, to);
      case Character x -> integral(x, to);
      case Integer x -> integral(x, to);
      case Long x -> integral(x, to);
      case Float x -> floating(x, to, (int) (float) x, (long) (float) x);
      case Double x -> floating(x, to, (int) (double) x, (long) (double) x);
      default -> throw new IllegalStateException("cast of " + a.getClass());
    };
  }

  private static Object integral(long x, Type to) {
    return switch ((Type.Primitive) to) {
      case BYTE -> (byte) x;
      case SHORT -> (short) x;
      case CHAR -> (char) x;
      case INT -> (int) x;
      case LONG -> x;
      case FLOAT -> (float) x;
      case DOUBLE -> (double) x;
      case BOOLEAN -> throw new IllegalStateException();
    };
  }

  private static Object floating(double x, Type to, int asInt, long asLong) {
    return switch ((Type.Primitive) to) {
      case BYTE -> (byte) asInt;
      case SHORT -> (short) asInt;
      case CHAR -> (char) asInt;
      case INT -> asInt;
      case LONG -> asLong;
      case FLOAT -> (float) x;
      case DOUBLE -> x;
      case BOOLEAN -> throw new IllegalStateException();
    };
  }

  static Class<?> primitive(Class<?> box) {
    return java.lang.invoke.MethodType.methodType(box).unwrap().returnType();
  }
}
