package dev.adjoint.processor.analysis;

import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a method of the same class makes of its arguments: a lost one may serve as an index or a bound, which harms nobody, or flow
 * into a result; one that carries a derivative may lose it there on its way into a result. Recursion starts from "it harms
 * nobody" and goes on until nothing is found any more.
 */
final class HelperLosses implements Losses.Helpers {
  private sealed interface Question {}

  private record LostArgument(String key, int index) implements Question {}

  private record VariedArguments(String key, List<Boolean> varied) implements Question {}

  private final java.util.function.Function<String, Function> functions;
  private final Map<Question, Map<Integer, Losses.Lost>> known = new LinkedHashMap<>();

  HelperLosses(java.util.function.Function<String, Function> functions) {
    this.functions = functions;
  }

  @Override
  public Set<Integer> spreads(String key, int argument) {
    return answer(new LostArgument(key, argument)).keySet();
  }

  @Override
  public Map<Integer, Losses.Lost> made(String key, List<Boolean> varied) {
    return answer(new VariedArguments(key, varied));
  }

  private Map<Integer, Losses.Lost> answer(Question question) {
    if (!known.containsKey(question)) {
      known.put(question, Map.of());
      solve();
    }
    return known.get(question);
  }

  private void solve() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Question q : List.copyOf(known.keySet())) {
        Map<Integer, Losses.Lost> outputs = outputs(q);
        changed |= !outputs.keySet().equals(known.put(q, outputs).keySet());
      }
    }
  }

  private Map<Integer, Losses.Lost> outputs(Question question) {
    return switch (question) {
      case LostArgument a -> {
        Function f = functions.apply(a.key());
        Value param = f.params().get(a.index());
        var lost = new Losses.Lost(Message.LOST_IN_CALL, Span.NONE, List.of(f.name(), param.type().toString()), false);
        yield outputs(f, f.params().stream().map(p -> false).toList(), Map.of(param, lost));
      }
      case VariedArguments a -> outputs(functions.apply(a.key()), a.varied(), Map.of());
    };
  }

  private Map<Integer, Losses.Lost> outputs(Function f, List<Boolean> wrt, Map<Value, Losses.Lost> lost) {
    var function = new Function(f.key(), f.name(), f.params(), wrt, f.results(), f.body(), f.span());
    var aliases = new Aliases(function);
    return new Losses(function, aliases, new Activity(function, aliases), this, lost).outputs(function);
  }
}
