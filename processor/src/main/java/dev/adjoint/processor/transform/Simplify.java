package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Removes what nobody uses. Of the primal nothing goes that may throw or be seen from outside: a derivative fails where the
 * primal fails. No floating-point operation is changed.
 */
public final class Simplify {
  /** The primal's operations, and what stands in a try's body: where it is run again, it has to throw again. */
  private final Predicate<Op> primal;
  private final Set<Op> tried = Collections.newSetFromMap(new IdentityHashMap<>());
  private int tries;
  private final Set<Value> live = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Value, Op> definition = new IdentityHashMap<>();
  private final Map<Value, Integer> slot = new IdentityHashMap<>();
  private final Map<Op, Boolean> kept = new IdentityHashMap<>();
  /** What each slot of a try is given. */
  private final Map<Value, List<Value>> assigned = new IdentityHashMap<>();
  private final Deque<Value> work = new ArrayDeque<>();

  private Simplify(Predicate<Op> primal) {
    this.primal = op -> primal.test(op) || tried.contains(op);
  }

  /**
   * The function without dead operations.
   *
   * @param primal which operations are the user's own, as opposed to those of the derivative
   */
  public static Function apply(Function f, Set<Op> primal) {
    return apply(f, primal, false);
  }

  /** The same; if the function is to be differentiated again, it keeps what only says that something is constant. */
  public static Function apply(Function f, Set<Op> primal, boolean again) {
    var simplify = new Simplify(primal::contains);
    Block folded = Fold.apply(f.body(), primal, again);
    simplify.index(folded);
    folded.yields().forEach(simplify::mark);
    simplify.roots(folded);
    simplify.propagate();
    Block body = simplify.block(folded, folded.params(), folded.yields());
    return new Function(f.key(), f.name(), f.params(), f.wrt(), f.results(), body, f.span());
  }

  private void index(Block block) {
    for (Op op : block.ops()) {
      if (tries > 0) {
        tried.add(op);
      }
      slots(op, Ops.results(op));
      switch (op) {
        case Op.For o -> {
          slots(op, o.body().params());
          definition.put(o.iv(), op);
        }
        case Op.While o -> {
          slots(op, o.condition().params());
          slots(op, o.body().params());
        }
        case Op.Try o -> slots(op, o.slots());
        case Op.Assign o -> assigned.computeIfAbsent(o.slot(), s -> new ArrayList<>()).add(o.value());
        case Op o -> { }
      }
      for (Block b : Ops.blocks(op)) {
        boolean body = op instanceof Op.Try t && b == t.body();
        tries += body ? 1 : 0;
        index(b);
        tries -= body ? 1 : 0;
      }
    }
  }

  private void slots(Op op, List<Value> values) {
    for (int i = 0; i < values.size(); i++) {
      definition.put(values.get(i), op);
      slot.put(values.get(i), i);
    }
  }

  private void mark(Value v) {
    if (live.add(v)) {
      work.add(v);
    }
  }

  private void roots(Block block) {
    for (Op op : block.ops()) {
      if (keeps(op)) {
        switch (op) {
          case Op.If o -> mark(o.condition());
          case Op.For o -> header(o);
          case Op.While o -> o.condition().yields().forEach(this::mark);
          case Op.Try o -> { }
          case Op o -> Ops.operands(o).forEach(this::mark);
        }
        Ops.blocks(op).forEach(this::roots);
      }
    }
  }

  private void header(Op.For o) {
    mark(o.from());
    mark(o.to());
  }

  private void propagate() {
    while (!work.isEmpty()) {
      Value v = work.remove();
      Op op = definition.get(v);
      if (op == null) {
        continue;
      }
      switch (op) {
        case Op.If o -> {
          mark(o.condition());
          mark(o.then().yields().get(slot.get(v)));
          mark(o.otherwise().yields().get(slot.get(v)));
        }
        case Op.For o -> {
          header(o);
          if (v != o.iv()) {
            mark(o.inits().get(slot.get(v)));
            mark(o.body().yields().get(slot.get(v)));
          }
        }
        case Op.While o -> {
          o.condition().yields().forEach(this::mark);
          mark(o.inits().get(slot.get(v)));
          mark(o.body().yields().get(slot.get(v)));
        }
        case Op.Try o when o.slots().contains(v) -> {
          mark(o.inits().get(slot.get(v)));
          assigned.getOrDefault(v, List.of()).forEach(this::mark);
        }
        case Op.Try o -> Ops.blocks(o).stream().filter(b -> !b.params().contains(v))
            .forEach(b -> mark(b.yields().get(slot.get(v))));
        case Op o -> Ops.operands(o).forEach(this::mark);
      }
    }
  }

  /** Whether the operation stays even if no result of it is used. */
  private boolean keeps(Op op) {
    Boolean known = kept.get(op);
    if (known != null) {
      return known;
    }
    boolean keeps = switch (op) {
      case Op.Store o -> true;
      case Op.Accumulate o -> true;
      case Op.Fill o -> true;
      case Op.ArrayCopy o -> true;
      case Op.Throw o -> true;
      case Op.Comment o -> false;
      case Op.Call o -> !(o.callee() instanceof Callee.Runtime r && isAllocation(r.function()));
      case Op.Opaque o -> o.effect() == Op.Effect.EFFECT || primal.test(op) && o.effect() == Op.Effect.READS;
      case Op.Load o -> primal.test(op);
      case Op.ArrayLength o -> primal.test(op);
      case Op.NewArray o -> primal.test(op);
      case Op.Copy o -> primal.test(op);
      case Op.Binary o -> primal.test(op) && !o.a().type().isFloating()
          && (o.kind() == Op.BinaryKind.DIV || o.kind() == Op.BinaryKind.REM);
      case Op.Intrinsic o -> primal.test(op) && !o.result().type().isFloating();
      case Op.While o -> primal.test(op) || any(o.condition()) || any(o.body());
      case Op.If o -> any(o.then()) || any(o.otherwise());
      case Op.For o -> any(o.body());
      case Op.Try o -> Ops.blocks(o).stream().anyMatch(this::any);
      case Op.Assign o -> false;
      case Op.Const o -> false;
      case Op.Unary o -> false;
      case Op.Cast o -> false;
    };
    kept.put(op, keeps);
    return keeps;
  }

  private static boolean isAllocation(RuntimeFunction function) {
    return switch (function) {
      case POOL_DOUBLES, POOL_INTS, POOL_LONGS, POOL_BOOLEANS, POOL_LIKE, ZEROS_LIKE, TAPE_MARK, POOL_MARK, TAPE_NEW,
          TENSOR_SHAPE, TENSOR_FORM, TENSOR_ADD, TENSOR_DETACH, TENSOR_CONSTANT, SERIES_BESIDE,
          DEPENDENCE_BESIDE -> true;
      case RuntimeFunction f -> false;
    };
  }

  private boolean any(Block block) {
    return block.ops().stream().anyMatch(this::keeps);
  }

  private Block block(Block b, List<Value> params, List<Value> yields) {
    var ops = new ArrayList<Op>();
    Op.Comment comment = null;
    for (Op op : b.ops()) {
      if (op instanceof Op.Comment c) {
        comment = c;
      } else if (op instanceof Op.Assign a) {
        if (live.contains(a.slot())) {
          ops.add(op);
        }
      } else if (keeps(op) || Ops.results(op).stream().anyMatch(live::contains) || loopLives(op)) {
        if (comment != null) {
          ops.add(comment);
          comment = null;
        }
        ops.add(op(op));
      }
    }
    return new Block(params, ops, yields);
  }

  private boolean loopLives(Op op) {
    return switch (op) {
      case Op.For o -> o.body().params().stream().anyMatch(live::contains);
      case Op.While o -> o.body().params().stream().anyMatch(live::contains);
      case Op o -> false;
    };
  }

  private Op op(Op op) {
    return switch (op) {
      case Op.If o -> {
        List<Integer> slots = slots(o.results().size(), i -> live.contains(o.results().get(i)));
        yield new Op.If(pick(o.results(), slots), o.condition(), block(o.then(), List.of(), pick(o.then().yields(), slots)),
            block(o.otherwise(), List.of(), pick(o.otherwise().yields(), slots)), o.span());
      }
      case Op.For o -> {
        List<Integer> slots = slots(o.results().size(),
            i -> live.contains(o.results().get(i)) || live.contains(o.body().params().get(i)));
        yield new Op.For(pick(o.results(), slots), o.iv(), o.from(), o.to(), o.step(), o.inclusive(),
            pick(o.inits(), slots), block(o.body(), pick(o.body().params(), slots), pick(o.body().yields(), slots)),
            o.span());
      }
      case Op.While o -> {
        List<Integer> slots = slots(o.results().size(), i -> live.contains(o.results().get(i))
            || live.contains(o.body().params().get(i)) || live.contains(o.condition().params().get(i)));
        yield new Op.While(pick(o.results(), slots), pick(o.inits(), slots),
            block(o.condition(), pick(o.condition().params(), slots), o.condition().yields()),
            block(o.body(), pick(o.body().params(), slots), pick(o.body().yields(), slots)), o.span());
      }
      case Op.Try o -> {
        List<Integer> slots = slots(o.results().size(), i -> live.contains(o.results().get(i)));
        List<Integer> seen = slots(o.slots().size(), i -> live.contains(o.slots().get(i)));
        yield new Op.Try(pick(o.results(), slots), pick(o.inits(), seen), pick(o.slots(), seen),
            block(o.body(), List.of(), pick(o.body().yields(), slots)), o.handlers().stream().map(h -> h.with(
                block(h.block(), h.block().params(), pick(h.block().yields(), slots)))).toList(), o.span());
      }
      case Op simple -> simple;
    };
  }

  private static List<Integer> slots(int size, Predicate<Integer> wanted) {
    var slots = new ArrayList<Integer>();
    for (int i = 0; i < size; i++) {
      if (wanted.test(i)) {
        slots.add(i);
      }
    }
    return slots;
  }

  private static List<Value> pick(List<Value> values, List<Integer> slots) {
    return slots.stream().map(values::get).toList();
  }
}
