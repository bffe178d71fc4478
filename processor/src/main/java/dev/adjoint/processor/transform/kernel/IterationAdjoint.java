package dev.adjoint.processor.transform.kernel;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Guard;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.UnitSeed;
import dev.adjoint.processor.transform.reverse.HelperNames;
import dev.adjoint.processor.transform.reverse.Reverse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The gradient of an iteration's seeded scalar: additions to shadows, and the adjoints of numbers as results.
 *
 * @param function with the scalar's parameters, then the shadows
 * @param arrays from each shadow to its array
 */
public record IterationAdjoint(Function function, Map<Value, Value> arrays) {

  /** The gradient, with nothing kept that can be computed again. */
  public static IterationAdjoint of(Function seeded, HelperNames names) {
    Function vjp = Reverse.vjp(seeded, new Reverse.Setup(true, names, false, true)).function();
    int n = seeded.params().size();
    var params = new ArrayList<>(vjp.params());
    Value seed = params.remove(n);
    Map<Value, Value> arrays = new LinkedHashMap<>();
    int shadow = n;
    for (int k = 0; k < n; k++) {
      if (seeded.wrt().get(k) && seeded.params().get(k).type().isArray()) {
        arrays.put(params.get(shadow++), seeded.params().get(k));
      }
    }
    Function unit = Guard.lowered(UnitSeed.apply(vjp, seed, params, false));
    List<Value> adjoints = unit.body().yields().subList(1, unit.body().yields().size());
    return new IterationAdjoint(Live.of(Privates.lowered(Iteration.function(seeded, "Adjoint", params.subList(0, shadow),
        new Block(List.of(), unit.body().ops(), adjoints)))), arrays);
  }

  /** The additions to shadows of parameters that are {@code kept} alone, without results. */
  public Function only(Predicate<Op.Accumulate> kept) {
    return kept(kept, "Gather", List.of());
  }

  /** The gradient with those additions to shadows of parameters that are {@code kept}. */
  public Function with(Predicate<Op.Accumulate> kept) {
    return kept(kept, "", function.body().yields());
  }

  private Function kept(Predicate<Op.Accumulate> kept, String suffix, List<Value> yields) {
    Block body = Replacing.in(function.body(), op -> op instanceof Op.Accumulate a && arrays.containsKey(a.array())
        && !kept.test(a) ? List.of() : List.of(op));
    return Live.of(Iteration.function(function, suffix, function.params(), new Block(List.of(), body.ops(), yields)));
  }
}
