package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which values go back into the expression that uses them.
 *
 * <p>A value is folded when it is read once, by something in the same loop. One whose evaluation may throw, reads memory
 * or has an effect is folded only if all such evaluations keep their program order. To see that, a block's operations are
 * visited in order with a list of <em>pending</em> values: folded so far, not yet part of a statement, in the order in which they will be
 * evaluated. An operation takes its operands from the list's end; what it cannot take so is <em>anchored</em>: it becomes a
 * statement where it is defined, and with it everything pending before it.
 */
final class Folding {
  private static final int MAX_SIZE = 60;
  private static final int MAX_DEPTH = 30;
  private static final int MAX_NAMED_SIZE = 8;
  private static final int MAX_CONDITIONAL_SIZE = 40;
  private static final int MAX_BOUND_SIZE = 7;
  private static final int MAX_PENDING = 64;

  /** What is known of the expression rooted at a value that may be folded. */
  private record Tree(int size, int depth, Order order, boolean moved) {}

  private static final Tree LEAF = new Tree(1, 0, Order.PURE, false);

  private final Needed needed;
  private final Map<Value, Tree> candidates = new IdentityHashMap<>();
  private final Set<Value> folded = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Op> conditionals = Collections.newSetFromMap(new IdentityHashMap<>());

  Folding(Function function, Needed needed) {
    this.needed = needed;
    var pending = block(function.body());
    consume(function.body().yields(), Order.PURE, true, pending);
    flush(pending, pending.size() - 1);
  }

  /** Whether the value is part of the expression that uses it. */
  boolean isFolded(Value value) {
    return folded.contains(value);
  }

  /** Whether the branches fold, so that the operation is a conditional expression. */
  boolean isConditional(Op.If op) {
    return conditionals.contains(op);
  }

  private List<Value> block(Block block) {
    var pending = new ArrayList<Value>();
    for (Op op : block.ops()) {
      if (needed.contains(op)) {
        visit(op, block, pending);
      }
    }
    return pending;
  }

  private void visit(Op op, Block block, List<Value> pending) {
    switch (op) {
      case Op.Const o -> folded.add(o.result());
      case Op.Comment o -> { }
      case Op.If o -> branch(o, block, pending);
      case Op.For o -> {
        o.inits().forEach(v -> anchor(v, pending));
        if (!isBound(o.to(), MAX_BOUND_SIZE)) {
          anchor(o.to(), pending);
        }
        consume(List.of(o.from(), o.to()), needed.order(op), true, pending);
        loopBody(o.body());
      }
      case Op.While o -> {
        o.inits().forEach(v -> anchor(v, pending));
        consume(List.of(), Order.EFFECT, true, pending);
        condition(o.condition());
        loopBody(o.body());
      }
      case Op.Try o -> {
        o.inits().forEach(v -> anchor(v, pending));
        consume(List.of(), Order.EFFECT, true, pending);
        Ops.blocks(o).forEach(b -> {
          var inner = block(b);
          flush(inner, inner.size() - 1);
          yielded(b);
        });
      }
      case Op.Assign o -> finish(null, false, List.of(o.value()), Order.EFFECT, block, pending, 0);
      case Op.Opaque o -> {
        if (OpaqueCode.captures(o)) {
          // A statement always: what it captures is copied before it.
          o.operands().forEach(v -> anchor(v, pending));
          finish(o.result(), false, OpaqueCode.inOrder(o), needed.order(o), block, pending, 0);
        } else {
          OpaqueCode.typedByTheirPlace(o).forEach(v -> anchor(v, pending));
          plain(o, OpaqueCode.inOrder(o), block, pending);
        }
      }
      case Op.Accumulate o -> {
        // a[i] += v reads a[i] before v, which a call inside v could change.
        if (candidates.get(o.value()) instanceof Tree t && t.order() == Order.EFFECT) {
          anchor(o.value(), pending);
        }
        plain(o, Ops.operands(o), block, pending);
      }
      case Op.Binary o -> {
        if (Order.divides(o) && needed.order(o) != Order.PURE) {
          // A zero there is a warning of javac's, if it is a literal or folds to one.
          if (needed.constant(o.b()) != null) {
            folded.remove(o.b());
          } else if (candidates.containsKey(o.b())
              && Ops.operands(needed.def(o.b()).op()).stream().allMatch(this::isConstant)) {
            anchor(o.b(), pending);
          }
        }
        plain(o, Ops.operands(o), block, pending);
      }
      case Op other -> plain(other, Ops.operands(other), block, pending);
    }
  }

  private void plain(Op op, List<Value> operands, Block block, List<Value> pending) {
    Value result = single(op);
    boolean candidate = result != null && isCandidate(result, block);
    finish(result, candidate, operands, needed.order(op), block, pending, 0);
  }

  /** The value an operation yields if it can be an expression's part. */
  private static Value single(Op op) {
    List<Value> results = Ops.results(op);
    boolean ofRecord = op instanceof Op.Call c && Lowering.isRecord(c);
    return results.size() == 1 && !ofRecord ? results.getFirst() : null;
  }

  private boolean isCandidate(Value value, Block block) {
    return needed.uses(value) == 1 && needed.loop(needed.useBlock(value)) == needed.loop(block);
  }

  private void finish(Value result, boolean candidate, List<Value> operands, Order own, Block block,
      List<Value> pending, int extraSize) {
    var before = pending.size();
    // what is ordered stays in its block: then this is a statement, and its operands are evaluated here or before
    boolean ordered = own != Order.PURE
        || operands.stream().anyMatch(v -> candidates.get(v) instanceof Tree t && t.order() != Order.PURE);
    boolean statement = !candidate || ordered && needed.useBlock(result) != block;
    Slot slot = consume(operands, own, statement, pending);
    if (statement) {
      return;
    }
    Order order = own.max(slot.order());
    boolean last = own != Order.PURE || slot.index() >= pending.size();
    candidates.put(result, new Tree(slot.size() + extraSize, slot.depth(), order, !last));
    if (order != Order.PURE) {
      pending.add(last ? pending.size() : slot.index(), result);
      if (before > MAX_PENDING) {
        flush(pending, 0);
      }
    }
  }

  private record Slot(int index, int size, int depth, Order order) {}

  /**
   * Folds the operands, as far as they can be, into one operation.
   *
   * @param own the order of the operation itself
   * @param statement whether the operation stays where it is
   * @return the place in the pending list where the operands were, and the measure of the whole expression
   */
  private Slot consume(List<Value> operands, Order own, boolean statement, List<Value> pending) {
    int size = 1;
    int depth = 0;
    for (Value v : operands) {
      Tree tree = candidates.getOrDefault(v, LEAF);
      boolean tooBig = size + tree.size() > MAX_SIZE || tree.depth() + 1 > MAX_DEPTH
          || v.name() != null && tree.size() > MAX_NAMED_SIZE;
      if (tooBig && tree != LEAF) {
        anchor(v, pending);
        size++;
      } else {
        size += tree.size();
        depth = Math.max(depth, tree.depth() + 1);
      }
    }
    var ordered = operands.stream().filter(v -> candidates.get(v) instanceof Tree t && t.order() != Order.PURE)
        .toList();
    if (!ordered.isEmpty()) {
      int last = pending.lastIndexOf(ordered.getLast());
      int first = last;
      int k = ordered.size() - 1;
      while (k >= 0 && first >= 0 && pending.get(first) == ordered.get(k)) {
        first--;
        k--;
      }
      for (; k >= 0; k--) {
        anchor(ordered.get(k), pending);
      }
      if ((own != Order.PURE || statement) && pending.size() > 0 && pending.getLast() != ordered.getLast()) {
        anchor(ordered.getLast(), pending);
      }
    }
    int index = pending.size();
    Order order = Order.PURE;
    for (int i = ordered.size() - 1; i >= 0; i--) {
      Tree tree = candidates.get(ordered.get(i));
      if (tree != null) {
        order = order.max(tree.order());
        index = pending.lastIndexOf(ordered.get(i));
        pending.remove(index);
      }
    }
    for (Value v : operands) {
      if (candidates.containsKey(v)) {
        folded.add(v);
        candidates.remove(v);
      }
    }
    if (statement && own.max(order) != Order.PURE) {
      flush(pending, pending.size() - 1);
    }
    return new Slot(index, size, depth, order);
  }

  /** Makes the value a statement of its own, and everything that is pending before it. */
  private void anchor(Value value, List<Value> pending) {
    Tree tree = candidates.get(value);
    if (tree == null) {
      return;
    }
    int index = tree.order() == Order.PURE ? -1 : pending.lastIndexOf(value);
    if (index < 0) {
      candidates.remove(value);
    } else {
      flush(pending, index);
    }
  }

  private void flush(List<Value> pending, int last) {
    for (int i = 0; i <= last; i++) {
      Value value = pending.get(i);
      Tree tree = candidates.remove(value);
      if (tree != null && tree.moved()) {
        unfold(value);
      }
    }
    pending.subList(0, last + 1).clear();
  }

  /**
   * A pure operation over pending operands stood before values that were evaluated earlier than it is defined; as a
   * statement it would come too late for its operands, which therefore become statements themselves.
   */
  private void unfold(Value value) {
    var def = needed.def(value);
    for (Value operand : Ops.operands(def.op())) {
      if (folded.contains(operand) && needed.constant(operand) == null) {
        var inner = needed.def(operand).op();
        if (needed.order(inner) != Order.PURE || containsOrdered(operand, 0)) {
          folded.remove(operand);
          if (needed.order(inner) == Order.PURE) {
            unfold(operand);
          }
        }
      }
    }
  }

  private boolean containsOrdered(Value value, int depth) {
    var def = needed.def(value);
    if (!folded.contains(value) || def.op() == null || def.param()) {
      return false;
    }
    return needed.order(def.op()) != Order.PURE
        || depth < MAX_DEPTH && Ops.operands(def.op()).stream().anyMatch(v -> containsOrdered(v, depth + 1));
  }

  private void branch(Op.If op, Block block, List<Value> pending) {
    boolean one = op.results().stream().filter(needed::contains).count() == 1 && op.results().size() == 1;
    int size = 0;
    boolean foldable = one;
    for (Block branch : List.of(op.then(), op.otherwise())) {
      var inner = block(branch);
      if (one) {
        Slot slot = consume(branch.yields(), Order.PURE, true, inner);
        size += slot.size();
        foldable &= isWhole(branch);
      }
      flush(inner, inner.size() - 1);
    }
    if (!foldable || size > MAX_CONDITIONAL_SIZE) {
      yielded(op.then());
      yielded(op.otherwise());
      consume(List.of(op.condition()), needed.order(op), true, pending);
      return;
    }
    conditionals.add(op);
    Value result = op.results().getFirst();
    finish(result, isCandidate(result, block), List.of(op.condition()), needed.order(op), block, pending, size);
  }

  /** What a block yields is computed where it is defined. */
  private void yielded(Block block) {
    for (Value v : block.yields()) {
      if (needed.constant(v) == null && needed.def(v).block() == block && !needed.def(v).param()) {
        folded.remove(v);
      }
      candidates.remove(v);
    }
  }

  /** Whether everything the branch does is in the expression it yields. */
  private boolean isWhole(Block branch) {
    for (Op op : branch.ops()) {
      if (op instanceof Op.Comment || needed.contains(op)
          && !(Ops.results(op).size() == 1 && folded.contains(Ops.results(op).getFirst()))) {
        return false;
      }
    }
    return true;
  }

  private void condition(Block condition) {
    var pending = block(condition);
    consume(condition.yields(), Order.PURE, true, pending);
    flush(pending, pending.size() - 1);
    Value yield = condition.yields().getFirst();
    if (needed.constant(yield) == null && (!isWhole(condition) || isConstant(yield))) {
      folded.remove(yield);
    }
  }

  /** Whether javac would see a constant expression, and in a loop's condition code that cannot be reached. */
  private boolean isConstant(Value value) {
    return folded.contains(value) && switch (needed.def(value).op()) {
      case Op.Const o -> true;
      case Op.Unary o -> isConstant(o.a());
      case Op.Binary o -> isConstant(o.a()) && isConstant(o.b());
      case Op.Cast o -> isConstant(o.a());
      case Op.If o -> isConstant(o.condition());
      case Op other -> false;
    };
  }

  /**
   * A carried value's next value is computed where it is defined, so that it can be assigned to the variable right there;
   * only when the old value is still read afterwards is a pure one moved to the end of the body.
   */
  private void loopBody(Block body) {
    var lastUse = new IdentityHashMap<Value, Integer>();
    body.params().forEach(p -> lastUse.put(p, -1));
    for (int i = 0; i < body.ops().size(); i++) {
      markUses(body.ops().get(i), lastUse, i);
    }
    var pending = block(body);
    var defined = new IdentityHashMap<Value, Integer>();
    for (int i = 0; i < body.ops().size(); i++) {
      for (Value v : Ops.results(body.ops().get(i))) {
        defined.put(v, i);
      }
    }
    var yielded = new IdentityHashMap<Value, Integer>();
    body.yields().forEach(v -> yielded.merge(v, 1, Integer::sum));
    for (int k = 0; k < body.yields().size(); k++) {
      Value next = body.yields().get(k);
      Value param = body.params().get(k);
      Tree tree = candidates.get(next);
      boolean late = tree != null && tree.order() == Order.PURE && defined.containsKey(next)
          && (lastUse.get(param) > defined.get(next) || yielded.getOrDefault(param, 0) > (next == param ? 1 : 0));
      if (late) {
        candidates.remove(next);
        folded.add(next);
      } else if (tree != null) {
        anchor(next, pending);
      }
    }
    flush(pending, pending.size() - 1);
  }

  private void markUses(Op op, Map<Value, Integer> lastUse, int index) {
    if (!needed.contains(op)) {
      return;
    }
    Ops.operands(op).forEach(v -> lastUse.computeIfPresent(v, (value, old) -> index));
    for (Block nested : Ops.blocks(op)) {
      nested.ops().forEach(inner -> markUses(inner, lastUse, index));
      nested.yields().forEach(v -> lastUse.computeIfPresent(v, (value, old) -> index));
    }
  }

  /** Whether a loop's bound may be evaluated before each iteration: cheap, and nothing in it can change. */
  private boolean isBound(Value value, int budget) {
    if (!candidates.containsKey(value) && !folded.contains(value)) {
      return true;
    }
    return budget > 0 && switch (needed.def(value).op()) {
      case Op.Const o -> true;
      case Op.ArrayLength o -> isBound(o.array(), 0);
      case Op.Binary o -> o.result().type() == Type.INT && !Order.divides(o)
          && isBound(o.a(), budget / 2) && isBound(o.b(), budget / 2);
      case Op other -> false;
    };
  }
}
