package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.analysis.Kept;
import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.source.Requests;
import dev.adjoint.processor.transform.reverse.Reverse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What reverse mode of the methods of one class stores: collected while they are differentiated, held against
 * {@code maxTapeBytesPerIteration}, and reported on request.
 */
final class Storage {
  private record Method(String name, Function inlined, List<StorageReport.Column> columns) {}

  private final Map<String, Method> methods = new LinkedHashMap<>();
  private final Map<String, Kept> helpers = new LinkedHashMap<>();
  private final List<StorageReport.Column> helperColumns = new ArrayList<>();

  /** Notes a method's derivatives. */
  void method(String key, Function inlined, Reverse.Vjp vjp, Reverse.Split split) {
    String name = inlined.name();
    var whole = new StorageReport.Column(name + "Vjp", name + "Vjp", vjp.function(),
        new Kept(vjp.function(), vjp.choices().caches(), helpers), vjp.choices());
    methods.put(key, new Method(name, inlined, List.of(whole, halves(name + "Forward", name + "Reverse", split))));
  }

  /** Notes a helper that stays a call. */
  void helper(String forward, String reverse, Reverse.Split split) {
    StorageReport.Column column = halves(forward, reverse, split);
    helpers.put(forward, column.kept());
    helperColumns.add(column);
  }

  private StorageReport.Column halves(String forward, String reverse, Reverse.Split split) {
    return new StorageReport.Column(forward, reverse, split.reverse(), new Kept(split.forward(), split.choices().caches(), helpers),
        split.choices());
  }

  /** Refuses what keeps more than it may. */
  void check(String key, Requests requests, Diagnostics diagnostics) {
    Method method = methods.get(key);
    if (method == null || requests.maxTapeBytes() < 0) {
      return;
    }
    Kept whole = method.columns().getFirst().kept();
    check(whole, requests.maxTapeBytes(), diagnostics);
    for (Kept.Item item : whole.items()) {
      if (item.callee() != null && helpers.containsKey(item.callee())) {
        check(helpers.get(item.callee()), requests.maxTapeBytes(), diagnostics);
      }
    }
  }

  private static void check(Kept kept, int limit, Diagnostics diagnostics) {
    kept.loops().forEach((loop, bound) -> {
      if (bound.bytes() > limit || bound.unbounded() != null) {
        List<Kept.Item> items = kept.items().stream().filter(i -> i.loop() == loop && !i.passing()).toList();
        Kept.Item largest = items.stream().max(Comparator.comparing(Kept.Item::elements).thenComparingLong(Kept.Item::total)
            .thenComparing(i -> i.span() != loop)).orElseThrow();
        String size = bound.unbounded() == null ? bound.bytes() + " bytes"
            : bound.bytes() == 0 ? bound.unbounded() : bound.bytes() + " bytes and " + bound.unbounded();
        diagnostics.report(Message.TAPE_LIMIT, largest.span(), String.valueOf(loop.line()), size, String.valueOf(limit));
      }
    });
  }

  /** The table of a method, with those of the helpers that it or they call; null if there is no reverse mode. */
  String report(String key, java.util.function.Function<Span, String> source) {
    Method method = methods.get(key);
    if (method == null) {
      return null;
    }
    var text = new StringBuilder(StorageReport.of("Reverse mode of " + method.name() + ", bytes stored in each iteration:",
        method.inlined(), method.columns(), source));
    var reached = new LinkedHashMap<String, StorageReport.Column>();
    method.columns().forEach(c -> reach(c.kept(), reached));
    reached.forEach((name, column) ->
        text.append(StorageReport.of("Its helper " + name + ":", null, List.of(column), source)));
    return text.toString();
  }

  private void reach(Kept kept, Map<String, StorageReport.Column> reached) {
    Set<String> known = Set.copyOf(reached.keySet());
    for (Kept.Item item : kept.items()) {
      for (StorageReport.Column column : helperColumns) {
        if (column.stores().equals(item.callee()) && !known.contains(item.callee())
            && reached.putIfAbsent(item.callee(), column) == null) {
          reach(column.kept(), reached);
        }
      }
    }
  }
}
