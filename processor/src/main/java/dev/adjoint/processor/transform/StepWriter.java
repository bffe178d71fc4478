package dev.adjoint.processor.transform;

import dev.adjoint.processor.analysis.Caching;
import dev.adjoint.processor.analysis.Interruptions;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts the body of one try into steps: each is a try of its own whose handlers only note which exception came. What follows a
 * step is done if none came, and loops stop; behind the last step the handler that was noted is run:
 *
 * <pre>
 * try { x[0] = a; x[1] = b / n; } catch (ArithmeticException e) { H }
 *
 * try { x[0] = a; exit = 0; } catch (ArithmeticException e) { exit = 1; }
 * if (exit == 0) { try { x[1] = b / n; } catch (ArithmeticException e) { exit = 1; } }
 * if (exit != 0) { H }
 * </pre>
 *
 * <p>Slots become values: at the beginning of a step it is known what each of them holds.
 */
final class StepWriter {
  private static final Type.Ref THROWABLE = Type.Ref.of("java.lang", "Throwable");

  private final Op.Try op;
  private final Interruptions interruptions;
  private final Type.Ref thrownType;
  private final Set<Value> steps;
  /** What stands for a value of the original. */
  private final Map<Value, Value> map = new IdentityHashMap<>();

  /** How far it has come: the number of the handler or 0, the exception, and what the slots hold. */
  private record State(Value exit, Value thrown, List<Value> slots) {
    List<Value> all() {
      var all = new ArrayList<>(List.of(exit, thrown));
      all.addAll(slots);
      return all;
    }

    static State of(List<Value> all) {
      return new State(all.get(0), all.get(1), all.subList(2, all.size()));
    }
  }

  /** What a block yields, valid if no exception came, and the state at its end. */
  private record Done(List<Value> yields, State state) {
    List<Value> all() {
      return join(yields, state.all());
    }
  }

  StepWriter(Op.Try op, Interruptions interruptions, Set<Value> steps) {
    this.steps = steps;
    this.op = op;
    this.interruptions = interruptions;
    this.thrownType = op.handlers().size() == 1 && !op.handlers().getFirst().checked()
        ? (Type.Ref) op.handlers().getFirst().exception().type() : THROWABLE;
  }

  /** The operations in place of the try; they define its results. */
  List<Op> write() {
    var out = new BlockBuilder().at(op.span());
    var start = new State(exit(out, 0), out.constant(thrownType, null), op.inits());
    Done done = process(op.body().ops(), op.body().yields(), start, out);
    choose(done, 0, out, op.results());
    return out.ops();
  }

  private Value read(Value v) {
    return map.getOrDefault(v, v);
  }

  private List<Value> read(List<Value> values) {
    return values.stream().map(this::read).toList();
  }

  private static List<Value> join(List<Value> a, List<Value> b) {
    var all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }

  private static List<Value> fresh(List<Value> values) {
    return values.stream().map(v -> new Value(v.type(), v.name())).toList();
  }

  private static List<Value> zeros(BlockBuilder out, List<Value> like) {
    return like.stream().map(v -> out.zero(v.type())).toList();
  }

  private static Value exit(BlockBuilder out, int number) {
    var exit = new Value(Type.INT, "exit");
    out.add(new Op.Const(exit, number, out.span()));
    return exit;
  }

  private static Value none(BlockBuilder out, State state) {
    return out.binary(Op.BinaryKind.EQ, state.exit(), out.constant(0));
  }

  /** Operations that begin without an exception having come. */
  private Done process(List<Op> ops, List<Value> yields, State state, BlockBuilder out) {
    int end = group(ops);
    List<Op> rest = ops.subList(end, ops.size());
    State next = state;
    boolean mayHaveCome;
    if (end > 0) {
      List<Op> group = ops.subList(0, end);
      mayHaveCome = group.stream().anyMatch(o -> interruptions.interrupts(o, op));
      next = mayHaveCome ? step(group, rest, yields, state, out) : plain(group, state, out);
    } else if (rest.isEmpty()) {
      return new Done(read(yields), state);
    } else {
      next = structured(rest.getFirst(), state, out);
      rest = rest.subList(1, rest.size());
      mayHaveCome = true;
    }
    if (rest.isEmpty()) {
      return new Done(read(yields), next);
    }
    if (!mayHaveCome) {
      return process(rest, yields, next, out);
    }
    var then = new BlockBuilder().at(op.span());
    State running = next;
    Done done = process(rest, yields, running, then);
    var otherwise = new BlockBuilder().at(op.span());
    var skipped = join(zeros(otherwise, done.yields()), running.all());
    List<Value> results = fresh(done.all());
    out.add(new Op.If(results, none(out, running), then.block(List.of(), done.all()), otherwise.block(List.of(), skipped),
        op.span()));
    return new Done(results.subList(0, yields.size()), State.of(results.subList(yields.size(), results.size())));
  }

  /**
   * How many operations go together: those in front of the first that may throw, or a step. What may throw comes before assignments to slots of this try, and never shares a step
   * with one to slots of a try around; what has such an assignment inside is cut itself.
   */
  private int group(List<Op> ops) {
    boolean assigned = false;
    boolean thrown = false;
    int end = 0;
    for (Op o : ops) {
      boolean assigns = o instanceof Op.Assign;
      boolean own = o instanceof Op.Assign a && op.slots().contains(a.slot());
      boolean may = interruptions.interrupts(o, op);
      if (may && !thrown && end > 0 || !assigns && assigns(o) || assigned && may || assigns && !own && thrown
          || !interruptions.atomic(ops.subList(0, end + 1), op)) {
        return end;
      }
      assigned |= assigns;
      thrown |= may;
      end++;
    }
    return end;
  }

  /** Operations that cannot throw stay as they are. */
  private State plain(List<Op> group, State state, BlockBuilder out) {
    var slots = new ArrayList<>(state.slots());
    var cloner = new Cloner(this::read, v -> v);
    for (Op o : group) {
      if (!assigned(o, slots, this::read)) {
        out.add(cloner.op(o));
      }
    }
    return new State(state.exit(), state.thrown(), slots);
  }

  /** Takes note of an assignment to one of the slots. */
  private boolean assigned(Op o, List<Value> slots, java.util.function.UnaryOperator<Value> reads) {
    if (o instanceof Op.Assign a && op.slots().contains(a.slot())) {
      slots.set(op.slots().indexOf(a.slot()), reads.apply(a.value()));
      return true;
    }
    return false;
  }

  /** Whether the operation, or one that it contains, assigns to a slot of a try around it. */
  static boolean assigns(Op o) {
    return assigns(o, new ArrayList<>());
  }

  private static boolean assigns(Op o, List<Value> inner) {
    inner.addAll(Ops.inner(o));
    return o instanceof Op.Assign a && !inner.contains(a.slot())
        || Ops.blocks(o).stream().anyMatch(b -> b.ops().stream().anyMatch(x -> assigns(x, inner)));
  }

  /** One step: a try whose body defines what the rest reads. */
  private State step(List<Op> group, List<Op> rest, List<Value> yields, State state, BlockBuilder out) {
    Map<Value, Value> inside = new IdentityHashMap<>();
    var cloner = new Cloner(v -> inside.containsKey(v) ? inside.get(v) : read(v), v -> {
      var f = new Value(v.type(), v.name());
      inside.put(v, f);
      if (steps.contains(v)) {
        steps.add(f);
      }
      return f;
    });
    var slots = new ArrayList<>(state.slots());
    var body = new BlockBuilder().at(op.span());
    boolean ends = group.getLast() instanceof Op.Throw;
    for (Op o : group) {
      if (o instanceof Op.Const) {
        out.add(o);
      } else if (!assigned(o, slots, v -> inside.containsKey(v) ? inside.get(v) : read(v))) {
        body.add(cloner.op(o));
      }
    }
    var wanted = new LinkedHashSet<Value>();
    Set<Value> later = Collections.newSetFromMap(new IdentityHashMap<>());
    rest.forEach(o -> later.addAll(Caching.reads(o)));
    later.addAll(yields);
    for (Op o : group) {
      Ops.results(o).stream().filter(v -> inside.containsKey(v) && later.contains(v)).forEach(wanted::add);
    }
    var values = new ArrayList<Value>();
    var before = new BlockBuilder().at(op.span());
    wanted.forEach(v -> values.add(ends ? before.zero(v.type()) : inside.get(v)));
    values.addAll(new State(exit(before, 0), before.constant(thrownType, null), ends ? state.slots() : slots).all());
    before.addAll(body.ops());
    List<Value> results = new ArrayList<>(wanted);
    List<Value> stateResults = fresh(state.all());
    steps.add(stateResults.getFirst());
    results.addAll(stateResults);
    out.add(new Op.Try(results, List.of(), List.of(), before.block(List.of(), values),
        handlers(List.copyOf(wanted), state), op.span()));
    return State.of(stateResults);
  }

  /** Handlers that note what came. The language lets a checked exception be caught only where it can be thrown. */
  private List<Op.Handler> handlers(List<Value> wanted, State state) {
    if (op.handlers().stream().anyMatch(Op.Handler::checked)) {
      var exception = new Value(THROWABLE, "thrown");
      var block = new BlockBuilder().at(op.span());
      List<Value> yields = dispatch(exception, 0, wanted, state, block);
      return List.of(new Op.Handler(List.of(THROWABLE), false, block.block(List.of(exception), yields)));
    }
    var all = new ArrayList<Op.Handler>();
    for (int k = 0; k < op.handlers().size(); k++) {
      Op.Handler h = op.handlers().get(k);
      var exception = new Value(h.exception().type(), h.exception().name());
      var block = new BlockBuilder().at(op.span());
      all.add(h.with(block.block(List.of(exception), noted(k, exception, wanted, state, block))));
    }
    return all;
  }

  private List<Value> noted(int k, Value exception, List<Value> wanted, State state, BlockBuilder block) {
    return join(zeros(block, wanted), new State(exit(block, k + 1), exception, state.slots()).all());
  }

  private List<Value> dispatch(Value exception, int k, List<Value> wanted, State state, BlockBuilder block) {
    if (k == op.handlers().size()) {
      List<Value> placeholders = noted(k, exception, wanted, state, block);
      rethrow(exception, block);
      return placeholders;
    }
    var code = new ArrayList<Code.Piece>();
    for (Type.Ref type : op.handlers().get(k).types()) {
      code.addAll(List.of(new Code.Text(code.isEmpty() ? "" : " || "), new Code.Operand(0), new Code.Text(" instanceof "),
          new Code.TypeName(type)));
    }
    Value is = opaque(Type.BOOLEAN, code, exception, block);
    var then = new BlockBuilder().at(op.span());
    List<Value> here = noted(k, exception, wanted, state, then);
    var otherwise = new BlockBuilder().at(op.span());
    List<Value> others = dispatch(exception, k + 1, wanted, state, otherwise);
    List<Value> results = fresh(here);
    block.add(new Op.If(results, is, then.block(List.of(), here), otherwise.block(List.of(), others), op.span()));
    return results;
  }

  private Value opaque(Type type, List<Code.Piece> code, Value operand, BlockBuilder block) {
    Value result = Value.temporary(type);
    block.add(new Op.Opaque(result, new Code(code), List.of(operand), Op.Effect.PURE,
        new Op.Reason("UNSUPPORTED", List.of("an exception")), op.span()));
    return result;
  }

  private static void rethrow(Value exception, BlockBuilder block) {
    Value again = block.runtime(RuntimeFunction.RETHROW, Type.Ref.of("java.lang", "RuntimeException"), "thrown", exception);
    block.add(new Op.Throw(again, block.span()));
  }

  /** An operation with an interruption inside of it: its blocks are cut into steps. */
  private State structured(Op o, State state, BlockBuilder out) {
    return switch (o) {
      case Op.If i -> branches(i, state, out);
      case Op.For f -> counted(f, state, out);
      case Op.While w -> loop(w, state, out);
      case Op other -> throw new IllegalStateException("no steps of " + other);
    };
  }

  private State branches(Op.If o, State state, BlockBuilder out) {
    var then = new BlockBuilder().at(o.span());
    Done a = process(o.then().ops(), o.then().yields(), state, then);
    var otherwise = new BlockBuilder().at(o.span());
    Done b = process(o.otherwise().ops(), o.otherwise().yields(), state, otherwise);
    List<Value> after = fresh(state.all());
    out.add(new Op.If(join(o.results(), after), read(o.condition()), then.block(List.of(), a.all()),
        otherwise.block(List.of(), b.all()), o.span()));
    return State.of(after);
  }

  private State counted(Op.For o, State state, BlockBuilder out) {
    List<Value> inside = fresh(state.all());
    var body = new BlockBuilder().at(o.span());
    State entering = State.of(inside);
    var then = new BlockBuilder().at(o.span());
    Done done = process(o.body().ops(), o.body().yields(), entering, then);
    List<Value> next = fresh(done.all());
    body.add(new Op.If(next, none(body, entering), then.block(List.of(), done.all()),
        Block.of(List.of(), join(o.body().params(), inside)), o.span()));
    List<Value> after = fresh(state.all());
    out.add(new Op.For(join(o.results(), after), o.iv(), read(o.from()), read(o.to()), o.step(), o.inclusive(),
        join(read(o.inits()), state.all()), body.block(join(o.body().params(), inside), next), o.snapshots(), o.span()));
    return State.of(after);
  }

  /** The condition, which may throw, moves into the body. */
  private State loop(Op.While o, State state, BlockBuilder out) {
    for (int i = 0; i < o.inits().size(); i++) {
      map.put(o.condition().params().get(i), o.body().params().get(i));
    }
    List<Value> inside = fresh(state.all());
    var more = new Value(Type.BOOLEAN, "more");
    var body = new BlockBuilder().at(o.span());
    Done tested = process(o.condition().ops(), o.condition().yields(), State.of(inside), body);
    var then = new BlockBuilder().at(o.span());
    Done done = process(o.body().ops(), o.body().yields(), tested.state(), then);
    Value goesOn = none(then, done.state());
    var otherwise = new BlockBuilder().at(o.span());
    List<Value> stopped = join(join(o.body().params(), tested.state().all()), List.of(otherwise.constant(Type.BOOLEAN, false)));
    List<Value> next = fresh(stopped);
    body.add(new Op.If(next, tested.yields().getFirst(), then.block(List.of(), join(done.all(), List.of(goesOn))),
        otherwise.block(List.of(), stopped), o.span()));
    List<Value> params = join(join(o.body().params(), inside), List.of(more));
    List<Value> tests = fresh(params);
    List<Value> after = fresh(state.all());
    Value begins = out.constant(Type.BOOLEAN, true);
    out.add(new Op.While(join(join(o.results(), after), List.of(new Value(Type.BOOLEAN, "more"))),
        join(join(read(o.inits()), state.all()), List.of(begins)), new Block(tests, List.of(), List.of(tests.getLast())),
        body.block(params, next), o.snapshots(), o.span()));
    return State.of(after);
  }

  /** The results of the whole: the body's, or those of the handler that was noted. */
  private void choose(Done done, int k, BlockBuilder out, List<Value> results) {
    State state = done.state();
    Value is = out.binary(Op.BinaryKind.EQ, state.exit(), out.constant(k));
    var here = new BlockBuilder().at(op.span());
    List<Value> yields = k == 0 ? done.yields() : handled(k - 1, state, here);
    var others = new BlockBuilder().at(op.span());
    List<Value> otherYields;
    if (k == op.handlers().size() - 1) {
      otherYields = handled(k, state, others);
    } else {
      otherYields = fresh(results);
      choose(done, k + 1, others, otherYields);
    }
    out.add(new Op.If(results, is, here.block(List.of(), yields), others.block(List.of(), otherYields), op.span()));
  }

  private List<Value> handled(int k, State state, BlockBuilder out) {
    Op.Handler h = op.handlers().get(k);
    Value exception = h.exception();
    Value caught = exception.type().equals(thrownType) ? state.thrown() : opaque(exception.type(),
        List.of(new Code.Text("("), new Code.TypeName((Type.Ref) exception.type()), new Code.Text(") "), new Code.Operand(0)),
        state.thrown(), out);
    Map<Value, Value> seen = new IdentityHashMap<>();
    seen.put(exception, caught);
    for (int i = 0; i < op.slots().size(); i++) {
      seen.put(op.slots().get(i), state.slots().get(i));
    }
    Block block = new Cloner(v -> seen.containsKey(v) ? seen.get(v) : read(v), v -> v).block(Block.of(h.block().ops(), h.block().yields()));
    if (Ops.ends(block) && ((Op.Throw) block.ops().getLast()).exception() == caught) {
      out.addAll(block.ops().subList(0, block.ops().size() - 1));
      rethrow(caught, out);
    } else {
      out.addAll(block.ops());
    }
    return block.yields();
  }
}
