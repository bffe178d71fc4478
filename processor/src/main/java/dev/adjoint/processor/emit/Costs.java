package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import java.util.IdentityHashMap;
import java.util.Map;

/** An estimate, rather too high than too low, of how many bytes of bytecode each operation of a function becomes. */
final class Costs {
  /** The first local variables are reached by an instruction of two bytes, later ones need four. */
  private static final int SHORT_LOCALS = 250;
  private static final int CONSTANT = 3;
  private static final int COMPARISON = 8;
  private static final int CALL = 3;
  private static final int LOOP = 12;

  private final Needed needed;
  private final Folding folding;
  private final Map<Op, Integer> costs = new IdentityHashMap<>();
  private int local = 2;
  private int locals;

  Costs(Function function) {
    needed = new Needed(function);
    folding = new Folding(function, needed);
    countLocals(function.body());
    if (locals + 2 * function.params().size() > SHORT_LOCALS) {
      local = 4;
    }
    block(function.body());
  }

  /** The cost of an operation with all it contains. */
  int of(Op op) {
    return costs.getOrDefault(op, 0);
  }

  /** The cost of a block's operations. */
  int of(Block block) {
    int sum = 0;
    for (Op op : block.ops()) {
      sum += of(op);
    }
    return sum;
  }

  /** Whether a statement ends with this operation. */
  boolean isStatement(Op op) {
    return !(op instanceof Op.Comment) && Ops.results(op).stream().noneMatch(folding::isFolded);
  }

  private void countLocals(Block block) {
    for (Op op : block.ops()) {
      for (Value v : Ops.results(op)) {
        if (!folding.isFolded(v)) {
          locals += 2;
        }
      }
      Ops.blocks(op).forEach(this::countLocals);
    }
  }

  private int block(Block block) {
    int sum = 0;
    for (Op op : block.ops()) {
      if (needed.contains(op)) {
        int cost = cost(op);
        costs.put(op, cost);
        sum += cost;
      }
    }
    return sum;
  }

  private int cost(Op op) {
    int sum = own(op);
    for (Value v : Ops.operands(op)) {
      sum += needed.constant(v) != null ? CONSTANT : folding.isFolded(v) ? 0 : local;
    }
    for (Value v : Ops.results(op)) {
      sum += folding.isFolded(v) ? 0 : local;
    }
    for (Block nested : Ops.blocks(op)) {
      sum += block(nested) + 2 * local * nested.yields().size();
    }
    return sum;
  }

  private static int own(Op op) {
    return switch (op) {
      case Op.Const o -> 0;
      case Op.Unary o -> o.kind() == Op.UnaryKind.NOT ? COMPARISON : 1;
      case Op.Binary o -> o.kind().isComparison() ? COMPARISON : 1;
      case Op.Cast o -> 2;
      case Op.Intrinsic o -> CALL;
      case Op.ArrayLength o -> 1;
      case Op.Load o -> 1;
      case Op.Store o -> 1;
      case Op.Accumulate o -> 4;
      case Op.NewArray o -> 4;
      case Op.Copy o -> 2 * CALL;
      case Op.ArrayCopy o -> CALL;
      case Op.Fill o -> CALL;
      case Op.Call o -> CALL + 8 * o.results().size();
      case Op.Opaque o -> 16 + text(o.code()) / 2;
      case Op.If o -> COMPARISON;
      case Op.For o -> LOOP;
      case Op.While o -> LOOP;
      case Op.Try o -> LOOP * o.handlers().size();
      case Op.Assign o -> 2;
      case Op.Throw o -> 1;
      case Op.Comment o -> 0;
    };
  }

  private static int text(Code code) {
    return code.pieces().stream()
        .mapToInt(p -> p instanceof Code.Text t ? t.text().length() : p instanceof Code.PrivateField ? 2 * CALL : 0).sum();
  }
}
