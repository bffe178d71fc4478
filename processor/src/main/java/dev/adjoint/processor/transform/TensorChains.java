package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.RuntimeFunction;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Chains of elementwise tensor operations, and of the rules of such operations, whose intermediate results nobody else reads: each becomes a
 * function of its own and one call of the runtime, which does it in one pass where it can. It is done last, on forward and
 * reverse sweeps alike; the operations and their order stay what they are.
 */
public final class TensorChains {
  /** Straight-line code of more operations is looked at in pieces: finding chains takes quadratic time. */
  private static final int LONGEST = 400;
  private static final Type.Ref OBJECT = Type.Ref.of("java.lang", "Object");

  /**
   * A chain.
   *
   * @param constant the constant of the generated class that has it
   * @param function the operations; one result, or an array of objects
   * @param last the positions of operands that nobody else reads
   */
  public record Chain(String constant, Function function, List<Integer> last) {}

  private final List<Chain> chains = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /** Chains of one generated class, none yet. */
  public TensorChains() {}

  /** The chains of the functions so far. */
  public List<Chain> chains() {
    return List.copyOf(chains);
  }

  /** The function with its chains as calls. */
  public Function apply(Function given) {
    if (given == null) {
      return null;
    }
    Function f = NullTests.apply(given);
    var users = new IdentityHashMap<Value, List<Op>>();
    var constants = new IdentityHashMap<Value, Op.Const>();
    index(f.body(), users, constants);
    Block body = block(f, f.body(), users, constants);
    return new Function(f.key(), f.name(), f.params(), f.wrt(), f.results(), body, f.span());
  }

  /** Who reads each value; null stands for a block's end. */
  private static void index(Block block, Map<Value, List<Op>> users, Map<Value, Op.Const> constants) {
    for (Op op : block.ops()) {
      Ops.operands(op).forEach(v -> users.computeIfAbsent(v, k -> new ArrayList<>()).add(op));
      if (op instanceof Op.Const c) {
        constants.put(c.result(), c);
      }
      Ops.blocks(op).forEach(b -> index(b, users, constants));
    }
    block.yields().forEach(v -> users.computeIfAbsent(v, k -> new ArrayList<>()).add(null));
  }

  private Block block(Function f, Block block, Map<Value, List<Op>> users, Map<Value, Op.Const> constants) {
    var out = new ArrayList<Op>();
    var segment = new ArrayList<Op>();
    for (Op op : block.ops()) {
      if (ChainGroups.isMovable(op)) {
        segment.add(op);
        if (segment.size() == LONGEST) {
          flush(f, segment, out, users, constants);
        }
        continue;
      }
      flush(f, segment, out, users, constants);
      out.add(nested(f, op, users, constants));
    }
    flush(f, segment, out, users, constants);
    return new Block(block.params(), out, block.yields());
  }

  private Op nested(Function f, Op op, Map<Value, List<Op>> users, Map<Value, Op.Const> constants) {
    return switch (op) {
      case Op.If o -> new Op.If(o.results(), o.condition(), block(f, o.then(), users, constants),
          block(f, o.otherwise(), users, constants), o.span());
      case Op.For o -> new Op.For(o.results(), o.iv(), o.from(), o.to(), o.step(), o.inclusive(), o.inits(),
          block(f, o.body(), users, constants), o.snapshots(), o.span());
      case Op.While o -> new Op.While(o.results(), o.inits(), block(f, o.condition(), users, constants),
          block(f, o.body(), users, constants), o.snapshots(), o.span());
      case Op o -> o;
    };
  }

  private void flush(Function f, List<Op> segment, List<Op> out, Map<Value, List<Op>> users, Map<Value, Op.Const> constants) {
    for (Object node : new ChainGroups(segment, users, constants).scheduled()) {
      switch (node) {
        case Op op -> out.add(op);
        case ChainGroups.Group group -> call(f, group, out, constants);
        default -> throw new IllegalStateException("not of a schedule: " + node);
      }
    }
    segment.clear();
  }

  private void call(Function f, ChainGroups.Group group, List<Op> out, Map<Value, Op.Const> constants) {
    String base = f.name();
    int number = counts.merge(base, 1, Integer::sum);
    String name = base + "Chain" + (number == 1 ? "" : number);
    String constant = name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT);
    boolean single = group.results().size() == 1 && group.results().getFirst().type().isTensor();
    chains.add(new Chain(constant, function(name, group, constants, single), group.last()));
    Op first = group.ops().getFirst();
    if (single) {
      out.add(opaque(group.results().getFirst(), constant + ".only(", group.inputs(), first));
      return;
    }
    Value all = new Value(OBJECT.array(), "chain");
    out.add(opaque(all, constant + ".all(", group.inputs(), first));
    for (int i = 0; i < group.results().size(); i++) {
      Value result = group.results().get(i);
      var code = new Code(List.of(new Code.Text("("), new Code.TypeName((Type.Ref) result.type()), new Code.Text(") "),
          new Code.Operand(0), new Code.Text("[" + i + "]")));
      out.add(new Op.Opaque(result, code, List.of(all), Op.Effect.EFFECT, new Op.Reason("INTERNAL", List.of()), first.span()));
    }
  }

  private static Op opaque(Value result, String head, List<Value> inputs, Op at) {
    var pieces = new ArrayList<Code.Piece>();
    pieces.add(new Code.Text(head));
    for (int i = 0; i < inputs.size(); i++) {
      if (i > 0) {
        pieces.add(new Code.Text(", "));
      }
      pieces.add(new Code.Operand(i));
    }
    pieces.add(new Code.Text(")"));
    return new Op.Opaque(result, new Code(pieces), inputs, Op.Effect.EFFECT, new Op.Reason("INTERNAL", List.of()), at.span());
  }

  private static Function function(String name, ChainGroups.Group group, Map<Value, Op.Const> constants, boolean single) {
    Map<Value, Value> inside = new IdentityHashMap<>();
    var params = new ArrayList<Value>();
    for (Value input : group.inputs()) {
      var param = new Value(input.type(), BlockBuilder.unused(input.name() == null ? "x" : input.name(), params));
      params.add(param);
      inside.put(input, param);
    }
    var builder = new BlockBuilder().at(group.ops().getFirst().span());
    var cloner = new Cloner(inside::get, v -> inside.computeIfAbsent(v, k -> new Value(k.type(), k.name())));
    for (Op op : group.ops()) {
      for (Value v : Ops.operands(op)) {
        if (!inside.containsKey(v)) {
          builder.add(cloner.op(constants.get(v)));
        }
      }
      builder.add(cloner.op(op));
    }
    Value result;
    if (single) {
      result = inside.get(group.results().getFirst());
    } else {
      result = builder.newArray(OBJECT.array(), List.of(builder.constant(group.results().size())), "results");
      for (int i = 0; i < group.results().size(); i++) {
        builder.store(result, builder.constant(i), inside.get(group.results().get(i)));
      }
    }
    return new Function(name, name, params, Collections.nCopies(params.size(), false), List.of(result.type()),
        builder.block(List.of(), List.of(result)), group.ops().getFirst().span());
  }

  /** Whether a call is an elementwise tensor operation, a rule of one, or what goes with them. */
  static boolean isElementwise(Op op, Map<Value, Op.Const> constants) {
    return op instanceof Op.Call c && c.results().size() == 1 && switch (c.callee()) {
      case Callee.TensorOp t -> t.result().isTensor() && ChainGroups.OPERATIONS.contains(t.name()) && isRuntime(t.owner(), "Tensor")
          && isOnTensors(c, constants);
      case Callee.Generated g -> g.owner() != null && ChainGroups.RULES.contains(g.name()) && isRuntime(g.owner(), "Rules")
          && isOnTensors(c, constants);
      case Callee.Runtime r -> r.function() == RuntimeFunction.TENSOR_FIT || r.function() == RuntimeFunction.TENSOR_ADD;
      case Callee.Local l -> false;
      case Callee.External e -> false;
      case Callee.Ruled r -> false;
    };
  }

  private static boolean isRuntime(Type.Ref owner, String word) {
    return owner.pkg().equals(Type.TENSOR.pkg()) && owner.names().getFirst().contains(word);
  }

  private static boolean isOnTensors(Op.Call c, Map<Value, Op.Const> constants) {
    return c.args().stream().allMatch(v -> v.type().isTensor() || constants.containsKey(v) && v.type().isPrimitive());
  }
}
