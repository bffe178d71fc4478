package dev.adjoint.processor.analysis;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which calls may change memory that is none of their arguments: a field, the array that it refers to. A helper of the same
 * class does where some code in it does that is emitted as it is written. A {@code @Differentiable} method of another class may,
 * as its body is not known. A method with a rule is a function of its arguments, and so is one on tensors.
 */
public final class CallEffects {
  private final java.util.function.Function<String, Function> functions;
  private final Predicate<Callee.Generated> generated;
  private final Map<String, Boolean> known = new HashMap<>();

  /**
   * The calls of one class.
   *
   * @param functions its methods by key, as they were read or as they are differentiated
   * @param generated the same question for methods that are generated
   */
  public CallEffects(java.util.function.Function<String, Function> functions, Predicate<Callee.Generated> generated) {
    this.functions = functions;
    this.generated = generated;
  }

  /** Calls in functions that have no calls of generated methods yet. */
  public CallEffects(java.util.function.Function<String, Function> functions) {
    this(functions, g -> true);
  }

  /** Whether a call may change more than its arguments. */
  public boolean changeMore(Callee callee) {
    return switch (callee) {
      case Callee.Local c -> helper(c.key());
      case Callee.External c -> true;
      case Callee.Generated c -> generated.test(c);
      case Callee.Ruled c -> false;
      case Callee.TensorOp c -> false;
      case Callee.Runtime c -> false;
    };
  }

  /** Whether a helper may. */
  public boolean helper(String key) {
    Boolean is = known.get(key);
    if (is == null) {
      is = anywhere(key, new HashSet<>());
      known.put(key, is);
    }
    return is;
  }

  private boolean anywhere(String key, Set<String> seen) {
    return seen.add(key) && anywhere(functions.apply(key).body(), seen);
  }

  private boolean anywhere(Block block, Set<String> seen) {
    return block.ops().stream().anyMatch(op -> switch (op) {
      case Op.Opaque o -> o.effect() == Op.Effect.EFFECT;
      case Op.Call o -> o.callee() instanceof Callee.Local c ? anywhere(c.key(), seen) : changeMore(o.callee());
      case Op o -> Ops.blocks(o).stream().anyMatch(b -> anywhere(b, seen));
    });
  }
}
