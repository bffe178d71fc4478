package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import dev.adjoint.processor.transform.Cloner;
import java.util.ArrayList;
import java.util.List;

/**
 * Where cached values live. Under branches alone: in locals that the branches yield. Under counted loops whose trip counts
 * are known on entry: in arrays indexed by the iteration, allocated once. Otherwise on the tape's stacks, pushed at the end
 * of the forward block and popped at the start of the reverse one.
 */
final class Storage {
  private static final Type.Ref MATH = Type.Ref.of("java.lang", "Math");

  private final Context context;
  private final Replay region;

  Storage(Context context, Replay region) {
    this.context = context;
    this.region = region;
  }

  /** Arranges that the forward sweep keeps the values, and writes how the reverse sweep gets them. */
  void fetch(List<Value> values, BlockBuilder prologue) {
    if (values.isEmpty()) {
      return;
    }
    var loops = new ArrayList<Replay>();
    Region top = region;
    while (top instanceof Replay r) {
      if (!r.isWay()) {
        loops.addFirst(r);
      }
      top = r.parent;
    }
    if (top != null && loops.isEmpty()) {
      values.forEach(this::export);
    } else if (top != null && loops.stream().allMatch(l -> countedOutside(l, loops.getFirst()))) {
      array(values, loops, prologue);
    } else {
      stack(values, prologue);
    }
  }

  private void export(Value v) {
    var exported = new Value(v.type(), v.name());
    context.weaver.export(region.owner, Ops.blocks(region.owner).indexOf(region.block), v, exported);
    region.parent.defined.add(exported);
    context.alias.put(region.useHere(v), region.parent.use(exported));
  }

  private void stack(List<Value> values, BlockBuilder prologue) {
    for (Region r = region; r instanceof Replay replay; r = replay.parent) {
      if (replay.ascending) {
        throw new IllegalStateException("a stack under a loop that runs forwards: " + replay.owner.span());
      }
    }
    Value tape = context.tape();
    for (Value v : values) {
      var end = new BlockBuilder();
      end.runtime(push(v.type()), tape, end.cast(stored(v.type()), v));
      context.weaver.atEnd(region.block, end.ops());
    }
    for (Value v : values.reversed()) {
      Value placeholder = region.useHere(v);
      pop(context, prologue, placeholder);
    }
  }

  /** Takes a value off the tape into {@code target}. */
  static void pop(Context context, BlockBuilder builder, Value target) {
    Type type = stored(target.type());
    if (type.equals(target.type())) {
      builder.add(new Op.Call(List.of(target), new Callee.Runtime(popOf(type)),
          List.of(context.tape()), builder.span()));
    } else {
      Value raw = builder.runtime(popOf(type), type, null, context.tape());
      builder.add(new Op.Cast(target, raw, builder.span()));
    }
  }

  /** Whether values of the loop's body, as its reverse would be replayed here, can be kept in arrays. */
  static boolean indexed(Context context, Region region, Op.For loop) {
    var replay = new Replay(context, region, loop.body(), loop, loop.iv());
    var loops = new ArrayList<Replay>();
    Region top = replay;
    while (top instanceof Replay r) {
      if (!r.isWay()) {
        loops.addFirst(r);
      }
      top = r.parent;
    }
    var storage = new Storage(context, replay);
    return top != null && loops.stream().allMatch(l -> storage.countedOutside(l, loops.getFirst()));
  }

  private boolean countedOutside(Replay loop, Replay outermost) {
    return loop.owner instanceof Op.For f && outside(f.from(), loop, outermost) && outside(f.to(), loop, outermost)
        && (Math.abs(f.step()) == 1 || CounterRange.isShort(context, f));
  }

  /** Whether the value is known in front of the outermost loop, or can be computed there from what is. */
  private boolean outside(Value v, Replay loop, Replay outermost) {
    if (!inside(v, loop, outermost)) {
      return true;
    }
    return switch (context.definitions.get(v)) {
      case Op.Const c -> true;
      case Op.ArrayLength l -> outside(l.array(), loop, outermost) && !inside(l.array(), loop, outermost);
      case Op.Binary b when b.a().type() == Type.INT && isSum(b.kind()) ->
          outside(b.a(), loop, outermost) && outside(b.b(), loop, outermost);
      case null -> false;
      case Op o -> false;
    };
  }

  private static boolean isSum(Op.BinaryKind kind) {
    return kind == Op.BinaryKind.ADD || kind == Op.BinaryKind.SUB || kind == Op.BinaryKind.MUL;
  }

  /** The value in front of the outermost loop. */
  private Value moved(Value v, Replay loop, Replay outermost, BlockBuilder b) {
    if (!inside(v, loop, outermost)) {
      return v;
    }
    return switch (context.definitions.get(v)) {
      case Op.Const c -> b.constant(c.result().type(), c.value());
      case Op.ArrayLength l -> {
        // where the loop does not run, the primal may never ask for this length
        Value isNull = b.binary(Op.BinaryKind.EQ, l.array(), b.constant(l.array().type(), null));
        var none = new BlockBuilder();
        Value zero = none.constant(0);
        var some = new BlockBuilder();
        Value length = some.length(l.array());
        Value r = Value.temporary(Type.INT);
        b.add(new Op.If(List.of(r), isNull, none.block(List.of(), List.of(zero)), some.block(List.of(), List.of(length)),
            b.span()));
        yield r;
      }
      case Op.Binary o -> b.binary(o.kind(), moved(o.a(), loop, outermost, b), moved(o.b(), loop, outermost, b));
      case Op o -> throw new IllegalStateException("cannot move " + o);
    };
  }

  /** Whether the value is defined in the loops from the outermost down to the one given. */
  private static boolean inside(Value v, Replay loop, Replay outermost) {
    for (Region r = loop.parent; r != outermost.parent; r = r.parent) {
      if (r.defined.contains(v)) {
        return true;
      }
    }
    return false;
  }

  private void array(List<Value> values, List<Replay> loops, BlockBuilder prologue) {
    Region around = loops.getFirst().parent;
    var setup = new BlockBuilder();
    Value size = null;
    var trips = new ArrayList<Value>();
    for (Replay loop : loops) {
      Value trip = trips(loop, loops.getFirst(), setup);
      trips.add(trip);
      size = size == null ? trip : setup.math(MATH, "multiplyExact", Type.INT, List.of(size, trip));
    }
    var caches = new ArrayList<Value>();
    for (Value v : values) {
      caches.add(allocate(v, size, setup));
    }
    context.caches.addAll(caches);
    InScope outermost = around instanceof InScope here ? hoist(loops, here) : null;
    if (outermost == null) {
      setup.ops().forEach(op -> around.defined.addAll(Ops.results(op)));
      context.weaver.before(loops.getFirst().owner, setup.ops());
    } else {
      outermost.preheader.addAll(outerReads(setup.ops(), outermost));
    }
    var end = new BlockBuilder();
    Value forwardIndex = index(loops, trips, end, false);
    Value reverseIndex = index(loops, trips, prologue, true);
    for (int k = 0; k < values.size(); k++) {
      Value v = values.get(k);
      end.store(caches.get(k), forwardIndex, end.cast(stored(v.type()), v));
      Value placeholder = region.useHere(v);
      Value cache = around.use(caches.get(k));
      if (stored(v.type()).equals(v.type())) {
        prologue.add(new Op.Load(placeholder, cache, reverseIndex, prologue.span()));
        if (v.type().isTensor()) {
          // What has been used is free to go.
          prologue.store(cache, reverseIndex, prologue.constant(v.type(), null));
        }
      } else {
        prologue.add(new Op.Cast(placeholder, prologue.load(cache, reverseIndex, null), prologue.span()));
      }
    }
    context.weaver.atEnd(region.block, end.ops());
  }

  /** The outermost region that runs once for this one, before whose loop the arrays can be allocated; or null. */
  private InScope hoist(List<Replay> loops, InScope inner) {
    InScope top = null;
    for (Region r = inner; r instanceof InScope s && s.preheader != null; r = r.parent) {
      boolean known = loops.stream().map(l -> (Op.For) l.owner)
          .noneMatch(f -> s.defined.contains(f.from()) || s.defined.contains(f.to()));
      if (!known) {
        break;
      }
      top = s;
    }
    return top;
  }

  /** In front of the loop a region belongs to, values are those of the region around it. */
  private static List<Op> outerReads(List<Op> ops, InScope top) {
    var own = InScope.results(ops);
    var cloner = new Cloner(v -> own.contains(v) ? v : top.parent.use(v), v -> v);
    return ops.stream().map(cloner::op).toList();
  }

  private Value index(List<Replay> loops, List<Value> trips, BlockBuilder b, boolean reverse) {
    Value index = null;
    for (int k = 0; k < loops.size(); k++) {
      var f = (Op.For) loops.get(k).owner;
      Value from = reverse && (f.step() < 0 || !isZero(f.from())) ? region.use(f.from()) : f.from();
      Value i = reverse ? loops.get(k).counter : f.iv();
      if (f.step() < 0) {
        i = b.binary(Op.BinaryKind.SUB, from, i);
      } else if (!isZero(f.from())) {
        i = b.binary(Op.BinaryKind.SUB, i, from);
      }
      if (Math.abs(f.step()) != 1) {
        i = b.binary(Op.BinaryKind.DIV, i, b.constant(Math.abs(f.step())));
      }
      index = index == null ? i
          : b.binary(Op.BinaryKind.ADD, b.binary(Op.BinaryKind.MUL, index, trip(loops, trips, k, reverse)), i);
    }
    return index;
  }

  private static Value trip(List<Replay> loops, List<Value> trips, int k, boolean reverse) {
    return reverse ? loops.getFirst().parent.use(trips.get(k)) : trips.get(k);
  }

  private boolean isZero(Value v) {
    return context.definitions.get(v) instanceof Op.Const c && Integer.valueOf(0).equals(c.value());
  }

  /** How often a counted loop's body runs. */
  private Value trips(Replay loop, Replay outermost, BlockBuilder b) {
    var f = (Op.For) loop.owner;
    Value from = moved(f.from(), loop, outermost, b);
    Value to = moved(f.to(), loop, outermost, b);
    Value span = ReverseLoops.trips(context, b, f, from, to, isZero(f.from()));
    boolean isLength = context.definitions.get(f.to()) instanceof Op.ArrayLength
        || context.definitions.get(f.to()) instanceof Op.Const c && c.value() instanceof Integer n && n >= 0;
    if (f.step() == 1 && !f.inclusive() && isZero(f.from()) && isLength) {
      return span;
    }
    return b.math(MATH, "max", Type.INT, List.of(span, b.constant(0)));
  }

  private Value allocate(Value v, Value size, BlockBuilder b) {
    Type type = stored(v.type());
    String name = v.name() == null ? "cache" : v.name() + "Cache";
    if (!type.isPrimitive()) {
      return b.newArray(type.array(), List.of(size), name);
    }
    return b.runtime(pool(type), type.array(), name, context.tape(), size);
  }

  private static RuntimeFunction pool(Type stored) {
    return stored == Type.DOUBLE ? RuntimeFunction.POOL_DOUBLES : stored == Type.LONG ? RuntimeFunction.POOL_LONGS
        : stored == Type.BOOLEAN ? RuntimeFunction.POOL_BOOLEANS : RuntimeFunction.POOL_INTS;
  }

  /** The type in which a value is kept: floats as doubles, small integers as int. */
  static Type stored(Type type) {
    return type == Type.FLOAT ? Type.DOUBLE
        : type.isIntegral() && type != Type.LONG ? Type.INT : type;
  }

  /** The push for a stored type. */
  static RuntimeFunction push(Type type) {
    Type s = stored(type);
    return s == Type.DOUBLE ? RuntimeFunction.PUSH_DOUBLE : s == Type.LONG ? RuntimeFunction.PUSH_LONG
        : s == Type.BOOLEAN ? RuntimeFunction.PUSH_BOOLEAN : s == Type.INT ? RuntimeFunction.PUSH_INT
        : RuntimeFunction.PUSH_REF;
  }

  private static RuntimeFunction popOf(Type s) {
    return s == Type.DOUBLE ? RuntimeFunction.POP_DOUBLE : s == Type.LONG ? RuntimeFunction.POP_LONG
        : s == Type.BOOLEAN ? RuntimeFunction.POP_BOOLEAN : s == Type.INT ? RuntimeFunction.POP_INT
        : RuntimeFunction.POP_REF;
  }
}
