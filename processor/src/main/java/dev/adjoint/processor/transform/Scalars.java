package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Local arrays of one that are only read and written become values: the fields of objects that do not leave the method, and what
 * lambdas write into.
 *
 * <p>What a handler sees of an array is what was stored when the exception was thrown, which a value cannot say: one that is written
 * in a {@code try} around which it lives stays an array.
 */
public final class Scalars {
  private final Set<Value> arrays;
  private final Map<Value, Value> same = new IdentityHashMap<>();

  private Scalars(Set<Value> arrays) {
    this.arrays = arrays;
  }

  /** The function without such arrays. */
  public static Function apply(Function f) {
    Function current = f;
    while (true) {
      Set<Value> found = new Search().in(current);
      if (found.isEmpty()) {
        return current;
      }
      Block body = new Scalars(found).block(current.body(), new HashMap<>(), List.of());
      current = new Function(current.key(), current.name(), current.params(), current.wrt(), current.results(), body, current.span());
    }
  }

  /** Finds the arrays. */
  private static final class Search {
    private final Map<Value, Op.Try> made = new IdentityHashMap<>();
    private final Set<Value> others = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<Value, Object> constants = new IdentityHashMap<>();

    Set<Value> in(Function f) {
      scan(f.body(), null);
      var found = new HashSet<>(made.keySet());
      found.removeAll(others);
      return found;
    }

    private void scan(Block b, Op.Try around) {
      for (Op op : b.ops()) {
        switch (op) {
          case Op.Const o -> constants.put(o.result(), o.value() == null ? "null" : o.value());
          case Op.NewArray o when o.dims().size() == 1 && is(o.dims().getFirst(), 1) -> made.put(o.result(), around);
          case Op.Load o when is(o.index(), 0) -> { }
          case Op.Store o when is(o.index(), 0) -> {
            others.add(o.value());
            if (made.get(o.array()) != around) {
              others.add(o.array());
            }
          }
          case Op o -> others.addAll(Ops.operands(o));
        }
        Op.Try inner = op instanceof Op.Try t ? t : around;
        Ops.blocks(op).forEach(block -> scan(block, inner));
      }
      others.addAll(b.yields());
    }

    private boolean is(Value v, int number) {
      return Integer.valueOf(number).equals(constants.get(v));
    }
  }

  private Value read(Value v) {
    return same.getOrDefault(v, v);
  }

  private List<Value> read(List<Value> values) {
    return values.stream().map(this::read).toList();
  }

  /**
   * A block.
   *
   * @param held what the arrays hold, before and, when it returns, after
   * @param out the arrays whose contents the block yields besides
   */
  private Block block(Block b, Map<Value, Value> held, List<Value> out) {
    var ops = new ArrayList<Op>(b.ops().size());
    for (Op op : b.ops()) {
      switch (op) {
        case Op.NewArray o when arrays.contains(o.result()) -> {
          Type type = o.result().type().elementType();
          Value zero = Value.temporary(type);
          ops.add(new Op.Const(zero, type.zero(), o.span()));
          held.put(o.result(), zero);
        }
        case Op.Load o when arrays.contains(o.array()) -> same.put(o.result(), held.get(o.array()));
        case Op.Store o when arrays.contains(o.array()) -> held.put(o.array(), read(o.value()));
        case Op.If o -> ops.add(choice(o, held));
        case Op.For o -> ops.add(counted(o, held));
        case Op.While o -> ops.add(loop(o, held));
        case Op.Try o -> ops.add(tried(o, held));
        case Op simple -> ops.add(new Cloner(this::read, v -> v).op(simple));
      }
    }
    var yields = new ArrayList<>(read(b.yields()));
    out.forEach(a -> yields.add(held.get(a)));
    return new Block(b.params(), ops, yields);
  }

  /** Those of the arrays that are there already and that the blocks write. */
  private List<Value> written(List<Block> blocks, Map<Value, Value> held) {
    var found = new ArrayList<Value>();
    blocks.forEach(b -> written(b, held, found));
    return found;
  }

  private void written(Block b, Map<Value, Value> held, List<Value> found) {
    for (Op op : b.ops()) {
      if (op instanceof Op.Store s && held.containsKey(s.array()) && !found.contains(s.array())) {
        found.add(s.array());
      }
      Ops.blocks(op).forEach(inner -> written(inner, held, found));
    }
  }

  private static List<Value> and(List<Value> values, List<Value> more) {
    var all = new ArrayList<>(values);
    all.addAll(more);
    return all;
  }

  /** New values for what the arrays hold, which they hold from here on. */
  private static List<Value> fresh(List<Value> written, Map<Value, Value> held) {
    var values = new ArrayList<Value>();
    for (Value array : written) {
      var value = new Value(array.type().elementType(), array.name());
      values.add(value);
      held.put(array, value);
    }
    return values;
  }

  private Op choice(Op.If o, Map<Value, Value> held) {
    List<Value> written = written(Ops.blocks(o), held);
    Value condition = read(o.condition());
    Block then = block(o.then(), new HashMap<>(held), written);
    Block otherwise = block(o.otherwise(), new HashMap<>(held), written);
    return new Op.If(and(o.results(), fresh(written, held)), condition, then, otherwise, o.span());
  }

  private List<Value> held(List<Value> written, Map<Value, Value> held) {
    return written.stream().map(held::get).toList();
  }

  /** A block of a loop, with what the arrays hold as further parameters. */
  private Block carried(Block b, Map<Value, Value> held, List<Value> written, boolean yields) {
    var inner = new HashMap<>(held);
    List<Value> params = and(b.params(), fresh(written, inner));
    Block body = block(b, inner, yields ? written : List.of());
    return new Block(params, body.ops(), body.yields());
  }

  private Op counted(Op.For o, Map<Value, Value> held) {
    List<Value> written = written(Ops.blocks(o), held);
    Value from = read(o.from());
    Value to = read(o.to());
    List<Value> inits = and(read(o.inits()), held(written, held));
    Block body = carried(o.body(), held, written, true);
    return new Op.For(and(o.results(), fresh(written, held)), o.iv(), from, to, o.step(), o.inclusive(), inits, body, o.snapshots(),
        o.span());
  }

  private Op loop(Op.While o, Map<Value, Value> held) {
    List<Value> written = written(Ops.blocks(o), held);
    List<Value> inits = and(read(o.inits()), held(written, held));
    Block condition = carried(o.condition(), held, written, false);
    Block body = carried(o.body(), held, written, true);
    return new Op.While(and(o.results(), fresh(written, held)), inits, condition, body, o.snapshots(), o.span());
  }

  private Op tried(Op.Try o, Map<Value, Value> held) {
    List<Value> inits = read(o.inits());
    Op.Try inner = o.with(b -> block(b, new HashMap<>(held), List.of()));
    return new Op.Try(inner.results(), inits, inner.slots(), inner.body(), inner.handlers(), inner.span());
  }
}
