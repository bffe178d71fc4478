package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which operations and values of a function have to be emitted: those with an effect, those that may throw, and
 * whatever these and the function's results read. Carried values and results of branches nobody reads are left out.
 *
 * <p>Also counts the uses that remain, and knows where each value is defined. Linear in the size of the function.
 */
final class Needed {
  /** Where a value is defined: by an operation, or as parameter of one of its blocks; op is null for the function's. */
  record Def(Op op, int index, boolean param, Block block) {}

  /** What is known of a value. One lookup finds all of it: looking up is what this class does most. */
  private static final class Use {
    private Def def;
    private boolean needed;
    private int count;
    private Block block;
  }

  /** What is known of an operation. */
  private static final class Place {
    private Op parent;
    private boolean needed;
    private Order order;
  }

  private final Map<Value, Use> values = new IdentityHashMap<>();
  private final Map<Op, Place> places = new IdentityHashMap<>();
  private final Map<Block, Op> loops = new IdentityHashMap<>();
  /** The assignments to each slot of a try. */
  private final Map<Value, List<Op.Assign>> assigned = new IdentityHashMap<>();
  private final Deque<Object> work = new ArrayDeque<>();

  Needed(Function function) {
    for (int i = 0; i < function.params().size(); i++) {
      use(function.params().get(i)).def = new Def(null, i, true, function.body());
    }
    index(function.body(), null, null);
    function.body().yields().forEach(this::need);
    propagate();
    count(function.body(), true, List.of());
  }

  /** Whether the operation is emitted. */
  boolean contains(Op op) {
    Place place = places.get(op);
    return place != null && place.needed;
  }

  /** Whether the value is read by something that is emitted. */
  boolean contains(Value value) {
    Use use = values.get(value);
    return use != null && use.needed;
  }

  /** How often what is emitted reads the value. */
  int uses(Value value) {
    Use use = values.get(value);
    return use == null ? 0 : use.count;
  }

  /** The block whose operation or yields read the value, the last such block. */
  Block useBlock(Value value) {
    Use use = values.get(value);
    return use == null ? null : use.block;
  }

  /** The definition of a value. */
  Def def(Value value) {
    Use use = values.get(value);
    return use == null ? null : use.def;
  }

  /** The constant a value is, or null. */
  Op.Const constant(Value value) {
    return def(value) instanceof Def d && !d.param() && d.op() instanceof Op.Const c ? c : null;
  }

  /** The innermost loop or try around a block's operations, null for none. */
  Op loop(Block block) {
    return loops.get(block);
  }

  /** The order of an operation together with all it contains. */
  Order order(Op op) {
    Place place = places.get(op);
    return place == null ? null : place.order;
  }

  /** The blocks' carried values and results: whether number k of them is emitted. */
  boolean carries(Op op, int k) {
    return switch (op) {
      case Op.If o -> contains(o.results().get(k));
      case Op.For o -> contains(o.results().get(k)) || contains(o.body().params().get(k));
      case Op.While o -> contains(o.results().get(k)) || contains(o.body().params().get(k))
          || contains(o.condition().params().get(k));
      case Op.Try o -> contains(o.results().get(k));
      case Op other -> true;
    };
  }

  private Order index(Block block, Op owner, Op loop) {
    loops.put(block, loop);
    Order all = Order.PURE;
    for (int i = 0; i < block.params().size(); i++) {
      use(block.params().get(i)).def = new Def(owner, i, true, block);
    }
    for (Op op : block.ops()) {
      Place place = place(op);
      place.parent = owner;
      List<Value> results = Ops.results(op);
      for (int i = 0; i < results.size(); i++) {
        use(results.get(i)).def = new Def(op, i, false, block);
      }
      Object divisor = op instanceof Op.Binary b && constant(b.b()) instanceof Op.Const c ? c.value() : null;
      Order order = Order.of(op, divisor);
      if (op instanceof Op.Assign a) {
        assigned.computeIfAbsent(a.slot(), s -> new ArrayList<>()).add(a);
      } else if (order != Order.PURE) {
        need(op, place);
      }
      if (op instanceof Op.For f) {
        use(f.iv()).def = new Def(op, -1, true, f.body());
      }
      if (op instanceof Op.Try t) {
        for (int i = 0; i < t.slots().size(); i++) {
          use(t.slots().get(i)).def = new Def(op, i, true, t.body());
        }
      }
      // what a try contains stays in it: no value moves into or out of one
      Op inner = op instanceof Op.For || op instanceof Op.While || op instanceof Op.Try ? op : loop;
      for (Block nested : Ops.blocks(op)) {
        order = order.max(index(nested, op, inner));
      }
      place.order = order;
      all = all.max(order);
    }
    return all;
  }

  private Use use(Value value) {
    Use use = values.get(value);
    if (use == null) {
      use = new Use();
      values.put(value, use);
    }
    return use;
  }

  private Place place(Op op) {
    Place place = places.get(op);
    if (place == null) {
      place = new Place();
      places.put(op, place);
    }
    return place;
  }

  private void need(Value value) {
    Use use = use(value);
    if (!use.needed) {
      use.needed = true;
      work.add(use);
    }
  }

  private void need(Op op) {
    need(op, place(op));
  }

  private void need(Op op, Place place) {
    if (!place.needed) {
      place.needed = true;
      work.add(op);
    }
  }

  private void propagate() {
    while (!work.isEmpty()) {
      switch (work.poll()) {
        case Use use -> define(use.def);
        case Op op -> {
          Op parent = places.get(op).parent;
          if (parent != null) {
            need(parent);
          }
          switch (op) {
            case Op.If o -> need(o.condition());
            case Op.For o -> {
              need(o.from());
              need(o.to());
            }
            case Op.While o -> need(o.condition().yields().getFirst());
            case Op.Try o -> { }
            case Op other -> Ops.operands(other).forEach(this::need);
          }
        }
        default -> throw new AssertionError();
      }
    }
  }

  private void define(Def def) {
    if (def == null || def.op() == null) {
      return;
    }
    need(def.op());
    if (def.index() < 0) {
      return;
    }
    int k = def.index();
    switch (def.op()) {
      case Op.If o -> {
        need(o.then().yields().get(k));
        need(o.otherwise().yields().get(k));
      }
      case Op.For o -> {
        need(o.inits().get(k));
        need(o.body().yields().get(k));
      }
      case Op.While o -> {
        need(o.inits().get(k));
        need(o.body().yields().get(k));
      }
      case Op.Try o when !def.param() -> Ops.blocks(o).forEach(b -> need(b.yields().get(k)));
      case Op.Try o when def.block() == o.body() -> {
        need(o.inits().get(k));
        assigned.getOrDefault(o.slots().get(k), List.of()).forEach(this::need);
      }
      case Op other -> { }
    }
  }

  private void count(Block block, boolean allYields, List<Boolean> yields) {
    for (Op op : block.ops()) {
      if (!contains(op)) {
        continue;
      }
      switch (op) {
        case Op.If o -> {
          use(o.condition(), block);
          count(o.then(), false, carried(o, o.results().size()));
          count(o.otherwise(), false, carried(o, o.results().size()));
        }
        case Op.For o -> {
          use(o.from(), block);
          use(o.to(), block);
          var carried = carried(o, o.results().size());
          use(o.inits(), carried, block);
          count(o.body(), false, carried);
        }
        case Op.While o -> {
          var carried = carried(o, o.results().size());
          use(o.inits(), carried, block);
          count(o.condition(), true, List.of());
          count(o.body(), false, carried);
        }
        case Op.Try o -> {
          for (int k = 0; k < o.slots().size(); k++) {
            if (contains(o.slots().get(k))) {
              use(o.inits().get(k), block);
            }
          }
          Ops.blocks(o).forEach(b -> count(b, false, carried(o, o.results().size())));
        }
        case Op.Opaque o -> {
          o.operands().forEach(v -> use(v, block));
          // Each place where the code names an operand evaluates it.
          var seen = new int[o.operands().size()];
          for (Code.Piece piece : o.code().pieces()) {
            if (piece instanceof Code.Operand p && seen[p.index()]++ > 0) {
              use(o.operands().get(p.index()), block);
            }
          }
        }
        case Op other -> Ops.operands(other).forEach(v -> use(v, block));
      }
    }
    for (int k = 0; k < block.yields().size(); k++) {
      if (allYields || yields.get(k)) {
        use(block.yields().get(k), block);
      }
    }
  }

  private List<Boolean> carried(Op op, int n) {
    var all = new Boolean[n];
    for (int k = 0; k < n; k++) {
      all[k] = carries(op, k);
    }
    return List.of(all);
  }

  private void use(List<Value> all, List<Boolean> carried, Block block) {
    for (int k = 0; k < all.size(); k++) {
      if (carried.get(k)) {
        use(all.get(k), block);
      }
    }
  }

  private void use(Value value, Block block) {
    Use use = use(value);
    use.count++;
    use.block = block;
  }
}
