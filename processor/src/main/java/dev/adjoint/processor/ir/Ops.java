package dev.adjoint.processor.ir;

import java.util.ArrayList;
import java.util.List;

/** Structure shared by all passes: what an operation defines, reads and contains. */
public final class Ops {
  private Ops() {}

  /** The values the operation defines in its own block. */
  public static List<Value> results(Op op) {
    return switch (op) {
      case Op.Const o -> List.of(o.result());
      case Op.Unary o -> List.of(o.result());
      case Op.Binary o -> List.of(o.result());
      case Op.Cast o -> List.of(o.result());
      case Op.Intrinsic o -> List.of(o.result());
      case Op.ArrayLength o -> List.of(o.result());
      case Op.Load o -> List.of(o.result());
      case Op.NewArray o -> List.of(o.result());
      case Op.Copy o -> List.of(o.result());
      case Op.Call o -> o.results();
      case Op.Opaque o -> o.result() == null ? List.of() : List.of(o.result());
      case Op.If o -> o.results();
      case Op.For o -> o.results();
      case Op.While o -> o.results();
      case Op.Try o -> o.results();
      case Op.Assign o -> List.of();
      case Op.Store o -> List.of();
      case Op.Accumulate o -> List.of();
      case Op.ArrayCopy o -> List.of();
      case Op.Fill o -> List.of();
      case Op.Throw o -> List.of();
      case Op.Comment o -> List.of();
    };
  }

  /** The values the operation itself reads, not what its blocks read. */
  public static List<Value> operands(Op op) {
    return switch (op) {
      case Op.Const o -> List.of();
      case Op.Unary o -> List.of(o.a());
      case Op.Binary o -> List.of(o.a(), o.b());
      case Op.Cast o -> List.of(o.a());
      case Op.Intrinsic o -> o.args();
      case Op.ArrayLength o -> List.of(o.array());
      case Op.Load o -> List.of(o.array(), o.index());
      case Op.Store o -> List.of(o.array(), o.index(), o.value());
      case Op.Accumulate o -> List.of(o.array(), o.index(), o.value());
      case Op.NewArray o -> o.dims();
      case Op.Copy o -> prepend(o.array(), o.args());
      case Op.ArrayCopy o -> List.of(o.source(), o.sourcePos(), o.target(), o.targetPos(), o.length());
      case Op.Fill o -> o.from() == null ? List.of(o.array(), o.value())
          : List.of(o.array(), o.from(), o.to(), o.value());
      case Op.Call o -> o.args();
      case Op.Opaque o -> o.operands();
      case Op.If o -> List.of(o.condition());
      case Op.For o -> prepend(o.from(), prepend(o.to(), o.inits()));
      case Op.While o -> o.inits();
      case Op.Try o -> o.inits();
      case Op.Assign o -> List.of(o.value());
      case Op.Throw o -> List.of(o.exception());
      case Op.Comment o -> List.of();
    };
  }

  /** The blocks nested directly in the operation. */
  public static List<Block> blocks(Op op) {
    return switch (op) {
      case Op.If o -> List.of(o.then(), o.otherwise());
      case Op.For o -> List.of(o.body());
      case Op.While o -> List.of(o.condition(), o.body());
      case Op.Try o -> {
        var all = new ArrayList<Block>();
        all.add(o.body());
        o.handlers().forEach(h -> all.add(h.block()));
        yield all;
      }
      case Op.Assign o -> List.of();
      case Op.Const o -> List.of();
      case Op.Unary o -> List.of();
      case Op.Binary o -> List.of();
      case Op.Cast o -> List.of();
      case Op.Intrinsic o -> List.of();
      case Op.ArrayLength o -> List.of();
      case Op.Load o -> List.of();
      case Op.Store o -> List.of();
      case Op.Accumulate o -> List.of();
      case Op.NewArray o -> List.of();
      case Op.Copy o -> List.of();
      case Op.ArrayCopy o -> List.of();
      case Op.Fill o -> List.of();
      case Op.Call o -> List.of();
      case Op.Opaque o -> List.of();
      case Op.Throw o -> List.of();
      case Op.Comment o -> List.of();
    };
  }

  /** The values the operation defines for its blocks, besides their parameters. */
  public static List<Value> inner(Op op) {
    return op instanceof Op.For f ? List.of(f.iv()) : op instanceof Op.Try t ? t.slots() : List.of();
  }

  /** Whether a block ends by throwing, so that its yields are placeholders. */
  public static boolean ends(Block block) {
    return !block.ops().isEmpty() && block.ops().getLast() instanceof Op.Throw;
  }

  private static List<Value> prepend(Value first, List<Value> rest) {
    var all = new ArrayList<Value>(rest.size() + 1);
    all.add(first);
    all.addAll(rest);
    return all;
  }
}
