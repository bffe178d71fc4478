package dev.adjoint.processor.analysis;

import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a method of the same class makes of one lost argument: it may serve as an index or a bound, which harms nobody, or
 * flow into a result. Recursion starts from "it harms nobody" and goes on until nothing is found any more.
 */
final class HelperLosses implements Losses.Helpers {
  private record Argument(String key, int index) {}

  private final java.util.function.Function<String, Function> functions;
  private final Map<Argument, Set<Integer>> known = new HashMap<>();

  HelperLosses(java.util.function.Function<String, Function> functions) {
    this.functions = functions;
  }

  @Override
  public Set<Integer> spreads(String key, int argument) {
    var wanted = new Argument(key, argument);
    if (!known.containsKey(wanted)) {
      known.put(wanted, Set.of());
      solve();
    }
    return known.get(wanted);
  }

  private void solve() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Argument a : List.copyOf(known.keySet())) {
        Set<Integer> outputs = outputs(a);
        changed |= !outputs.equals(known.put(a, outputs));
      }
    }
  }

  private Set<Integer> outputs(Argument a) {
    Function f = functions.apply(a.key());
    var constant = new Function(f.key(), f.name(), f.params(), f.params().stream().map(p -> false).toList(), f.results(),
        f.body(), f.span());
    var aliases = new Aliases(constant);
    Value param = f.params().get(a.index());
    var lost = new Losses.Lost(Message.LOST_IN_CALL, Span.NONE, List.of(f.name(), param.type().toString()), false);
    return new Losses(constant, aliases, new Activity(constant, aliases), this, Map.of(param, lost)).outputs(constant);
  }
}
