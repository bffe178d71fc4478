package dev.adjoint.processor.analysis;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Calls that have written none of their arguments when they throw: those of methods of the same class whose text shows it, and of
 * those, recursive ones too, that write no array which exists outside of them. What stands in another class is not known.
 */
final class CleanCalls {
  private final java.util.function.Function<String, Function> functions;
  private final Map<String, Boolean> known = new HashMap<>();
  private final Map<String, Boolean> readers = new HashMap<>();
  private final Set<String> open = new HashSet<>();

  CleanCalls(java.util.function.Function<String, Function> functions) {
    this.functions = functions;
  }

  boolean test(Op.Call call) {
    if (!(call.callee() instanceof Callee.Local local)) {
      return false;
    }
    if (readers.computeIfAbsent(local.key(), key -> reads(key, new HashSet<>()))) {
      return true;
    }
    if (!open.add(local.key())) {
      return false;
    }
    Boolean is = known.get(local.key());
    if (is == null) {
      is = Interruptions.throwsFirst(functions.apply(local.key()), this::test);
      known.put(local.key(), is);
    }
    open.remove(local.key());
    return is;
  }

  /** Whether a method and all that it reaches only read what they are given. */
  private boolean reads(String key, Set<String> seen) {
    if (!seen.add(key)) {
      return true;
    }
    Function f = functions.apply(key);
    return reads(f.body(), new Aliases(f), seen);
  }

  private boolean reads(Block block, Aliases aliases, Set<String> seen) {
    return block.ops().stream().allMatch(op -> {
      boolean here = switch (op) {
        case Op.Store o -> isOwn(o.array(), aliases);
        case Op.Fill o -> isOwn(o.array(), aliases);
        case Op.ArrayCopy o -> isOwn(o.target(), aliases);
        case Op.Opaque o -> o.effect() != Op.Effect.EFFECT || own(o.operands(), aliases);
        case Op.Call o -> switch (o.callee()) {
          case Callee.Local c -> reads(c.key(), seen);
          case Callee.External c -> own(o.args(), aliases);
          case Callee.Generated c -> own(o.args(), aliases);
          case Callee.Runtime c -> own(o.args(), aliases);
          // these write nothing
          case Callee.Ruled c -> true;
          case Callee.TensorOp c -> true;
        };
        case Op other -> true;
      };
      return here && Ops.blocks(op).stream().allMatch(b -> reads(b, aliases, seen));
    });
  }

  private static boolean own(List<Value> operands, Aliases aliases) {
    return operands.stream().allMatch(v -> !v.type().isArray() || isOwn(v, aliases));
  }

  /** Whether an array, and its rows, have been made in the method and are nowhere else. */
  private static boolean isOwn(Value array, Aliases aliases) {
    return aliases.ranks(array).stream().allMatch(node -> !node.external() && !node.allocations().isEmpty());
  }
}
