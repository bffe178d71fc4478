package dev.adjoint.processor.ir;

import java.util.List;

/** Java source in pieces: text, the operand number i, or the name of a type. */
public record Code(List<Piece> pieces) {
  public Code {
    pieces = List.copyOf(pieces);
  }

  /** One piece. */
  public sealed interface Piece {}

  /** Source text as it stands. */
  public record Text(String text) implements Piece {}

  /** The operand with this index; emitted in parentheses unless it is a name or the piece says it needs none. */
  public record Operand(int index) implements Piece {}

  /** A type's name, imported or qualified as the emitter sees fit. */
  public record TypeName(Type.Ref type) implements Piece {}
}
