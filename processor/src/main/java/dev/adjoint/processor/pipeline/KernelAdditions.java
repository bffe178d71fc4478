package dev.adjoint.processor.pipeline;

import dev.adjoint.processor.analysis.subscript.Cells;
import dev.adjoint.processor.analysis.subscript.Polynomial;
import dev.adjoint.processor.analysis.subscript.Subscript;
import dev.adjoint.processor.analysis.subscript.Subscripts;
import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.ArrayKernel;
import dev.adjoint.processor.ir.ArrayKernel.Accumulation;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.kernel.Iteration;
import dev.adjoint.processor.transform.kernel.IterationAdjoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the additions to each adjoint array of a kernel are kept apart, in this order of preference: each iteration adds to cells of
 * its own; each cell is collected from the iterations that read it, which are found from its place; places that all iterations
 * read are summed up; or the additions are atomic.
 */
final class KernelAdditions {
  /** Collecting runs the adjoint once for each read of a cell. */
  private static final int MOST_GATHERS = 16;
  private static final int MOST_SUMS = 16;

  private final Iteration iteration;
  private final IterationAdjoint adjoint;
  private final Set<Value> outputs;
  private final boolean deterministic;
  private final Diagnostics diagnostics;
  private final Subscripts subscripts;
  private final Cells proof;
  private final Map<Value, List<Op.Accumulate>> additions = new LinkedHashMap<>();
  private final Map<Op.Accumulate, Accumulation> accumulations = new IdentityHashMap<>();
  private final List<ArrayKernel.Gather> gathers = new ArrayList<>();
  private final List<ArrayKernel.Sum> sums = new ArrayList<>();
  private final Map<Value, String> words = new HashMap<>();

  KernelAdditions(Iteration iteration, IterationAdjoint adjoint, Set<Value> outputs, boolean deterministic, Diagnostics diagnostics) {
    this.iteration = iteration;
    this.adjoint = adjoint;
    this.outputs = outputs;
    this.deterministic = deterministic;
    this.diagnostics = diagnostics;
    this.subscripts = new Subscripts(adjoint.function(), iteration.counters());
    this.proof = new Cells(subscripts, iteration.counters());
  }

  void decide() {
    Function method = iteration.method();
    for (int k = 0; k < method.params().size(); k++) {
      if (method.wrt().get(k) && method.params().get(k).type().isFloating()) {
        sums.add(new ArrayKernel.Sum(k, null));
        words.put(method.params().get(k), "summed over all iterations");
      }
    }
    var all = new ArrayList<Op.Accumulate>();
    all(adjoint.function().body(), all);
    all.forEach(a -> additions.computeIfAbsent(a.array(), x -> new ArrayList<>()).add(a));
    adjoint.arrays().forEach((shadow, array) -> array(array, additions.getOrDefault(shadow, List.of())));
  }

  /** The adjoint without what is collected, whose additions from here on are those that were decided. */
  Function remaining() {
    var before = new ArrayList<Op.Accumulate>();
    all(adjoint.function().body(), before);
    before.removeIf(a -> !accumulations.containsKey(a));
    Function rest = adjoint.with(accumulations::containsKey);
    var after = new ArrayList<Op.Accumulate>();
    all(rest.body(), after);
    after.removeIf(a -> !adjoint.arrays().containsKey(a.array()));
    if (before.size() != after.size()) {
      throw new IllegalStateException("additions got lost: " + before.size() + ", " + after.size());
    }
    for (int k = 0; k < after.size(); k++) {
      accumulations.put(after.get(k), accumulations.get(before.get(k)));
    }
    return rest;
  }

  Map<Op.Accumulate, Accumulation> accumulations() {
    return accumulations;
  }

  List<ArrayKernel.Gather> gathers() {
    return gathers;
  }

  List<ArrayKernel.Sum> sums() {
    return sums;
  }

  /** How the adjoint of a parameter comes about, in words; null if it has none. */
  String how(Value param) {
    return words.get(param);
  }

  private static void all(Block block, List<Op.Accumulate> found) {
    for (Op op : block.ops()) {
      if (op instanceof Op.Accumulate a) {
        found.add(a);
      }
      Ops.blocks(op).forEach(b -> all(b, found));
    }
  }

  private void array(Value array, List<Op.Accumulate> all) {
    Map<Op.Accumulate, Subscript> places = new LinkedHashMap<>();
    var common = new ArrayList<Op.Accumulate>();
    var rest = new ArrayList<Op.Accumulate>();
    for (Op.Accumulate a : all) {
      Subscript place = subscripts.subscript(a.index());
      places.put(a, place);
      (place != null && place.isUniform() && !outputs.contains(array) ? common : rest).add(a);
    }
    if (common.stream().map(a -> places.get(a).base()).distinct().count() > MOST_SUMS) {
      rest.addAll(common);
      common.clear();
    }
    if (!rest.isEmpty()) {
      apart(array, rest, places);
    } else {
      words.put(array, common.isEmpty() ? "zero where it is written" : null);
    }
    common(array, common, places);
  }

  private void apart(Value array, List<Op.Accumulate> all, Map<Op.Accumulate, Subscript> places) {
    List<Subscript> known = all.stream().map(places::get).filter(p -> p != null).toList();
    boolean affine = known.size() == all.size();
    if (affine && proof.own(known)) {
      all.forEach(a -> accumulations.put(a, new Accumulation.Own()));
      words.put(array, "each iteration adds to cells of its own");
      return;
    }
    Cells.Inverse inverse = affine ? proof.inverse(known) : null;
    Map<Polynomial, List<Op.Accumulate>> reads = new LinkedHashMap<>();
    if (inverse != null) {
      all.forEach(a -> reads.computeIfAbsent(places.get(a).base(), b -> new ArrayList<>()).add(a));
    }
    if (inverse != null && reads.size() <= MOST_GATHERS) {
      int param = iteration.method().params().indexOf(array);
      boolean outerFirst = inverse.outer() == iteration.counters().getFirst();
      reads.forEach((offset, group) -> gathers.add(new ArrayKernel.Gather(param,
          iteration.places(List.of(offset, inverse.stride())), outerFirst, adjoint.only(group::contains))));
      words.put(array, "each cell is collected from the " + (reads.size() == 1 ? "iteration that reads" : reads.size()
          + " iterations that read") + " it");
      return;
    }
    words.put(array, "added with atomic operations, in any order");
    for (Op.Accumulate a : all) {
      if (deterministic) {
        diagnostics.report(Message.KERNEL_ATOMICS, a.span(), array.name());
        return;
      }
      accumulations.put(a, new Accumulation.Atomic());
    }
  }

  private void common(Value array, List<Op.Accumulate> all, Map<Op.Accumulate, Subscript> places) {
    int param = iteration.method().params().indexOf(array);
    Map<Polynomial, Integer> known = new LinkedHashMap<>();
    for (Op.Accumulate a : all) {
      Polynomial place = places.get(a).base();
      Integer sum = known.get(place);
      if (sum == null) {
        sum = sums.size();
        known.put(place, sum);
        sums.add(new ArrayKernel.Sum(param, iteration.places(List.of(place))));
      }
      accumulations.put(a, new Accumulation.Summed(sum));
    }
    if (!all.isEmpty()) {
      words.merge(array, "summed over all iterations", (a, b) -> a + "; at places that all of them read, " + b);
    }
  }
}
