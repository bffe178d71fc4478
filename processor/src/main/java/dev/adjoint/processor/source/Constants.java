package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Type.Primitive;

/** Primitive conversions of constants, JLS 5.1.2 and 5.1.3: a converted constant is a constant, JLS 15.29. */
final class Constants {
  private Constants() {}

  static Object cast(Object constant, Primitive to) {
    return switch (constant) {
      case Boolean b -> b;
      case Character c -> integral(c, to);
      case Float f -> floating(f, to, (int) (float) f, (long) (float) f);
      case Double d -> floating(d, to, (int) (double) d, (long) (double) d);
      case Number n -> integral(n.longValue(), to);
      default -> throw new IllegalStateException("no primitive constant: " + constant.getClass());
    };
  }

  private static Object integral(long x, Primitive to) {
    return switch (to) {
      case BYTE -> (byte) x;
      case SHORT -> (short) x;
      case CHAR -> (char) x;
      case INT -> (int) x;
      case LONG -> x;
      case FLOAT -> (float) x;
      case DOUBLE -> (double) x;
      case BOOLEAN -> throw new IllegalStateException("a number as boolean");
    };
  }

  private static Object floating(double x, Primitive to, int asInt, long asLong) {
    return switch (to) {
      case BYTE -> (byte) asInt;
      case SHORT -> (short) asInt;
      case CHAR -> (char) asInt;
      case INT -> asInt;
      case LONG -> asLong;
      case FLOAT -> (float) x;
      case DOUBLE -> x;
      case BOOLEAN -> throw new IllegalStateException("a number as boolean");
    };
  }
}
