package dev.adjoint.processor.analysis;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a function leaves for its reverse sweep, read off the finished code: pushes on the tape, and stores into arrays that are
 * indexed by the iteration. A reference counts four bytes, as HotSpot has it below 32 GB of heap; an array that the iteration
 * itself makes and that is kept by reference counts with its elements.
 *
 * <p>A checkpointed loop keeps nothing that grows with its iterations: its states count where they are made, as many as there may be, each with all
 * that is put into it. What one of its iterations keeps while it is run again and reversed is given back at its end, and bounds nothing.
 */
public final class Kept {
  /** What {@code Tape.mark} notes: the heights of five stacks and ten pools. */
  public static final int MARK_BYTES = 60;
  /** A reference, compressed. */
  public static final int REFERENCE_BYTES = 4;

  /**
   * A value that is kept.
   *
   * @param value the value of the primal; null for what a call keeps
   * @param span where it is computed
   * @param bytes for each time it is stored
   * @param elements whether the elements of an array or a tensor, of which the size is not known, come on top of that
   * @param loop the innermost loop around the store, or null
   * @param callee the name of a called method whose own storage this is, or null
   * @param states the loop of which this is in each state, or null
   * @param passing whether it is given back at the end of the iteration that stored it
   */
  public record Item(Value value, Span span, long bytes, boolean elements, Span loop, String callee, States states, boolean passing) {
    /** The bytes of all states together, or of the one time. */
    public long total() {
      return states == null ? bytes : states.most() * bytes;
    }
  }

  /**
   * The states of a checkpointed loop.
   *
   * @param most how many there are at a time
   */
  public record States(Span loop, int most) {}

  /**
   * An upper bound.
   *
   * @param unbounded why it is none, or null
   */
  public record Bound(long bytes, String unbounded) {
    private Bound plus(Bound other) {
      return new Bound(bytes + other.bytes, unbounded != null ? unbounded : other.unbounded);
    }

    private Bound max(Bound other) {
      return new Bound(Math.max(bytes, other.bytes), unbounded != null ? unbounded : other.unbounded);
    }
  }

  private static final Bound NOTHING = new Bound(0, null);

  private final Set<Value> caches;
  private final Map<String, Kept> helpers;
  private final Map<Value, Op> definitions = new IdentityHashMap<>();
  private final Map<Value, Op> loopOf = new IdentityHashMap<>();
  private final Map<Value, Snapshots> snapshots = new IdentityHashMap<>();
  /** In which loop contents are put back. */
  private final Map<Value, Op> restored = new IdentityHashMap<>();
  private final Set<Op> reversals = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Item> items = new LinkedHashSet<>();
  private final Map<Span, Bound> loops = new LinkedHashMap<>();
  private final Function function;
  private Bound call;
  private boolean busy;

  /**
   * What a function keeps.
   *
   * @param caches arrays of it that keep values
   * @param helpers the generated class's private methods that leave something on the tape, by name; filled in any order before the
   *     first question is asked
   */
  public Kept(Function function, Set<Value> caches, Map<String, Kept> helpers) {
    this.function = function;
    this.caches = caches;
    this.helpers = helpers;
  }

  /** Every value that is kept, in program order. */
  public List<Item> items() {
    solve();
    return List.copyOf(items);
  }

  /** For each loop that keeps something, the most that one iteration keeps, inner loops not counted; outer loops first. */
  public Map<Span, Bound> loops() {
    solve();
    return loops;
  }

  /** The most that one call keeps outside of all loops. */
  public Bound call() {
    solve();
    return call;
  }

  private void solve() {
    if (call != null) {
      return;
    }
    if (busy) {
      call = new Bound(0, "recursion");
      return;
    }
    busy = true;
    define(function.body(), null);
    snapshots(function.body(), null);
    Bounds bounds = walk(function.body(), null);
    boolean recursive = call != null;
    call = recursive ? new Bound(bounds.total().bytes(), "recursion") : bounds.total();
  }

  private void define(Block block, Op loop) {
    for (Op op : block.ops()) {
      Ops.results(op).forEach(v -> {
        definitions.put(v, op);
        loopOf.put(v, loop);
      });
      boolean isLoop = op instanceof Op.For || op instanceof Op.While;
      Ops.blocks(op).forEach(b -> define(b, isLoop ? op : loop));
      if (isLoop) {
        Ops.blocks(op).getLast().params().forEach(p -> definitions.put(p, op));
      }
      if (op instanceof Op.For f) {
        definitions.put(f.iv(), op);
      }
    }
  }

  /** Arrays have room for whichever branch is taken; of pushes only those of the branch that is taken count. */
  private record Bounds(Bound arrays, Bound pushes) {
    Bound total() {
      return arrays.plus(pushes);
    }
  }

  private Bounds walk(Block block, Op loop) {
    Bound arrays = NOTHING;
    Bound pushes = NOTHING;
    for (Op op : block.ops()) {
      switch (op) {
        case Op.Store o when caches.contains(o.array()) -> {
          if (!(definitions.get(o.value()) instanceof Op.Const)) {
            arrays = arrays.plus(item(o.value(), loop, 0));
          }
        }
        case Op.Call o when o.callee() instanceof Callee.Runtime r -> {
          switch (r.function()) {
            case CHECKPOINTS_COUNTED, CHECKPOINTS_OPEN -> pushes = pushes.plus(states(o, loop));
            case CONTENTS_KEEP -> {
              boolean passing = loop != null && restored.get(o.args().getFirst()) == loop;
              Bound copy = content(o.args().get(1), loop, null, passing || reversals.contains(loop));
              pushes = passing ? pushes : pushes.plus(copy);
            }
            case PUSH_DOUBLE, PUSH_INT, PUSH_LONG, PUSH_BOOLEAN, PUSH_REF -> pushes = pushes.plus(item(o.args().get(1), loop,
                isMark(o.args().get(1)) ? MARK_BYTES : 0));
            case RuntimeFunction f -> { }
          }
        }
        case Op.Call o when o.callee() instanceof Callee.Generated g && isForward(o, g) -> pushes = pushes.plus(called(o, g, loop));
        case Op.If o -> {
          Bounds a = walk(o.then(), loop);
          Bounds b = walk(o.otherwise(), loop);
          arrays = arrays.plus(a.arrays()).plus(b.arrays());
          pushes = pushes.plus(a.pushes().max(b.pushes()));
        }
        case Op.Try o -> {
          Bounds ways = walk(o.body(), loop);
          for (Op.Handler h : o.handlers()) {
            Bounds handler = walk(h.block(), loop);
            ways = new Bounds(ways.arrays().plus(handler.arrays()), ways.pushes().max(handler.pushes()));
          }
          arrays = arrays.plus(ways.arrays());
          pushes = pushes.plus(ways.pushes());
        }
        case Op.For o -> loop(o, o.body());
        case Op.While o -> loop(o, o.body());
        case Op o -> { }
      }
    }
    return new Bounds(arrays, pushes);
  }

  private void loop(Op op, Block body) {
    Bound iteration = walk(body, op).total();
    if (!reversals.contains(op) && (iteration.bytes() > 0 || iteration.unbounded() != null)) {
      loops.merge(op.span(), iteration, Bound::max);
    }
  }

  /** A forward half takes the tape last and leaves something on it. */
  private static boolean isForward(Op.Call call, Callee.Generated callee) {
    return callee.name().contains("Forward") && !call.args().isEmpty()
        && call.args().getLast().type() instanceof Type.Ref r && r.names().getLast().equals("Tape");
  }

  private Bound called(Op.Call op, Callee.Generated callee, Op loop) {
    Kept helper = callee.owner() == null ? helpers.get(callee.name()) : null;
    Bound of = helper == null ? new Bound(0, "what " + name(callee) + " keeps") : helper.call();
    if (helper != null && of.unbounded() == null && !helper.loops().isEmpty()) {
      of = new Bound(of.bytes(), "the loops of " + name(callee));
    }
    items.add(new Item(null, op.span(), of.bytes(), of.unbounded() != null, span(loop), name(callee), null, reversals.contains(loop)));
    return of;
  }

  private static String name(Callee.Generated callee) {
    return callee.owner() == null ? callee.name() : callee.owner().names().getLast() + "." + callee.name();
  }

  private boolean isMark(Value v) {
    return definitions.get(v) instanceof Op.Call c && c.callee() instanceof Callee.Runtime r
        && r.function() == RuntimeFunction.TAPE_MARK;
  }

  private Bound item(Value stored, Op loop, int more) {
    Value v = stored;
    while (definitions.get(v) instanceof Op.Cast c && c.span() == Span.NONE) {
      v = c.a();
    }
    Op definition = definitions.get(v);
    Span span = definition == null || definition.span().line() == 0 ? loop == null ? function.span() : loop.span()
        : definition.span();
    long bytes = bytes(stored.type()) + more;
    String unbounded = null;
    if (v.type().isArray() && definition != null && loopOf.get(v) == loop && loop != null) {
      long elements = elements(v, definition);
      if (elements < 0) {
        unbounded = "an array of a length that is not constant";
      } else {
        bytes += elements;
      }
    }
    if (v.type().isTensor()) {
      unbounded = "a tensor";
    }
    items.add(new Item(v, span, bytes, unbounded != null, span(loop), null, null, reversals.contains(loop)));
    return new Bound(bytes, unbounded);
  }

  /** What is put into each state of a loop, found in the forward sweep, where it comes first. */
  private static final class Snapshots {
    private final Op loop;
    private final List<Op.Call> puts = new ArrayList<>();

    Snapshots(Op loop) {
      this.loop = loop;
    }
  }

  private void snapshots(Block block, Op loop) {
    for (Op op : block.ops()) {
      if (op instanceof Op.Call o && o.callee() instanceof Callee.Runtime r) {
        switch (r.function()) {
          case CHECKPOINTS_PUT, CHECKPOINTS_CONTENT -> {
            Snapshots of = snapshots.computeIfAbsent(o.args().getFirst(), s -> new Snapshots(loop));
            if (of.loop == loop) {
              of.puts.add(o);
            }
          }
          case CHECKPOINTS_REWIND -> reversals.add(loop);
          case CONTENTS_RESTORE -> restored.put(o.args().getFirst(), loop);
          case RuntimeFunction f -> { }
        }
      }
      boolean isLoop = op instanceof Op.For || op instanceof Op.While;
      Ops.blocks(op).forEach(b -> snapshots(b, isLoop ? op : loop));
    }
  }

  private Bound states(Op.Call op, Op loop) {
    Snapshots of = snapshots.get(op.results().getFirst());
    int most = definitions.get(op.args().getFirst()) instanceof Op.Const c && c.value() instanceof Integer n ? n : 1;
    Bound all = NOTHING;
    for (Op.Call put : of == null ? List.<Op.Call>of() : of.puts) {
      Value v = put.args().get(1);
      var states = new States(of.loop.span(), most);
      if (((Callee.Runtime) put.callee()).function() == RuntimeFunction.CHECKPOINTS_CONTENT) {
        Bound one = content(v, loop, states, reversals.contains(loop));
        all = all.plus(new Bound(most * one.bytes(), one.unbounded()));
        continue;
      }
      while (definitions.get(v) instanceof Op.Cast c) {
        v = c.a();
      }
      // whole numbers and booleans are put as long
      long bytes = v.type().isPrimitive() ? 8 : REFERENCE_BYTES;
      items.add(new Item(v, of.loop.span(), bytes, false, span(loop), null, states, reversals.contains(loop)));
      all = all.plus(new Bound(most * bytes, null));
    }
    return all;
  }

  /** A copy of an array's content. */
  private Bound content(Value array, Op loop, States states, boolean passing) {
    Op definition = definitions.get(array);
    long elements = definition instanceof Op.NewArray ? elements(array, definition) : -1;
    Span span = definition == null || definition.span().line() == 0 ? states == null ? loop == null ? function.span() : loop.span()
        : states.loop() : definition.span();
    items.add(new Item(array, span, Math.max(0, elements), elements < 0, span(loop), null, states, passing));
    return new Bound(Math.max(0, elements), elements < 0 ? "the content of an array of a length that is not constant" : null);
  }

  private static Span span(Op loop) {
    return loop == null ? null : loop.span();
  }

  private static long bytes(Type stored) {
    return stored == Type.DOUBLE || stored == Type.LONG ? 8 : stored == Type.BOOLEAN ? 1
        : stored.isPrimitive() ? 4 : REFERENCE_BYTES;
  }

  /** The bytes of the elements of an array where it is made; 0 for one that only passes, -1 for an unknown length. */
  private long elements(Value array, Op definition) {
    return switch (definition) {
      case Op.NewArray o -> o.dims().size() == array.type().rank() ? product(o.dims(), bytes(array.type().innermost())) : -1;
      case Op.Call o when o.callee() instanceof Callee.Runtime r -> switch (r.function()) {
        case POOL_DOUBLES -> product(o.args().subList(1, 2), 8);
        case ZEROS_LIKE, FLOAT_ZEROS_LIKE, POOL_LIKE -> -1;
        case RuntimeFunction f -> 0;
      };
      case Op.Copy o -> -1;
      case Op.Call o -> -1;
      case Op o -> 0;
    };
  }

  private long product(List<Value> dims, long element) {
    long bytes = element;
    var sizes = new ArrayList<Long>();
    for (Value dim : dims) {
      if (!(definitions.get(dim) instanceof Op.Const c) || !(c.value() instanceof Integer n) || n < 0) {
        return -1;
      }
      sizes.add((long) n);
    }
    for (long n : sizes) {
      bytes *= n;
    }
    return bytes;
  }
}
