package dev.adjoint.processor.transform.kernel;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import dev.adjoint.processor.transform.Cloner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns cells of arrays into variables in SSA form: loads read them, stores give them new values, blocks yield them. */
final class CellVariables {
  private final List<Slot> slots;
  private final Map<Value, Value> replaced = new IdentityHashMap<>();
  /** Arrays that the iteration makes; each has one name. */
  private final Set<Value> own = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Cloner cloner = new Cloner(this::read, v -> v);

  CellVariables(List<Slot> slots) {
    this.slots = slots;
  }

  /**
   * What became of operations.
   *
   * @param last the variables at their end
   */
  record Rewritten(List<Op> ops, List<Value> last) {}

  Rewritten rewrite(List<Op> ops) {
    List<Value> current = new ArrayList<>();
    slots.forEach(s -> current.add(s.initial()));
    List<Op> rewritten = ops(ops, current);
    return new Rewritten(rewritten, current);
  }

  private Value read(Value v) {
    Value r = v;
    while (replaced.containsKey(r)) {
      r = replaced.get(r);
    }
    return r;
  }

  private List<Value> read(List<Value> values) {
    return values.stream().map(this::read).toList();
  }

  private List<Op> ops(List<Op> ops, List<Value> current) {
    var out = new BlockBuilder();
    for (Op op : ops) {
      out.at(op.span());
      switch (op) {
        case Op.Load o when touch(o, null, current, out) -> { }
        case Op.Store o when touch(o, read(o.value()), current, out) || added(o, current, out) -> { }
        case Op.NewArray o -> {
          own.add(o.result());
          out.add(cloner.op(o));
        }
        case Op.If o -> out.add(conditional(o, current));
        case Op.For o -> {
          List<Integer> changed = changed(o.body());
          List<Value> params = fresh(changed, current);
          List<Value> inits = join(read(o.inits()), at(changed, current));
          Block body = body(o.body(), changed, params, current);
          out.add(new Op.For(join(o.results(), params(changed, current)), o.iv(), read(o.from()), read(o.to()), o.step(),
              o.inclusive(), inits, body, o.span()));
        }
        case Op.While o -> {
          List<Integer> changed = changed(o.body());
          List<Value> inits = join(read(o.inits()), at(changed, current));
          var tested = new ArrayList<>(current);
          List<Value> unread = fresh(changed, current);
          set(changed, unread, tested);
          List<Op> test = ops(o.condition().ops(), tested);
          var condition = new Block(join(o.condition().params(), unread), test, read(o.condition().yields()));
          Block body = body(o.body(), changed, fresh(changed, current), current);
          out.add(new Op.While(join(o.results(), params(changed, current)), inits, condition, body, o.span()));
        }
        case Op o -> out.add(cloner.op(o));
      }
    }
    return out.ops();
  }

  /** Fresh values that the slots have from here on. */
  private List<Value> params(List<Integer> changed, List<Value> current) {
    List<Value> results = fresh(changed, current);
    set(changed, results, current);
    return results;
  }

  private Block body(Block block, List<Integer> changed, List<Value> params, List<Value> current) {
    var inside = new ArrayList<>(current);
    set(changed, params, inside);
    List<Op> ops = ops(block.ops(), inside);
    return new Block(join(block.params(), params), ops, join(read(block.yields()), at(changed, inside)));
  }

  private Op conditional(Op.If o, List<Value> current) {
    Value condition = read(o.condition());
    var then = new ArrayList<>(current);
    List<Op> a = ops(o.then().ops(), then);
    List<Value> thenYields = read(o.then().yields());
    var otherwise = new ArrayList<>(current);
    List<Op> b = ops(o.otherwise().ops(), otherwise);
    List<Value> otherwiseYields = read(o.otherwise().yields());
    var changed = new ArrayList<Integer>();
    for (int k = 0; k < slots.size(); k++) {
      if (then.get(k) != otherwise.get(k)) {
        changed.add(k);
      } else {
        current.set(k, then.get(k));
      }
    }
    var results = join(o.results(), params(changed, current));
    return new Op.If(results, condition, new Block(List.of(), a, join(thenYields, at(changed, then))),
        new Block(List.of(), b, join(otherwiseYields, at(changed, otherwise))), o.span());
  }

  /** Whether the operation reads (value null) or writes a cell that is a variable. */
  private boolean touch(Op op, Value value, List<Value> current, BlockBuilder out) {
    boolean found = false;
    for (int k = 0; k < slots.size(); k++) {
      switch (slots.get(k)) {
        case Slot.Content s when isAccess(s.cell(), op) -> {
          found = true;
          if (value != null) {
            current.set(k, value);
          } else {
            replaced.put(((Op.Load) op).result(), current.get(k));
          }
        }
        case Slot.Touched s when isAccess(s.cell(), op) -> current.set(k, out.constant(Type.BOOLEAN, true));
        case Slot s -> { }
      }
    }
    return found;
  }

  /** Whether the store only counts by what it adds to the sum. */
  private boolean added(Op.Store op, List<Value> current, BlockBuilder out) {
    if (own.contains(op.array())) {
      return false;
    }
    for (int k = 0; k < slots.size(); k++) {
      if (slots.get(k) instanceof Slot.Sum s) {
        Value seed = s.seeds().get(op.array());
        if (seed != null) {
          Value factor = out.cast(Type.DOUBLE, out.load(seed, read(op.index()), seed.name()));
          Value product = out.binary(Op.BinaryKind.MUL, factor, out.cast(Type.DOUBLE, read(op.value())));
          current.set(k, out.binary(Op.BinaryKind.ADD, current.get(k), product));
        }
        return true;
      }
    }
    return false;
  }

  private static boolean isAccess(Iteration.Cell cell, Op op) {
    return cell.accesses().stream().anyMatch(a -> a == op);
  }

  /** The slots that a block may change. */
  private List<Integer> changed(Block block) {
    var changed = new ArrayList<Integer>();
    for (int k = 0; k < slots.size(); k++) {
      if (changes(slots.get(k), block)) {
        changed.add(k);
      }
    }
    return changed;
  }

  private boolean changes(Slot slot, Block block) {
    for (Op op : block.ops()) {
      boolean here = switch (slot) {
        case Slot.Content s -> op instanceof Op.Store && isAccess(s.cell(), op);
        case Slot.Touched s -> isAccess(s.cell(), op);
        case Slot.Sum s -> op instanceof Op.Store o && s.seeds().containsKey(o.array())
            && slots.stream().noneMatch(x -> x instanceof Slot.Content c && isAccess(c.cell(), op));
      };
      if (here || Ops.blocks(op).stream().anyMatch(b -> changes(slot, b))) {
        return true;
      }
    }
    return false;
  }

  private static List<Value> fresh(List<Integer> which, List<Value> like) {
    return which.stream().map(k -> new Value(like.get(k).type(), like.get(k).name())).toList();
  }

  private static List<Value> at(List<Integer> which, List<Value> current) {
    return which.stream().map(current::get).toList();
  }

  private static void set(List<Integer> which, List<Value> values, List<Value> current) {
    for (int i = 0; i < values.size(); i++) {
      current.set(which.get(i), values.get(i));
    }
  }

  private static List<Value> join(List<Value> a, List<Value> b) {
    var all = new ArrayList<>(a);
    all.addAll(b);
    return all;
  }
}
