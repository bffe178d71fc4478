package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Type;
import java.util.Locale;

/** A variable of the emitted Java method. Identity is what counts; {@link Scopes} gives it its name. */
final class Var {
  final Type type;
  /** The name it would like. */
  final String wish;
  /** The name it has. */
  String name;

  Var(Type type, String wish) {
    this.type = type;
    this.wish = wish == null ? wishFor(type) : wish;
  }

  private static String wishFor(Type type) {
    return switch (type) {
      case Type.Primitive p -> switch (p) {
        case BOOLEAN -> "c";
        case DOUBLE, FLOAT -> "t";
        case BYTE, SHORT, CHAR, INT, LONG -> "k";
      };
      case Type.Array a -> a.element().isArray() ? "rows" : "row";
      case Type.Ref r -> r.names().getLast().substring(0, 1).toLowerCase(Locale.ROOT)
          + r.names().getLast().substring(1);
      case Type.Wildcard w -> "o";
    };
  }

  @Override
  public String toString() {
    return name == null ? wish + "?" : name;
  }
}
