package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.analysis.RunAgain;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import dev.adjoint.processor.transform.Cloner;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The states of one checkpointed loop: how the forward sweep keeps them, and how the reverse sweep gets to the beginning of an
 * iteration. A state is what the loop carries, and the content of arrays that it may write. Arrays that it reads and that
 * change after it are kept once.
 */
final class States {
  private static final Type.Ref CHECKPOINTS = Type.Ref.of("dev.adjoint.runtime.checkpoint", "Checkpoints");
  private static final Type.Ref CONTENTS = Type.Ref.of("dev.adjoint.runtime.checkpoint", "Contents");

  private final Context context;
  private final Region region;
  private final Op loop;
  private final RunAgain.State state;
  private final Block plain;
  private final boolean once;
  private final Value checkpoints;
  /** References to arrays that are kept once, as they are known around the loop. */
  private final List<Value> unchanging = new ArrayList<>();
  private Value entry;

  /**
   * States of a loop.
   *
   * @param plain the loop's body without whatever is for the tape
   */
  States(Context context, Region region, Op loop, RunAgain.State state, Block plain) {
    this.context = context;
    this.region = region;
    this.loop = loop;
    this.state = state;
    this.plain = plain;
    once = isOnce(context, loop);
    String name = loop instanceof Op.For f && f.iv().name() != null ? f.iv().name() + "States" : "states";
    checkpoints = new Value(CHECKPOINTS, name);
  }

  Value checkpoints() {
    return checkpoints;
  }

  /** Whether the loop has exactly one iteration, as the body of a checkpointed method has. */
  static boolean isOnce(Context context, Op op) {
    return op instanceof Op.For f && f.step() == 1 && !f.inclusive() && isConstant(context, f.from(), 0)
        && isConstant(context, f.to(), 1);
  }

  private static boolean isConstant(Context context, Value v, int n) {
    return context.definitions.get(v) instanceof Op.Const c && Integer.valueOf(n).equals(c.value());
  }

  /** Has the forward sweep keep states. */
  void enter() {
    var before = new BlockBuilder().at(loop.span());
    if (!once) {
      Value most = before.constant(RunAgain.snapshots(loop));
      before.add(switch (loop) {
        case Op.For f -> call(RuntimeFunction.CHECKPOINTS_COUNTED, checkpoints, List.of(most,
            ReverseLoops.trips(context, before, f, f.from(), f.to(), isConstant(context, f.from(), 0))));
        case Op o -> call(RuntimeFunction.CHECKPOINTS_OPEN, checkpoints, List.of(most));
      });
      region.defined.add(checkpoints);
    }
    unchanging.addAll(state.read());
    for (Op.Opaque o : state.constants()) {
      var v = new Value(o.result().type(), o.result().name());
      before.add(new Cloner(x -> x, x -> v).op(o));
      region.defined.add(v);
      unchanging.add(v);
    }
    var kept = new LinkedHashSet<>(unchanging);
    if (once) {
      kept.addAll(state.written().stream().map(this::atEntry).toList());
    }
    if (!kept.isEmpty()) {
      entry = keep(before, kept, "entry");
      region.defined.add(entry);
    }
    context.weaver.before(loop, before.ops());
    context.weaver.instead(loop, () -> {
      Block body = once ? plain : new Block(plain.params(), keeping(plain, plain.params()), plain.yields());
      return switch (loop) {
        case Op.For f -> new Op.For(f.results(), f.iv(), f.from(), f.to(), f.step(), f.inclusive(), f.inits(), body, f.span());
        case Op.While w -> new Op.While(w.results(), w.inits(), w.condition(), body, w.span());
        case Op o -> throw new IllegalStateException("no loop: " + o);
      };
    });
  }

  private Op call(RuntimeFunction function, Value result, List<Value> args) {
    return new Op.Call(List.of(result), new dev.adjoint.processor.ir.Callee.Runtime(function), args, loop.span());
  }

  private Value keep(BlockBuilder b, Iterable<Value> arrays, String name) {
    Value contents = b.runtime(RuntimeFunction.CONTENTS_NEW, CONTENTS, name);
    for (Value a : arrays) {
      b.runtime(RuntimeFunction.CONTENTS_KEEP, contents, a);
      Value shadow = rows(a);
      if (shadow != null) {
        b.runtime(RuntimeFunction.CONTENTS_KEEP_ROWS, contents, shadow);
      }
    }
    return contents;
  }

  /** The shadow of an array of arrays, the rows of which go where those of the array go; else null. */
  private Value rows(Value array) {
    return array.type().rank() > 1 ? context.shadows.get(array) : null;
  }

  /** A carried reference as it is in front of the loop. */
  private Value atEntry(Value v) {
    int i = plain.params().indexOf(v);
    return i < 0 ? v : LoopSweep.inits(loop).get(i);
  }

  /** The operations of an iteration with those in front that keep its state when it is due. */
  private List<Op> keeping(Block iteration, List<Value> carried) {
    var b = new BlockBuilder().at(loop.span());
    Value due = b.runtime(RuntimeFunction.CHECKPOINTS_DUE, Type.BOOLEAN, null, checkpoints);
    var put = new BlockBuilder().at(loop.span());
    for (Value v : carried) {
      put.runtime(RuntimeFunction.CHECKPOINTS_PUT, checkpoints, put.cast(Storage.stored(v.type()), v));
    }
    for (Value v : state.written()) {
      int i = plain.params().indexOf(v);
      put.runtime(RuntimeFunction.CHECKPOINTS_CONTENT, checkpoints, i < 0 ? v : carried.get(i));
      Value shadow = rows(v);
      if (shadow != null) {
        int at = plain.params().indexOf(shadow);
        put.runtime(RuntimeFunction.CHECKPOINTS_ROWS, checkpoints, at < 0 ? shadow : carried.get(at));
      }
    }
    b.add(new Op.If(List.of(), due, put.block(List.of(), List.of()), Block.of(List.of(), List.of()), loop.span()));
    b.addAll(iteration.ops());
    return b.ops();
  }

  /**
   * In front of the reverse loop: keeps what is in arrays that will be put back to former states.
   *
   * @return what to restore behind the reverse loop, or null
   */
  Value leave(BlockBuilder b) {
    var arrays = new LinkedHashSet<Value>();
    for (Value v : state.written()) {
      arrays.add(atEntry(v));
      int i = plain.params().indexOf(v);
      if (i >= 0) {
        arrays.add(Ops.results(loop).get(i));
      }
    }
    arrays.addAll(unchanging);
    Value after = arrays.isEmpty() ? null : keep(b, arrays, "after");
    if (entry != null) {
      b.runtime(RuntimeFunction.CONTENTS_RESTORE, entry);
    }
    return after;
  }

  /** Goes to the beginning of the iteration of the counter: afterwards the values are what the loop carries into it. */
  void advance(BlockBuilder b, Value counter, List<Value> carried) {
    Value iteration = loop instanceof Op.For f
        ? ReverseLoops.iteration(context, b, f, counter, isConstant(context, f.from(), 0)) : counter;
    Value from = b.runtime(RuntimeFunction.CHECKPOINTS_REWIND, Type.INT, "from", checkpoints, iteration);
    var taken = new ArrayList<Value>();
    for (Value v : plain.params()) {
      taken.add(take(b, v));
    }
    Block again = Advance.again(context, Ops.blocks(loop).getLast());
    var i = new Value(Type.INT, counter.name());
    int step = 1;
    if (loop instanceof Op.For f) {
      step = f.step();
      if (step != 1) {
        from = b.binary(Op.BinaryKind.MUL, from, b.constant(step));
      }
      if (!isConstant(context, f.from(), 0)) {
        from = b.binary(Op.BinaryKind.ADD, f.from(), from);
      }
      Map<Value, Value> map = new IdentityHashMap<>();
      map.put(f.iv(), i);
      again = new Cloner(v -> map.getOrDefault(v, v), v -> v).block(again);
    }
    b.add(new Op.For(carried, i, from, counter, step, false, taken,
        new Block(again.params(), keeping(again, again.params()), again.yields()), loop.span()));
  }

  private Value take(BlockBuilder b, Value v) {
    Type type = Storage.stored(v.type());
    RuntimeFunction function = type == Type.DOUBLE ? RuntimeFunction.CHECKPOINTS_TAKE_DOUBLE
        : type == Type.LONG ? RuntimeFunction.CHECKPOINTS_TAKE_LONG
        : type == Type.BOOLEAN ? RuntimeFunction.CHECKPOINTS_TAKE_BOOLEAN
        : type == Type.INT ? RuntimeFunction.CHECKPOINTS_TAKE_INT : RuntimeFunction.CHECKPOINTS_TAKE_REF;
    return b.cast(v.type(), b.runtime(function, type, v.name(), checkpoints));
  }
}
