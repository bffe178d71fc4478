package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Builds structured SSA: a list of operations under construction, and for each {@link Variable} the value it has here.
 *
 * <p>Invariant: a branch leaves the variables as it found them; what it changed is in its {@link Branch}, and
 * {@link #merge} or a loop makes that visible.
 */
final class Ssa {
  /** A finished region: what it did, and the new values of the variables around it. */
  record Branch(List<Op> ops, Map<Variable, Value> changed, boolean dead) {}

  private List<Op> ops = new ArrayList<>();
  private final List<Map<Variable, Value>> saved = new ArrayList<>();
  private final Map<Variable, Value> current = new HashMap<>();
  private final Map<Value, Object> constants = new IdentityHashMap<>();
  private final KnownValues functions;
  private final Map<Value, Bundle> bundles = new IdentityHashMap<>();
  private final Set<Value> nulls = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Value> lengths = Collections.newSetFromMap(new IdentityHashMap<>());
  private final UnaryOperator<Value> remake;
  private Set<Value> checked = Collections.newSetFromMap(new IdentityHashMap<>());
  private boolean dead;

  /**
   * An empty body.
   *
   * @param remake makes the whole again of a value that is taken apart, for an operation that wants it
   */
  Ssa(KnownValues functions, UnaryOperator<Value> remake) {
    this.functions = functions;
    this.remake = remake;
  }

  /** A value that stands for its parts; no operation defines it, and none gets it as an operand. */
  Value whole(Bundle bundle) {
    Value whole = Value.temporary(bundle.parts().type());
    bundles.put(whole, bundle);
    return whole;
  }

  /** What a value was taken apart into, or null. */
  Bundle bundle(Value value) {
    return bundles.get(value);
  }

  /** The bundle of a reference that is null. */
  Bundle absent(Parts parts, Span span) {
    List<Value> leaves = parts.leaves().stream().map(l -> constant(l.type(), l.type().zero(), span)).toList();
    return new Bundle(parts, leaves, parts.isObject() ? constant(Type.BOOLEAN, false, span) : null);
  }

  /** Whether the value is known to be the null reference. */
  boolean isNull(Value value) {
    return nulls.contains(value);
  }

  /** Whether the value is known to be the length of an array. */
  boolean isLength(Value value) {
    return lengths.contains(value);
  }

  /** Notes that a condition is checked here; answers false if it was already. */
  boolean check(Value condition) {
    return checked.add(condition);
  }

  /** Whether the end of what was built cannot be reached: a throw came before. */
  boolean dead() {
    return dead;
  }

  void add(Op op) {
    if (!dead) {
      boolean apart = !bundles.isEmpty() && Ops.operands(op).stream().anyMatch(bundles::containsKey);
      ops.add(apart ? onWholes(op) : op);
      if (op instanceof Op.ArrayLength l) {
        lengths.add(l.result());
      }
      dead = op instanceof Op.Throw;
    }
  }

  /** Notes that what was added last never comes to its end. */
  void end() {
    dead = true;
  }

  /** An operation on references whose operands are made again where they were taken apart. */
  private Op onWholes(Op op) {
    return switch (op) {
      case Op.Opaque o -> new Op.Opaque(o.result(), o.code(), wholes(o.operands()), o.effect(), o.ifActive(), o.span());
      case Op.Store o -> new Op.Store(o.array(), o.index(), whole(o.value()), o.span());
      case Op.Fill o -> new Op.Fill(o.array(), o.from(), o.to(), whole(o.value()), o.span());
      case Op.Call o -> new Op.Call(o.results(), o.callee(), wholes(o.args()), o.span());
      case Op o -> throw new IllegalStateException("a value that is taken apart in " + o);
    };
  }

  private Value whole(Value value) {
    return bundles.containsKey(value) ? remake.apply(value) : value;
  }

  private List<Value> wholes(List<Value> values) {
    return values.stream().map(this::whole).toList();
  }

  /** The number of operations in the region under construction, for {@link #rollback}. */
  int mark() {
    return ops.size();
  }

  /** Forgets the operations after the mark; variables must not have changed since. */
  void rollback(int mark) {
    ops.subList(mark, ops.size()).clear();
  }

  /** Tells of the results of the operations after the mark. */
  void resultsSince(int mark, Consumer<Value> consumer) {
    ops.subList(mark, ops.size()).forEach(op -> Ops.results(op).forEach(consumer));
  }

  /** Gives the code of a function that was just written its reason: where it goes, the function cannot be differentiated. */
  void explain(Value value, Op.Reason reason) {
    if (functions.get(value) != null) {
      ops.replaceAll(op -> op instanceof Op.Opaque o && o.result() == value
          ? new Op.Opaque(value, o.code(), o.operands(), o.effect(), reason, o.span()) : op);
    }
  }

  Variable declare(String name, Type type, boolean detached) {
    return declare(name, type, null, detached);
  }

  Variable declare(String name, Type type, Parts parts, boolean detached) {
    return new Variable(name, type, parts, detached, saved.size());
  }

  /** A pattern variable, which is in scope after the branch that introduces it. */
  Variable declarePattern(String name, Type type, Parts parts) {
    return new Variable(name, type, parts, false, 0);
  }

  Variable temporary(Type type) {
    return declare(null, type, false);
  }

  /** The value here, or null when none is assigned. */
  Value read(Variable variable) {
    if (variable.parts == null) {
      return current.get(variable);
    }
    List<Value> slots = variable.slots().stream().map(current::get).toList();
    if (slots.contains(null)) {
      return null;
    }
    int leaves = variable.parts.leaves().size();
    return whole(new Bundle(variable.parts, slots.subList(0, leaves), slots.size() > leaves ? slots.getLast() : null));
  }

  /** Assigns; a value that the last operation has just computed takes the variable's name. */
  void assign(Variable variable, Value value) {
    if (variable.parts != null) {
      assign(variable, bundles.get(value));
      return;
    }
    assignOne(variable, whole(value));
  }

  /** Assigns the parts of a value. */
  void assign(Variable variable, Bundle bundle) {
    List<Variable> slots = variable.slots();
    for (int i = 0; i < bundle.leaves().size(); i++) {
      assignOne(slots.get(i), bundle.leaves().get(i));
    }
    if (bundle.present() != null) {
      assignOne(slots.getLast(), bundle.present());
    }
  }

  private void assignOne(Variable variable, Value value) {
    Value named = variable.name == null ? value : rename(value, variable.name);
    if (!saved.isEmpty()) {
      Map<Variable, Value> top = saved.getLast();
      if (!top.containsKey(variable)) {
        top.put(variable, current.get(variable));
      }
    }
    current.put(variable, named);
  }

  private Value rename(Value value, String name) {
    if (value.name() != null || ops.isEmpty() || dead) {
      return value;
    }
    Value named = new Value(value.type(), name);
    Op op = Renaming.of(ops.getLast(), value, named);
    if (op == null) {
      return value;
    }
    ops.set(ops.size() - 1, op);
    functions.same(value, named);
    if (nulls.contains(value)) {
      nulls.add(named);
    }
    if (lengths.contains(value)) {
      lengths.add(named);
    }
    if (constants.get(value) instanceof Boolean known) {
      constants.put(named, known);
    }
    return named;
  }

  /** The constant that a value is, or null when it is none that is known here. */
  Object constantOf(Value value) {
    return constants.get(value);
  }

  Value constant(Type type, Object value, Span span) {
    Value result = Value.temporary(type);
    if (value == null) {
      nulls.add(result);
    } else {
      constants.put(result, value);
    }
    add(new Op.Const(result, value, span));
    return result;
  }

  /** Builds a region apart. */
  Branch branch(Runnable body) {
    List<Op> outerOps = ops;
    boolean outerDead = dead;
    Set<Value> outerChecked = checked;
    checked = Collections.newSetFromMap(new IdentityHashMap<>());
    checked.addAll(outerChecked);
    ops = new ArrayList<>();
    dead = false;
    saved.add(new LinkedHashMap<>());
    try {
      body.run();
    } finally {
      Map<Variable, Value> before = saved.removeLast();
      List<Op> built = ops;
      boolean ended = dead;
      Map<Variable, Value> changed = new LinkedHashMap<>();
      before.forEach((variable, old) -> {
        if (variable.level <= saved.size() && current.get(variable) != old) {
          changed.put(variable, current.get(variable));
        }
        current.put(variable, old);
      });
      ops = outerOps;
      dead = outerDead;
      checked = outerChecked;
      last = new Branch(built, changed, ended);
    }
    return last;
  }

  private Branch last;

  /** Ends two branches in an {@link Op.If} that yields every variable that either of them changed. */
  void merge(Value condition, Branch then, Branch otherwise, Span span) {
    if (then.dead() && otherwise.dead()) {
      add(new Op.If(List.of(), condition, Block.of(then.ops(), List.of()), Block.of(otherwise.ops(), List.of()), span));
      dead = true;
      return;
    }
    Set<Variable> variables = new LinkedHashSet<>();
    if (!then.dead()) {
      variables.addAll(then.changed().keySet());
    }
    if (!otherwise.dead()) {
      variables.addAll(otherwise.changed().keySet());
    }
    var results = new ArrayList<Value>();
    var merged = new ArrayList<Value>();
    var thenYields = new ArrayList<Value>();
    var otherwiseYields = new ArrayList<Value>();
    KnownValues.Meeting meeting = (type, a, b) -> {
      if (a == b || isOutside(a, then) && b == null || isOutside(b, otherwise) && a == null) {
        return a != null ? a : b;
      }
      Value result = new Value(type, a != null ? a.name() : b.name());
      results.add(result);
      thenYields.add(a != null ? a : placeholder(then.ops(), type, span));
      otherwiseYields.add(b != null ? b : placeholder(otherwise.ops(), type, span));
      return result;
    };
    for (Variable variable : variables) {
      var result = new Value(variable.type, variable.name);
      results.add(result);
      merged.add(result);
      thenYields.add(leaving(then, variable, span));
      otherwiseYields.add(leaving(otherwise, variable, span));
      if (!variable.type.isPrimitive()) {
        functions.meet(result, condition, then.dead() ? null : thenYields.getLast(),
            otherwise.dead() ? null : otherwiseYields.getLast(), meeting);
      }
    }
    if (results.isEmpty() && then.ops().isEmpty() && otherwise.ops().isEmpty()) {
      return;
    }
    add(new Op.If(results, condition, Block.of(then.ops(), thenYields), Block.of(otherwise.ops(), otherwiseYields), span));
    int i = 0;
    for (Variable variable : variables) {
      assign(variable, merged.get(i++));
    }
  }

  /** Whether a value is there without the branch. */
  private static boolean isOutside(Value value, Branch branch) {
    return value != null && branch.ops().stream().noneMatch(op -> Ops.results(op).contains(value));
  }

  /** The value that a variable has when the branch ends; a placeholder where it has none. */
  Value leaving(Branch branch, Variable variable, Span span) {
    Value value = branch.dead() ? null : branch.changed().getOrDefault(variable, current.get(variable));
    return value != null ? value : placeholder(branch.ops(), variable.type, span);
  }

  /** The value here, or a placeholder for a variable that is not yet assigned. */
  Value entering(Variable variable, Span span) {
    Value value = current.get(variable);
    return value != null ? value : placeholder(ops, variable.type, span);
  }

  private static Value placeholder(List<Op> ops, Type type, Span span) {
    Value value = Value.temporary(type);
    boolean ended = !ops.isEmpty() && ops.getLast() instanceof Op.Throw;
    ops.add(ended ? ops.size() - 1 : ops.size(), new Op.Const(value, type.zero(), span));
    return value;
  }

  /** The whole of what was built, as a block. */
  Block finish(List<Value> params, List<Variable> yields, Span span) {
    var values = new ArrayList<Value>();
    for (Variable yielded : yields) {
      for (Variable variable : yielded.results()) {
        values.add(dead ? placeholder(ops, variable.type, span) : entering(variable, span));
      }
    }
    return new Block(params, ops, values);
  }
}
