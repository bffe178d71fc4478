package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Type;

/** Conversions of numeric constants, JLS 5.1.2 and 5.1.3. */
final class Constants {
  private Constants() {}

  /** The boxed constant of the given type, or null where the constant or the type is no number. */
  static Object convert(Object value, Type type) {
    if (!(type instanceof Type.Primitive to) || !(value instanceof Number || value instanceof Character)) {
      return null;
    }
    Number n = value instanceof Character c ? Integer.valueOf(c) : (Number) value;
    boolean floating = n instanceof Double || n instanceof Float;
    // from float and double to the small types Java goes through int
    int small = floating ? (int) n.doubleValue() : n.intValue();
    return switch (to) {
      case BYTE -> (byte) small;
      case SHORT -> (short) small;
      case CHAR -> (char) small;
      case INT -> small;
      case LONG -> floating ? (long) n.doubleValue() : n.longValue();
      case FLOAT -> n.floatValue();
      case DOUBLE -> n.doubleValue();
      case BOOLEAN -> null;
    };
  }
}
