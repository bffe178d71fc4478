package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Type;

/** Constants as Java literals, JLS 3.10, bit for bit the value they had. */
final class Literals {
  private Literals() {}

  /** The literal; a negative number starts with a minus. */
  static String of(Object value, Type type) {
    return switch (value) {
      case null -> "null";
      case Double d -> floating(d, "Double", "");
      case Float f -> floating(f);
      case Integer i when i == Integer.MIN_VALUE -> "Integer.MIN_VALUE";
      case Long l when l == Long.MIN_VALUE -> "Long.MIN_VALUE";
      case Long l -> l + "L";
      case Character c -> "'" + escape(c, '\'') + "'";
      case String s -> string(s);
      case Byte b -> "(byte) " + b;
      case Short s -> "(short) " + s;
      case Integer i when type == Type.Primitive.BYTE -> "(byte) " + i;
      case Integer i when type == Type.Primitive.SHORT -> "(short) " + i;
      case Object other -> other.toString();
    };
  }

  private static String floating(Float f) {
    if (f.isNaN() || f.isInfinite()) {
      return floating(f.doubleValue(), "Float", "");
    }
    return withPoint(Float.toString(f)) + "f";
  }

  private static String floating(Double d, String owner, String suffix) {
    if (d.isNaN()) {
      return owner + ".NaN";
    }
    if (d.isInfinite()) {
      return owner + (d > 0 ? ".POSITIVE_INFINITY" : ".NEGATIVE_INFINITY");
    }
    return withPoint(Double.toString(d)) + suffix;
  }

  private static String withPoint(String text) {
    return text.contains(".") ? text : text + ".0";
  }

  private static String string(String s) {
    var out = new StringBuilder("\"");
    for (int i = 0; i < s.length(); i++) {
      out.append(escape(s.charAt(i), '"'));
    }
    return out.append('"').toString();
  }

  private static String escape(char c, char quote) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      case '\\' -> "\\\\";
      default -> c == quote ? "\\" + c
          : c < ' ' || c > '~' ? String.format("\\u%04x", (int) c) : String.valueOf(c);
    };
  }
}
