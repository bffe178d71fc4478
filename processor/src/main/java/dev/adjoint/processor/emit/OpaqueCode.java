package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** What can be seen of quoted code without reading it. */
final class OpaqueCode {
  private OpaqueCode() {}

  /**
   * Whether the code may store its operands away for later, as a lambda, a method reference or an anonymous class does. The
   * first two have no type of their own, so that they cannot stand where a member of them is selected.
   */
  static boolean captures(Op.Opaque op) {
    return op.code().pieces().stream()
        .anyMatch(p -> p instanceof Code.Text t && (t.text().contains("->") || t.text().contains("::") || t.text().contains("{")));
  }

  /** The operands whose type arguments come from where they stand: a cast gives its operand none, JLS 15.9.3, 15.12. */
  static List<Value> typedByTheirPlace(Op.Opaque op) {
    List<Code.Piece> pieces = op.code().pieces();
    boolean isCast = pieces.getFirst() instanceof Code.Text t && t.text().equals("(")
        && pieces.getLast() instanceof Code.Operand && pieces.get(pieces.size() - 2) instanceof Code.Text end
        && end.text().endsWith(") ");
    return isCast ? op.operands().stream().filter(v -> v.type() instanceof Type.Ref r && !r.arguments().isEmpty()).toList()
        : List.of();
  }

  /** The operands as often and in the order in which the code evaluates them. */
  static List<Value> inOrder(Op.Opaque op) {
    var all = new ArrayList<Value>();
    for (Code.Piece piece : op.code().pieces()) {
      if (piece instanceof Code.Operand p) {
        all.add(op.operands().get(p.index()));
      }
    }
    return all;
  }
}
