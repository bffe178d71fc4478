package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.analysis.Caching;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.List;

/** Bounds and costs of reverse loops. */
final class ReverseLoops {
  private static final Type.Ref MATH = Type.Ref.of("java.lang", "Math");
  private static final int EXPENSIVE = 20;

  private ReverseLoops() {}

  /** The counter's value in the last iteration, or one on the far side of {@code from} when there is none. */
  static Value last(Context context, BlockBuilder out, Op.For f, Value from, Value to) {
    int stride = Math.abs(f.step());
    boolean up = f.step() > 0;
    Value end = to;
    if (!f.inclusive()) {
      // to - 1 must not wrap around where the loop did not run at all
      Value safe = up && isSafe(context, f.to()) ? to
          : out.math(MATH, up ? "max" : "min", Type.INT, List.of(to, from));
      end = out.binary(up ? Op.BinaryKind.SUB : Op.BinaryKind.ADD, safe, out.constant(1));
    }
    if (stride == 1) {
      return end;
    }
    Value distance = up ? out.binary(Op.BinaryKind.SUB, end, from) : out.binary(Op.BinaryKind.SUB, from, end);
    Value steps = out.math(MATH, "floorDiv", Type.INT, List.of(distance, out.constant(stride)));
    Value way = out.binary(Op.BinaryKind.MUL, steps, out.constant(stride));
    return out.binary(up ? Op.BinaryKind.ADD : Op.BinaryKind.SUB, from, way);
  }

  private static boolean isSafe(Context context, Value to) {
    return switch (context.definitions.get(to)) {
      case Op.ArrayLength l -> true;
      case Op.Const c -> true;
      case Op.Binary b when b.kind() == Op.BinaryKind.SUB || b.kind() == Op.BinaryKind.ADD ->
          context.definitions.get(b.a()) instanceof Op.ArrayLength && context.definitions.get(b.b()) instanceof Op.Const;
      case null -> false;
      case Op o -> false;
    };
  }

  /** Whether it is better to keep what an independent iteration computes than to run the iteration again. */
  static boolean cachesCheaply(Context context, Region region, Op.For loop) {
    return quiet(context, loop.body(), true) && (hasLoop(loop.body()) || cost(loop.body()) >= EXPENSIVE)
        && Storage.indexed(context, region, loop);
  }

  private static boolean hasLoop(Block block) {
    return block.ops().stream().anyMatch(op -> op instanceof Op.For || Ops.blocks(op).stream().anyMatch(ReverseLoops::hasLoop));
  }

  /** Whether nothing is made or called, and whatever is expensive happens outside of inner loops. */
  private static boolean quiet(Context context, Block block, boolean direct) {
    return block.ops().stream().allMatch(op -> switch (op) {
      // iterations that depend on each other keep their values on a stack, which only runs backwards
      case Op.For o -> context.independence.independent(context.original(o)) && quiet(context, o.body(), false);
      case Op.While o -> false;
      case Op.NewArray o -> false;
      case Op.Copy o -> false;
      case Op.Call o -> false;
      case Op.Intrinsic o -> direct || Caching.cost(o) < EXPENSIVE;
      case Op o -> Ops.blocks(o).stream().allMatch(b -> quiet(context, b, direct));
    });
  }

  private static int cost(Block block) {
    int sum = 0;
    for (Op op : block.ops()) {
      sum += op instanceof Op.Intrinsic i ? Caching.cost(i) : 0;
      for (Block b : Ops.blocks(op)) {
        sum += cost(b);
      }
    }
    return sum;
  }

  /** Arrays that an iteration takes from the tape's pool go back at its end. */
  static void givePoolBack(Context context, BlockBuilder ops) {
    // a helper's reverse half gives back everything since its forward half, this iteration's mark included
    if (ops.ops().stream().noneMatch(ReverseLoops::takes) || ops.ops().stream().anyMatch(ReverseLoops::calls)) {
      return;
    }
    var all = new BlockBuilder().at(ops.span());
    Value mark = all.runtime(RuntimeFunction.POOL_MARK, Type.INT, "mark", context.tape());
    all.addAll(ops.ops());
    all.runtime(RuntimeFunction.TAPE_RELEASE, context.tape(), mark);
    ops.ops().clear();
    ops.addAll(all.ops());
  }

  static boolean calls(Op op) {
    return op instanceof Op.Call c && c.callee() instanceof Callee.Generated
        || Ops.blocks(op).stream().anyMatch(b -> b.ops().stream().anyMatch(ReverseLoops::calls));
  }

  /** Whether the operation takes arrays from the pool and leaves them there. */
  static boolean takes(Op op) {
    if (op instanceof Op.Call c && c.callee() instanceof Callee.Runtime r) {
      return switch (r.function()) {
        case POOL_DOUBLES, POOL_INTS, POOL_LONGS, POOL_BOOLEANS, POOL_LIKE -> true;
        case RuntimeFunction f -> false;
      };
    }
    for (Block b : Ops.blocks(op)) {
      if (b.ops().stream().anyMatch(ReverseLoops::takes) && b.ops().stream().noneMatch(ReverseLoops::marks)) {
        return true;
      }
    }
    return false;
  }

  private static boolean marks(Op op) {
    return op instanceof Op.Call c && c.callee() instanceof Callee.Runtime r
        && r.function() == RuntimeFunction.POOL_MARK;
  }
}
