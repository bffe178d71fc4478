package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Cuts a method that is too long for HotSpot, which compiles none over 8,000 bytes, into several. A run of statements becomes a
 * private method, a <em>part</em>; a loop or branch that is too long by itself is cut inside. What a part reads are its parameters. What it
 * defines for others is its result if that is one value, and else goes through a frame: one array for each type, allocated
 * when the method is entered. Values keep their identity: no two of them meet in one function.
 */
final class Outline {
  /** A group of parts in a nested class, so that each class file's constant pool stays small. */
  record Group(String name, List<Generated.Method> methods) {}

  /** The method, now short, and its parts. */
  record Parts(Generated.Method method, List<Generated.Method> plain, List<Group> groups) {}

  /** HotSpot's limit of 8,000 with a margin. */
  static final int LIMIT = 6_000;
  private static final int SMALLEST_LIMIT = 1_000;
  private static final int CALL_COST = 40;
  private static final int TRANSFER_COST = 10;
  /** A value read at most so many operations later is probably read in the same part. */
  private static final int NEAR = 50;
  private static final int GROUP_SIZE = 20;
  private static final int MAX_PARAMETERS = 100;

  private final Generated.Method method;
  private final Generated.Class shape;
  private final Set<String> taken;
  private final int limit;
  private final Costs costs;
  private final Frames frames = new Frames();
  private final Map<Value, Op.Const> constants = new IdentityHashMap<>();
  private final List<Generated.Method> parts = new ArrayList<>();
  private final Map<Integer, String> groupNames = new HashMap<>();
  private final boolean grouped;

  private Outline(Generated.Method method, Generated.Class shape, Set<String> taken, int limit, Costs costs) {
    this.method = method;
    this.shape = shape;
    this.taken = taken;
    this.limit = limit;
    this.costs = costs;
    this.grouped = costs.of(method.body().body()) > GROUP_SIZE * limit;
    findConstants(method.body().body());
  }

  /**
   * Cuts a method where it is too long.
   *
   * @param taken names of members of the class; those of the parts are added
   * @param limit the bytes of bytecode that a method may have, as {@link Costs} estimates them
   */
  static Parts apply(Generated.Method method, Generated.Class shape, Set<String> taken, int limit) {
    if (isShort(method.body().body(), limit)) {
      return new Parts(method, List.of(), List.of());
    }
    var costs = new Costs(method.body());
    if (costs.of(method.body().body()) <= limit) {
      return new Parts(method, List.of(), List.of());
    }
    return new Outline(method, shape, taken, limit, costs).cut();
  }

  private static boolean isShort(Block block, int limit) {
    return count(block, limit / 24) >= 0;
  }

  /** What is left of the budget after the block's operations, negative if it is exceeded. */
  private static int count(Block block, int budget) {
    int left = budget - block.ops().size();
    for (Op op : block.ops()) {
      for (Block nested : Ops.blocks(op)) {
        if (left >= 0) {
          left = count(nested, left);
        }
      }
    }
    return left;
  }

  private Parts cut() {
    Function f = method.body();
    Block body = shrink(f.body(), limit);
    var ops = new ArrayList<>(frames.allocations());
    ops.addAll(body.ops());
    var shorter = new Function(f.key(), f.name(), f.params(), f.wrt(), f.results(), Block.of(ops, body.yields()), f.span());
    var main = new Generated.Method(method.name(), method.isPublic(), method.javadoc(), method.record(), method.varargs(),
        shorter);
    if (!grouped) {
      return new Parts(main, parts, List.of());
    }
    var groups = new ArrayList<Group>();
    for (int i = 0; i < parts.size(); i += GROUP_SIZE) {
      groups.add(new Group(groupName(i), parts.subList(i, Math.min(i + GROUP_SIZE, parts.size()))));
    }
    return new Parts(main, List.of(), groups);
  }

  private String groupName(int part) {
    return groupNames.computeIfAbsent(part / GROUP_SIZE, k -> unused(
        method.name().substring(0, 1).toUpperCase(Locale.ROOT) + method.name().substring(1) + "Parts" + (k + 1)));
  }

  private String unused(String wish) {
    String name = wish;
    while (!taken.add(name)) {
      name += "_";
    }
    return name;
  }

  private void findConstants(Block block) {
    for (Op op : block.ops()) {
      if (op instanceof Op.Const c) {
        constants.put(c.result(), c);
      }
      Ops.blocks(op).forEach(this::findConstants);
    }
  }

  /** The block, cut so that its own text stays within a limit. */
  private Block shrink(Block block, int most) {
    if (costs.of(block) <= most) {
      return block;
    }
    int inner = Math.max(most / 2, Math.min(SMALLEST_LIMIT, limit));
    int rest = 0;
    for (Op op : block.ops()) {
      rest += shrunkCost(op, most);
    }
    if (rest <= most) {
      var ops = new ArrayList<Op>(block.ops().size());
      block.ops().forEach(op -> ops.add(costs.of(op) > most ? shrinkInside(op, inner) : op));
      return new Block(block.params(), ops, block.yields());
    }
    return new Chunks(block, most, inner).cut();
  }

  private int shrunkCost(Op op, int most) {
    int cost = costs.of(op);
    if (cost <= most || !Order.isNested(op)) {
      return cost;
    }
    int sum = CALL_COST;
    for (Block b : Ops.blocks(op)) {
      sum += Math.min(costs.of(b), most / 4 + costs.of(b) / most * CALL_COST);
    }
    return sum;
  }

  private Op shrinkInside(Op op, int most) {
    return switch (op) {
      case Op.If o -> new Op.If(o.results(), o.condition(), shrink(o.then(), most), shrink(o.otherwise(), most), o.span());
      case Op.For o -> new Op.For(o.results(), o.iv(), o.from(), o.to(), o.step(), o.inclusive(), o.inits(),
          shrink(o.body(), most), o.span());
      case Op.While o -> new Op.While(o.results(), o.inits(), shrink(o.condition(), most), shrink(o.body(), most), o.span());
      // an assignment to a slot has to stay in the try's method, and so does what throws a checked exception
      case Op.Try o when o.slots().isEmpty() && o.handlers().stream().noneMatch(Op.Handler::checked) ->
          o.with(b -> shrink(b, most));
      case Op other -> other;
    };
  }

  /** Cuts one block into chunks of consecutive operations. */
  private final class Chunks {
    private final Block block;
    private final int most;
    private final int inner;
    private final Map<Value, Integer> lastUse = new IdentityHashMap<>();
    private final Map<Value, Integer> definedAt = new IdentityHashMap<>();
    private final List<Op> out = new ArrayList<>();
    private final Set<Value> mine = Collections.newSetFromMap(new IdentityHashMap<>());

    Chunks(Block block, int most, int inner) {
      this.block = block;
      this.most = most;
      this.inner = inner;
    }

    Block cut() {
      List<Op> ops = block.ops();
      for (int i = 0; i < ops.size(); i++) {
        int at = i;
        Uses.read(ops.get(i), v -> lastUse.put(v, at));
      }
      block.yields().forEach(v -> lastUse.put(v, ops.size()));
      int from = 0;
      int size = 0;
      for (int i = 0; i < ops.size(); i++) {
        Op op = ops.get(i);
        int cost = shrunkCost(op, most) + transferCost(op, i, from);
        if (op instanceof Op.Throw || size > 0 && size + cost > most * 4 / 5 && costs.isStatement(op) && i > from) {
          part(from, i);
          from = i;
          size = 0;
        }
        if (op instanceof Op.Throw) {
          fromFrames(op);
          out.add(op);
          from = i + 1;
          continue;
        }
        size += cost;
        if (size > most * 4 / 5 && costs.isStatement(op)) {
          part(from, i + 1);
          from = i + 1;
          size = 0;
        }
      }
      part(from, ops.size());
      Set<Value> loaded = Collections.newSetFromMap(new IdentityHashMap<>());
      block.yields().forEach(v -> load(v, loaded, out));
      return new Block(block.params(), out, block.yields());
    }

    /** What it costs to bring an operation's values into the part that starts at an index, and out of it. */
    private int transferCost(Op op, int index, int from) {
      int sum = 0;
      for (Value v : Ops.operands(op)) {
        if (definedAt.getOrDefault(v, from) < from && !constants.containsKey(v)) {
          sum += TRANSFER_COST;
        }
      }
      for (Value v : Ops.results(op)) {
        definedAt.put(v, index);
        if (lastUse.getOrDefault(v, -1) > index + NEAR && !constants.containsKey(v)) {
          sum += TRANSFER_COST;
        }
      }
      return sum;
    }

    private void fromFrames(Op op) {
      Set<Value> loaded = Collections.newSetFromMap(new IdentityHashMap<>());
      Ops.operands(op).forEach(v -> load(v, loaded, out));
    }

    private void load(Value v, Set<Value> loaded, List<Op> into) {
      // What an outer block has put into a frame is provided where that block is cut.
      if (mine.contains(v) && loaded.add(v)) {
        into.addAll(frames.load(v));
      }
    }

    private void part(int from, int to) {
      var chunk = block.ops().subList(from, to);
      if (chunk.stream().allMatch(op -> op instanceof Op.Const || op instanceof Op.Comment)) {
        out.addAll(chunk);
        return;
      }
      var crossing = new ArrayList<Value>();
      for (Op op : chunk) {
        if (op instanceof Op.Const) {
          out.add(op);
        } else {
          Ops.results(op).stream().filter(v -> lastUse.getOrDefault(v, -1) >= to).forEach(crossing::add);
        }
      }
      boolean framed = crossing.size() > 1;
      if (framed) {
        crossing.forEach(frames::add);
        mine.addAll(crossing);
      }
      var ops = new ArrayList<Op>();
      Set<Value> defined = Collections.newSetFromMap(new IdentityHashMap<>());
      var params = new ArrayList<Value>();
      for (Op old : chunk) {
        Op op = costs.of(old) > most ? shrinkInside(old, inner) : old;
        provide(op, defined, ops, params);
        ops.add(op);
        Uses.define(op, defined::add);
        if (framed) {
          Ops.results(op).stream().filter(frames::contains)
              .forEach(v -> frames.store(v).forEach(s -> addTo(ops, s, defined, params)));
        }
      }
      List<Value> results = framed ? List.of() : crossing;
      var arguments = new ArrayList<>(params);
      pack(arguments, params, ops);
      String name = unused(method.name() + "Part" + (parts.size() + 1));
      Type.Ref owner = grouped ? Lowering.nested(shape.name(), groupName(parts.size())) : null;
      out.add(new Op.Call(results, new Callee.Generated(owner, name, null, List.of()), arguments, Span.NONE));
      var function = new Function(name, name, params, Collections.nCopies(params.size(), false),
          results.stream().map(Value::type).toList(), Block.of(ops, results), Span.NONE);
      parts.add(new Generated.Method(name, false, null, null, false, function));
    }

    private void addTo(List<Op> ops, Op op, Set<Value> defined, List<Value> params) {
      provide(op, defined, ops, params);
      ops.add(op);
      Uses.define(op, defined::add);
    }

    /** Sees to it that the part has what the operation reads: a constant again, an element of a frame, or a parameter. */
    private void provide(Op op, Set<Value> defined, List<Op> ops, List<Value> params) {
      Uses.read(op, v -> {
        if (!defined.add(v)) {
          return;
        }
        if (constants.containsKey(v)) {
          ops.add(constants.get(v));
        } else if (frames.contains(v)) {
          for (Op l : frames.load(v)) {
            if (l != op) {
              provide(l, defined, ops, params);
            }
            ops.add(l);
            Uses.define(l, defined::add);
          }
        } else {
          params.add(v);
        }
      });
    }

    /** Too many parameters go through an array for each type, written just before the call. */
    private void pack(List<Value> arguments, List<Value> params, List<Op> ops) {
      if (params.size() <= MAX_PARAMETERS) {
        return;
      }
      var kept = params.stream().filter(v -> !v.type().isPrimitive()).toList();
      var packed = params.stream().filter(v -> v.type().isPrimitive()).toList();
      params.clear();
      params.addAll(kept);
      var carriers = new Frames();
      var loads = new ArrayList<Op>();
      var stores = new ArrayList<Op>();
      for (Value v : packed) {
        carriers.add(v);
        stores.addAll(carriers.store(v));
        loads.addAll(carriers.load(v));
      }
      out.addAll(carriers.allocations());
      out.addAll(stores);
      params.addAll(carriers.arrays());
      arguments.clear();
      arguments.addAll(params);
      ops.addAll(0, loads);
    }
  }
}
