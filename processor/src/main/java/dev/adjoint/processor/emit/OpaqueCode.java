package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Op;
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
