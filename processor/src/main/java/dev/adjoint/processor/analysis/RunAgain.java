package dev.adjoint.processor.analysis;

import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * What has to be put back so that iterations of a checkpointed loop can be run again after the function's forward sweep, and
 * what hinders it.
 *
 * <p>Content is put back into the arrays themselves, so that it does not matter which references lead to the same array, as
 * long as every array that the loop writes is reached from a reference that is at hand when an iteration begins: one
 * defined around the loop, or a carried one. Arrays that an iteration makes itself are made again.
 */
public final class RunAgain {

  /** Something that must not happen twice, or cannot be undone. */
  public record Problem(Message message, Span span, List<String> arguments) {}

  /**
   * What is to be put back.
   *
   * @param written references at the beginning of an iteration, carried ones and those around the loop, to arrays that the
   *     loop may write, in program order
   * @param read references around the loop to arrays that it only reads, but that change later on
   * @param constants operations in the loop that yield such arrays, and may as well be evaluated in front of it
   */
  public record State(List<Value> written, List<Value> read, List<Op.Opaque> constants, List<Problem> problems) {}

  private final Block body;
  private final BiPredicate<Op, Value> unchangedAfter;
  private final Predicate<Value> ignored;
  private final CallsAgain calls;
  /** What handlers inside see of assignments. */
  private final Set<Value> slots = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Value, List<Value>> sources = new IdentityHashMap<>();
  private final Map<Value, Op> definitions = new IdentityHashMap<>();
  /** References that are stored into arrays, which what is loaded from an array may be. */
  private final List<Value> stored = new ArrayList<>();
  private final Set<Value> written = new LinkedHashSet<>();
  private final Set<Value> read = new LinkedHashSet<>();
  private final Set<Op.Opaque> constants = new LinkedHashSet<>();
  private final List<Problem> problems = new ArrayList<>();
  /** How many try statements there are around, in the loop. */
  private int tries;

  private RunAgain(Block body, BiPredicate<Op, Value> unchangedAfter, Predicate<Value> ignored, CallsAgain calls) {
    this.body = body;
    this.unchangedAfter = unchangedAfter;
    this.ignored = ignored;
    this.calls = calls;
    index(body);
    visit(body);
    carry();
    read.removeAll(written);
  }

  /** What becomes an array that a later iteration writes is put back as well: references change places from one to the next. */
  private void carry() {
    boolean changed;
    do {
      changed = false;
      for (int i = 0; i < body.params().size(); i++) {
        if (written.contains(body.params().get(i))) {
          changed |= written.addAll(origins(body.yields().get(i)).references());
        }
      }
    } while (changed);
  }

  /**
   * Looks at one loop.
   *
   * @param body its body
   * @param unchangedAfter whether no element of an array is written at any moment after an operation
   * @param ignored references that the loop does not have but for its derivative
   * @param calls what methods of the same class do
   */
  public static State of(Block body, BiPredicate<Op, Value> unchangedAfter, Predicate<Value> ignored, CallsAgain calls) {
    var again = new RunAgain(body, unchangedAfter, ignored, calls);
    return new State(List.copyOf(again.written), List.copyOf(again.read), List.copyOf(again.constants),
        List.copyOf(again.problems));
  }

  /** How many of its states reverse mode may keep; 0 for what is no checkpointed loop. */
  public static int snapshots(Op op) {
    return switch (op) {
      case Op.For f -> f.snapshots();
      case Op.While w -> w.snapshots();
      case Op o -> 0;
    };
  }

  private void index(Block block) {
    for (Op op : block.ops()) {
      Ops.results(op).forEach(v -> definitions.put(v, op));
      switch (op) {
        case Op.If o -> merge(o.results(), o.then().yields(), o.otherwise().yields());
        case Op.For o -> {
          merge(o.results(), o.inits(), o.body().yields());
          merge(o.body().params(), o.inits(), o.body().yields());
        }
        case Op.While o -> {
          merge(o.results(), o.inits(), o.body().yields());
          merge(o.body().params(), o.inits(), o.body().yields());
          merge(o.condition().params(), o.inits(), o.body().yields());
        }
        case Op.Try o -> {
          for (int i = 0; i < o.results().size(); i++) {
            int at = i;
            var from = new ArrayList<Value>(List.of(o.body().yields().get(at)));
            o.handlers().forEach(h -> from.add(h.block().yields().get(at)));
            sources.put(o.results().get(at), from);
          }
          slots.addAll(o.slots());
          for (int i = 0; i < o.slots().size(); i++) {
            sources.computeIfAbsent(o.slots().get(i), s -> new ArrayList<>()).add(o.inits().get(i));
          }
        }
        case Op.Assign o -> sources.computeIfAbsent(o.slot(), s -> new ArrayList<>()).add(o.value());
        case Op.Store o when o.value().type().isArray() && !ignored.test(o.array()) -> stored.add(o.value());
        case Op.Fill o when o.value().type().isArray() && !ignored.test(o.array()) -> stored.add(o.value());
        case Op.ArrayCopy o when o.source().type().rank() > 1 && !ignored.test(o.target()) -> stored.add(o.source());
        case Op o -> { }
      }
      Ops.blocks(op).forEach(this::index);
    }
  }

  private void merge(List<Value> into, List<Value> a, List<Value> b) {
    for (int i = 0; i < into.size(); i++) {
      sources.put(into.get(i), List.of(a.get(i), b.get(i)));
    }
  }

  /** Where an array comes from: references at the beginning of an iteration, and operations that yield it out of nowhere. */
  private record Origins(Set<Value> references, Set<Op> operations) {}

  private Origins origins(Value array) {
    var origins = new Origins(new LinkedHashSet<>(), new LinkedHashSet<>());
    follow(array, origins, Collections.newSetFromMap(new IdentityHashMap<>()));
    return origins;
  }

  private void follow(Value v, Origins origins, Set<Value> seen) {
    if (!seen.add(v)) {
      return;
    }
    if (sources.containsKey(v)) {
      sources.get(v).forEach(s -> follow(s, origins, seen));
      return;
    }
    switch (definitions.get(v)) {
      case null -> origins.references().add(v);
      case Op.Load o -> {
        follow(o.array(), origins, seen);
        stored.stream().filter(row -> row.type().innermost().equals(v.type().innermost())).forEach(row -> follow(row, origins, seen));
      }
      case Op.Copy o -> {
        if (o.result().type().rank() > 1) {
          follow(o.array(), origins, seen);
        }
      }
      case Op.Call o when o.callee() instanceof Callee.Runtime -> { }
      case Op.Call o -> {
        o.args().stream().filter(a -> a.type().isArray()).forEach(a -> follow(a, origins, seen));
        if (!calls.returnsOwn(o)) {
          origins.operations().add(o);
        }
      }
      case Op.Intrinsic o -> o.args().forEach(a -> follow(a, origins, seen));
      case Op.Opaque o -> origins.operations().add(o);
      case Op o -> { }
    }
  }

  private void visit(Block block) {
    if (tries == 0 && !block.ops().isEmpty() && block.ops().getLast() instanceof Op.Throw) {
      // where the loop was left that way there is no reverse sweep
      return;
    }
    for (Op op : block.ops()) {
      switch (op) {
        case Op.Load o -> reads(o, o.array());
        case Op.Store o -> {
          writes(o, o.array());
          rows(o, o.array(), o.value());
        }
        case Op.Fill o -> {
          writes(o, o.array());
          rows(o, o.array(), o.value());
        }
        case Op.Copy o -> reads(o, o.array());
        case Op.ArrayCopy o -> {
          reads(o, o.source());
          writes(o, o.target());
          if (o.target().type().rank() > 1) {
            rows(o, o.target(), o.source());
          }
        }
        case Op.Call o -> call(o);
        case Op.Opaque o -> opaque(o);
        case Op.Intrinsic o -> {
          if (o.name().equals("random")) {
            problem(Message.RUN_AGAIN, o);
          }
        }
        case Op.Assign o -> {
          // a handler around sees the array that the first run made, and adds to its adjoint, not to that of another run
          if (!slots.contains(o.slot()) && o.slot().type().isArray()) {
            problem(Message.RUN_AGAIN, o);
          }
        }
        case Op o -> { }
      }
      tries += op instanceof Op.Try ? 1 : 0;
      Ops.blocks(op).forEach(this::visit);
      tries -= op instanceof Op.Try ? 1 : 0;
    }
  }

  private void opaque(Op.Opaque o) {
    Message problem = CallsAgain.problem(o);
    if (problem != null) {
      problem(problem, o);
    } else {
      o.operands().stream().filter(v -> v.type().isArray()).forEach(v -> reads(o, v));
    }
  }

  private void call(Op.Call o) {
    if (o.callee() instanceof Callee.Runtime) {
      return;
    }
    if (o.callee() instanceof Callee.TensorOp) {
      o.args().stream().filter(v -> v.type().isArray()).forEach(v -> reads(o, v));
      return;
    }
    Message problem = calls.problem(o, tries > 0);
    if (problem != null) {
      problem(problem, o);
      return;
    }
    if (calls.sharesRows(o)) {
      problem(Message.ROWS_PUT_BACK, o, o.callee().name());
    }
    for (int i = 0; i < o.args().size(); i++) {
      Value a = o.args().get(i);
      if (a.type().isArray()) {
        reads(o, a);
        if (calls.writes(o, i)) {
          writes(o, a);
        }
        if (calls.movesRows(o, i)) {
          problem(Message.ROWS_PUT_BACK, o, name(a));
        }
      }
    }
  }

  private void reads(Op op, Value array) {
    if (ignored.test(array) || unchangedAfter.test(op, array)) {
      return;
    }
    Origins origins = origins(array);
    for (Value v : origins.references()) {
      (body.params().contains(v) ? written : read).add(v);
    }
    for (Op o : origins.operations()) {
      if (o instanceof Op.Opaque p && p.effect() == Op.Effect.PURE && p.operands().stream().noneMatch(this::inside)) {
        constants.add(p);
      } else {
        problem(o instanceof Op.Opaque ? Message.READ_AGAIN : Message.NOT_PUT_BACK, o, name(array));
      }
    }
  }

  private boolean inside(Value v) {
    return definitions.containsKey(v) || sources.containsKey(v) || body.params().contains(v);
  }

  private void writes(Op op, Value array) {
    if (ignored.test(array)) {
      return;
    }
    Origins origins = origins(array);
    written.addAll(origins.references());
    if (!origins.operations().isEmpty()) {
      problem(Message.NOT_PUT_BACK, op, name(array));
    }
  }

  /** References that are stored: any into arrays that the iteration made itself, into others those of arrays from around. */
  private void rows(Op op, Value array, Value value) {
    if (value.type().isArray() && !ignored.test(array)) {
      Origins origins = origins(array);
      boolean own = origins.references().isEmpty() && origins.operations().isEmpty();
      if (!own && madeInside(value, Collections.newSetFromMap(new IdentityHashMap<>()))) {
        problem(Message.ROWS_PUT_BACK, op, name(array));
      }
    }
  }

  /** Whether a reference may lead to an array that some iteration makes. */
  private boolean madeInside(Value v, Set<Value> seen) {
    if (!seen.add(v)) {
      return false;
    }
    int carried = body.params().indexOf(v);
    if (carried >= 0) {
      return madeInside(body.yields().get(carried), seen);
    }
    if (sources.containsKey(v)) {
      return sources.get(v).stream().anyMatch(s -> madeInside(s, seen));
    }
    return switch (definitions.get(v)) {
      case null -> false;
      case Op.Const o -> false;
      case Op.Load o -> madeInside(o.array(), seen);
      case Op o -> true;
    };
  }

  private static String name(Value array) {
    return array.name() == null ? "an array" : array.name();
  }

  private void problem(Message message, Op op, String... arguments) {
    var problem = new Problem(message, op.span(), List.of(arguments));
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }
}
