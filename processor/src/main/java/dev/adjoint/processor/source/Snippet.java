package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Builds the {@link Code} of an opaque operation with its operands. */
final class Snippet {
  private final List<Code.Piece> pieces = new ArrayList<>();
  private final List<Value> operands = new ArrayList<>();

  Snippet text(String text) {
    if (text.isEmpty()) {
      return this;
    }
    if (!pieces.isEmpty() && pieces.getLast() instanceof Code.Text before) {
      pieces.set(pieces.size() - 1, new Code.Text(before.text() + text));
    } else {
      pieces.add(new Code.Text(text));
    }
    return this;
  }

  Snippet operand(Value value) {
    int index = operands.indexOf(value);
    if (index < 0) {
      index = operands.size();
      operands.add(value);
    }
    pieces.add(new Code.Operand(index));
    return this;
  }

  /** A piece that is no operand. */
  Snippet piece(Code.Piece piece) {
    pieces.add(piece);
    return this;
  }

  /** A type with its arguments and dimensions. */
  Snippet type(Type type) {
    switch (type) {
      case Type.Primitive p -> text(p.toString());
      case Type.Array a -> type(a.element()).text("[]");
      case Type.Ref r -> {
        pieces.add(new Code.TypeName(Type.Ref.of(r.pkg(), r.names().toArray(String[]::new))));
        for (int i = 0; i < r.arguments().size(); i++) {
          text(i == 0 ? "<" : ", ").type(r.arguments().get(i));
        }
        text(r.arguments().isEmpty() ? "" : ">");
      }
      case Type.Wildcard w -> {
        text(w.upper() != null ? "? extends " : w.lower() != null ? "? super " : "?");
        if (w.upper() != null) {
          type(w.upper());
        } else if (w.lower() != null) {
          type(w.lower());
        }
      }
    }
    return this;
  }

  /** Other operands in the same places. */
  void replace(UnaryOperator<Value> by) {
    operands.replaceAll(by);
  }

  Code code() {
    return new Code(pieces);
  }

  List<Value> operands() {
    return operands;
  }
}
