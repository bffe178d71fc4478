package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Writes the forward sweep: the primal's operations, with whatever the reverse sweep wants kept. */
final class Weaver {
  private record Export(int branch, Value inside, Value outside) {}

  private final Context context;
  private final Map<Block, List<Op>> ends = new IdentityHashMap<>();
  private final Map<Op, List<Op>> before = new IdentityHashMap<>();
  private final Map<Op, List<Export>> exports = new IdentityHashMap<>();
  private final Map<Op, Value> counts = new IdentityHashMap<>();
  private final Map<Op, Value> zeros = new IdentityHashMap<>();
  private final Map<Op, Value> exits = new IdentityHashMap<>();
  /** What remembers the tape's height in front of a try statement, once that is written. */
  private final Map<Op, List<Op>> marks = new IdentityHashMap<>();
  private final Map<Op, Supplier<Op>> instead = new IdentityHashMap<>();

  Weaver(Context context) {
    this.context = context;
  }

  /** Operations for the end of a block. */
  void atEnd(Block block, List<Op> ops) {
    ends.computeIfAbsent(block, b -> new ArrayList<>()).addAll(ops);
  }

  /** Operations in front of another one. */
  void before(Op op, List<Op> ops) {
    before.computeIfAbsent(op, o -> new ArrayList<>()).addAll(ops);
  }

  /** Another operation in its place, with the same results. */
  void instead(Op op, Supplier<Op> other) {
    instead.put(op, other);
  }

  /** A value of one branch that is to be seen behind the branches; the default where the other branch was taken. */
  void export(Op branches, int branch, Value inside, Value outside) {
    exports.computeIfAbsent(branches, o -> new ArrayList<>()).add(new Export(branch, inside, outside));
  }

  /**
   * Which way was taken through a try statement: whether the body came to its end, where there is one handler; else the
   * number of the block.
   */
  Value exit(Op.Try op) {
    return exits.computeIfAbsent(op, o -> op.handlers().size() == 1 ? new Value(Type.BOOLEAN, "completed")
        : new Value(Type.INT, "exit"));
  }

  /** The number of iterations a loop made, known behind it. */
  Value count(Op.While loop) {
    return counts.computeIfAbsent(loop, o -> {
      var zero = new BlockBuilder().at(o.span());
      zeros.put(o, zero.constant(0));
      before(o, zero.ops());
      return new Value(Type.INT, "trips");
    });
  }

  /** The operations with their additions. */
  List<Op> ops(List<Op> ops) {
    var out = new ArrayList<Op>(ops.size());
    for (Op op : ops) {
      out.addAll(before.getOrDefault(op, List.of()));
      if (context.unseen.contains(op)) {
        continue;
      }
      Op woven = op(op);
      out.addAll(marks.getOrDefault(op, List.of()));
      out.add(woven);
    }
    return out;
  }

  /** What was put at the end of a block. */
  List<Op> end(Block block) {
    return ends.getOrDefault(block, List.of());
  }

  private Block block(Block b, List<Value> params, List<Value> yields) {
    List<Op> ops = ops(b.ops());
    ops.addAll(ends.getOrDefault(b, List.of()));
    return new Block(params, ops, yields);
  }

  /** One operation with its additions. */
  Op op(Op op) {
    Op woven = instead.containsKey(op) ? instead.get(op).get() : switch (op) {
      case Op.If o -> branches(o);
      case Op.For o -> new Op.For(o.results(), o.iv(), o.from(), o.to(), o.step(), o.inclusive(), o.inits(),
          block(o.body(), o.body().params(), o.body().yields()), o.span());
      case Op.While o -> loop(o);
      case Op.Try o -> tries(o);
      case Op simple -> simple;
    };
    if (context.original(op) == op && !context.isShadowOp(op)) {
      context.primal.add(woven);
    }
    return woven;
  }

  private Op branches(Op.If o) {
    var results = new ArrayList<>(o.results());
    var then = new BlockBuilder().at(o.span());
    var otherwise = new BlockBuilder().at(o.span());
    var thenYields = new ArrayList<>(o.then().yields());
    var otherYields = new ArrayList<>(o.otherwise().yields());
    for (Export e : exports.getOrDefault(o, List.of())) {
      results.add(e.outside());
      thenYields.add(e.branch() == 0 ? e.inside() : then.zero(e.inside().type()));
      otherYields.add(e.branch() == 1 ? e.inside() : otherwise.zero(e.inside().type()));
    }
    // what the branch yields may come from a nested branch: first the branch's own operations, then the defaults
    return new Op.If(results, o.condition(), branch(o.then(), then, thenYields),
        branch(o.otherwise(), otherwise, otherYields), o.span());
  }

  private Block branch(Block b, BlockBuilder defaults, List<Value> yields) {
    List<Op> ops = new ArrayList<>(defaults.ops());
    ops.addAll(ops(b.ops()));
    ops.addAll(ends.getOrDefault(b, List.of()));
    return new Block(b.params(), ops, yields);
  }

  private Op tries(Op.Try o) {
    var results = new ArrayList<>(o.results());
    List<Block> blocks = Ops.blocks(o);
    var defaults = new ArrayList<BlockBuilder>();
    var yields = new ArrayList<List<Value>>();
    for (Block b : blocks) {
      defaults.add(new BlockBuilder().at(o.span()));
      yields.add(new ArrayList<>(b.yields()));
    }
    Value exit = exits.get(o);
    if (exit != null) {
      results.add(exit);
      for (int i = 0; i < blocks.size(); i++) {
        yields.get(i).add(defaults.get(i).constant(exit.type(), exit.type() == Type.BOOLEAN ? (Object) (i == 0) : i));
      }
    }
    for (Export e : exports.getOrDefault(o, List.of())) {
      results.add(e.outside());
      for (int i = 0; i < blocks.size(); i++) {
        yields.get(i).add(i == e.branch() ? e.inside() : defaults.get(i).zero(e.inside().type()));
      }
    }
    Block body = branch(o.body(), defaults.getFirst(), yields.getFirst());
    var before = new BlockBuilder().at(o.span());
    Value mark = leaves(body) ? before.runtime(RuntimeFunction.TAPE_MARK, Type.INT, "mark", context.tape()) : null;
    var handlers = new ArrayList<Op.Handler>();
    for (int i = 1; i < blocks.size(); i++) {
      Op.Handler h = o.handlers().get(i - 1);
      var start = new BlockBuilder().at(o.span());
      if (mark != null && !Ops.ends(h.block())) {
        start.runtime(RuntimeFunction.TAPE_RELEASE, context.tape(), mark);
      }
      start.addAll(defaults.get(i).ops());
      handlers.add(h.with(branch(h.block(), start, yields.get(i))));
    }
    marks.put(o, before.ops());
    return new Op.Try(results, o.inits(), o.slots(), body, handlers, o.span());
  }

  /** Whether what the block does leaves something on the tape, which a handler has to drop. */
  private boolean leaves(Block block) {
    return block.ops().stream().anyMatch(op -> Ops.operands(op).contains(context.tape)
        || Ops.blocks(op).stream().anyMatch(this::leaves));
  }

  private Op loop(Op.While o) {
    Value count = counts.get(o);
    if (count == null) {
      return new Op.While(o.results(), o.inits(), o.condition(),
          block(o.body(), o.body().params(), o.body().yields()), o.span());
    }
    Value zero = zeros.get(o);
    var inCondition = new Value(Type.INT, count.name());
    var inBody = new Value(Type.INT, count.name());
    Block body = block(o.body(), plus(o.body().params(), inBody), o.body().yields());
    var end = new BlockBuilder().at(o.span());
    end.addAll(body.ops());
    Value next = end.binary(Op.BinaryKind.ADD, inBody, end.constant(1), count.name());
    return new Op.While(plus(o.results(), count), plus(o.inits(), zero),
        new Block(plus(o.condition().params(), inCondition), o.condition().ops(), o.condition().yields()),
        end.block(body.params(), plus(body.yields(), next)), o.span());
  }

  private static List<Value> plus(List<Value> values, Value more) {
    var all = new ArrayList<>(values);
    all.add(more);
    return all;
  }
}
