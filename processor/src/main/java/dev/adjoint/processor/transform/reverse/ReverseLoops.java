package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.analysis.Caching;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.ArrayList;
import java.util.List;

/** Bounds and costs of reverse loops. */
final class ReverseLoops {
  private static final Type.Ref MATH = Type.Ref.of("java.lang", "Math");
  private static final int EXPENSIVE = 20;

  private ReverseLoops() {}

  /** The header of a loop of the reverse sweep, and what each iteration begins with. */
  record Header(Value counter, Value from, Value to, int step, boolean inclusive, List<Op> first) {
    /** The loop. */
    Op.For loop(List<Value> results, List<Value> inits, Block iteration, Span span) {
      var ops = new ArrayList<>(first);
      ops.addAll(iteration.ops());
      return new Op.For(results, counter, from, to, step, inclusive, inits,
          new Block(iteration.params(), ops, iteration.yields()), span);
    }
  }

  /**
   * The way back. Where a step beyond {@code f.from()} may be no int any more, the loop's own counter is what {@code counter}
   * would be after the iteration, which never goes beyond.
   *
   * @param counter the counter of the reverse iterations
   */
  static Header backwards(Context context, BlockBuilder out, Op.For f, Value counter, Value from, Value to) {
    if (CounterRange.stepsBack(context, f)) {
      return new Header(counter, last(context, out, f, from, to), from, -f.step(), true, List.of());
    }
    int stride = Math.abs(f.step());
    boolean up = f.step() > 0;
    Op.BinaryKind onward = up ? Op.BinaryKind.ADD : Op.BinaryKind.SUB;
    Value end = stride > 1 ? out.binary(onward, last(context, out, f, from, to), out.constant(stride))
        : f.inclusive() ? out.binary(onward, to, out.constant(1)) : to;
    var next = new Value(Type.INT, "next");
    var first = new BlockBuilder().at(out.span());
    first.add(new Op.Binary(counter, up ? Op.BinaryKind.SUB : Op.BinaryKind.ADD, next, first.constant(stride), out.span()));
    return new Header(next, end, from, -f.step(), false, first.ops());
  }

  /** The counter's value in the last iteration, or one on the far side of {@code from} when there is none. */
  private static Value last(Context context, BlockBuilder out, Op.For f, Value from, Value to) {
    int stride = Math.abs(f.step());
    boolean up = f.step() > 0;
    if (stride > 1 && !CounterRange.isShort(context, f)) {
      return lastOfLong(out, f, from, to);
    }
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

  /** The same where the distance may be no int. */
  private static Value lastOfLong(BlockBuilder out, Op.For f, Value from, Value to) {
    boolean up = f.step() > 0;
    Value distance = way(out, f, from, to, false);
    Value within = f.inclusive() ? distance : out.binary(Op.BinaryKind.SUB, distance, out.constant(Type.LONG, 1L));
    Value stride = out.constant(Type.LONG, Math.abs((long) f.step()));
    Value steps = out.math(MATH, "floorDiv", Type.LONG, List.of(within, stride));
    Value way = out.cast(Type.INT, out.binary(Op.BinaryKind.MUL, out.math(MATH, "max", Type.LONG,
        List.of(steps, out.constant(Type.LONG, -1L))), stride));
    return out.binary(up ? Op.BinaryKind.ADD : Op.BinaryKind.SUB, from, way);
  }

  /** How often the body runs, or a number below zero for no time. */
  static Value trips(Context context, BlockBuilder b, Op.For f, Value from, Value to, boolean fromZero) {
    int stride = Math.abs(f.step());
    int add = stride - 1 + (f.inclusive() ? 1 : 0);
    boolean fits = stride == 1 || CounterRange.isShort(context, f);
    Value way = fromZero && f.step() > 0 && fits ? to : way(b, f, from, to, fits);
    Value trips = add == 0 ? way : b.binary(Op.BinaryKind.ADD, way, b.constant(way.type(), fits ? (Object) add : (Object) (long) add));
    return strides(b, trips, stride);
  }

  /** In which iteration the counter has a value, 0 for the first one. */
  static Value iteration(Context context, BlockBuilder b, Op.For f, Value counter, boolean fromZero) {
    boolean fits = Math.abs(f.step()) == 1 || CounterRange.isShort(context, f);
    Value way = fromZero && f.step() > 0 && fits ? counter : way(b, f, f.from(), counter, fits);
    return strides(b, way, Math.abs(f.step()));
  }

  /** How far it is in the loop's direction, a long where it may be no int. */
  private static Value way(BlockBuilder b, Op.For f, Value from, Value to, boolean fits) {
    Value start = fits ? from : b.cast(Type.LONG, from);
    Value end = fits ? to : b.cast(Type.LONG, to);
    return f.step() > 0 ? b.binary(Op.BinaryKind.SUB, end, start) : b.binary(Op.BinaryKind.SUB, start, end);
  }

  private static Value strides(BlockBuilder b, Value way, int stride) {
    if (stride == 1) {
      return way;
    }
    boolean fits = way.type() == Type.INT;
    Value strides = b.binary(Op.BinaryKind.DIV, way, b.constant(way.type(), fits ? (Object) stride : (Object) (long) stride));
    return fits ? strides : b.cast(Type.INT, strides);
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
