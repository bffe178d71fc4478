package dev.adjoint.processor.transform;

import dev.adjoint.processor.analysis.Aliases;
import dev.adjoint.processor.analysis.CallEffects;
import dev.adjoint.processor.analysis.Memory;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.rules.Rules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads and expensive functions that a block repeats on the same operands are taken from the first one, and a load of what
 * was just stored from the stored value, where the memory cannot have changed in between: their adjoints then meet in one
 * value instead of in memory.
 */
public final class CommonLoads {
  private final Memory memory;
  private final Map<Value, Value> same = new IdentityHashMap<>();
  private final Map<Value, Object> constants = new IdentityHashMap<>();
  private final Map<Value, Object> indices = new IdentityHashMap<>();

  /** What is known to be equal to an expression; a fragile one until the next write. */
  private record Known(Value value, boolean fragile) {}

  private CommonLoads(Memory memory) {
    this.memory = memory;
  }

  /** The function with each value loaded once per block. */
  public static Function apply(Function f, CallEffects calls) {
    var pass = new CommonLoads(new Memory(f, new Aliases(f), calls));
    return new Function(f.key(), f.name(), f.params(), f.wrt(), f.results(), pass.block(f.body(), Map.of()), f.span());
  }

  private Value read(Value v) {
    return same.getOrDefault(v, v);
  }

  private Block block(Block b, Map<Object, Known> outer) {
    var seen = new HashMap<>(outer);
    var ops = new ArrayList<Op>(b.ops().size());
    for (Op op : b.ops()) {
      Object key = key(op);
      Known before = key == null ? null : seen.get(key);
      if (before != null) {
        same.put(Ops.results(op).getFirst(), before.value());
        continue;
      }
      Op copy = switch (op) {
        case Op.If o -> new Op.If(o.results(), read(o.condition()), block(o.then(), seen), block(o.otherwise(), seen),
            o.span());
        case Op.For o -> new Op.For(o.results(), o.iv(), read(o.from()), read(o.to()), o.step(), o.inclusive(),
            read(o.inits()), block(o.body(), Map.of()), o.snapshots(), o.span());
        case Op.While o -> new Op.While(o.results(), read(o.inits()), block(o.condition(), Map.of()),
            block(o.body(), Map.of()), o.snapshots(), o.span());
        case Op.Try o -> tries(o, seen);
        case Op simple -> new Cloner(this::read, v -> v).op(simple);
      };
      ops.add(copy);
      if (op instanceof Op.Const c) {
        constants.put(c.result(), List.of(c.result().type(), String.valueOf(c.value())));
      }
      if (key != null) {
        seen.put(key, new Known(Ops.results(op).getFirst(), op instanceof Op.Load l && !memory.stable(l)));
      }
      if (writes(op)) {
        seen.values().removeIf(Known::fragile);
      }
      if (op instanceof Op.Store s && s.value().type().isPrimitive()) {
        seen.put(cell(s.array(), s.index()), new Known(read(s.value()), true));
      }
    }
    return new Block(b.params(), ops, read(b.yields()));
  }

  /** A handler knows what was known before the body, as far as the body has not written. */
  private Op.Try tries(Op.Try o, Map<Object, Known> seen) {
    Block body = block(o.body(), seen);
    var known = new HashMap<>(seen);
    if (o.body().ops().stream().anyMatch(CommonLoads::writes)) {
      known.values().removeIf(Known::fragile);
    }
    var handlers = o.handlers().stream().map(h -> h.with(block(h.block(), known))).toList();
    return new Op.Try(o.results(), read(o.inits()), o.slots(), body, handlers, o.span());
  }

  /** Whether the operation may write any array. */
  private static boolean writes(Op op) {
    return switch (op) {
      case Op.Store o -> true;
      case Op.Fill o -> true;
      case Op.ArrayCopy o -> true;
      case Op.Accumulate o -> true;
      case Op.Call o -> true;
      case Op.Opaque o -> o.effect() == Op.Effect.EFFECT;
      case Op o -> Ops.blocks(o).stream().anyMatch(b -> b.ops().stream().anyMatch(CommonLoads::writes));
    };
  }

  private List<Value> read(List<Value> values) {
    return values.stream().map(this::read).toList();
  }

  /** Constants of equal value are one operand; arithmetic on indices is one when its operands are. */
  private Object operand(Value v) {
    Value r = read(v);
    return constants.getOrDefault(r, r);
  }

  private Object key(Op op) {
    return switch (op) {
      case Op.Load o -> {
        boolean scalar = o.result().type().isPrimitive();
        yield scalar ? cell(o.array(), o.index()) : null;
      }
      case Op.Intrinsic o -> o.result().type() == Type.DOUBLE && Rules.cost(o.name()) >= 10
          && Rules.isPure(o.owner().qualifiedName(), o.name(), o.args().stream().map(Value::type).toList())
          ? List.of("call", o.owner(), o.name(), o.args().stream().map(this::operand).toList()) : null;
      case Op.Binary o -> {
        if (o.result().type() == Type.INT) {
          indices.put(o.result(), List.of(o.kind(), index(o.a()), index(o.b())));
        }
        yield null;
      }
      case Op other -> null;
    };
  }

  private Object cell(Value array, Value index) {
    return List.of("load", read(array), index(index));
  }

  private Object index(Value v) {
    Object known = indices.get(v);
    return known != null ? known : operand(v);
  }
}
