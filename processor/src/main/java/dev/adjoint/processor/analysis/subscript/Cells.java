package dev.adjoint.processor.analysis.subscript;

import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Whether places in one array belong to single iterations of parallel loops. The proof is that of nested windows: in some order
 * of the strides, the places that all smaller ones reach together lie within each stride, so that steps of a counter never meet
 * (the extended GCD tests of dependence analysis are not needed for what kernels write: R. Allen, K. Kennedy, Optimizing
 * Compilers for Modern Architectures, 2001, chapter 3).
 */
public final class Cells {
  private static final int MOST_STRIDES = 4;

  private final Subscripts subscripts;
  private final List<Counter> parallel;

  /** Over the loops of a function. */
  public Cells(Subscripts subscripts, List<Counter> parallel) {
    this.subscripts = subscripts;
    this.parallel = List.copyOf(parallel);
  }

  /** Whether no two iterations of the parallel loops touch the same of these places. */
  public boolean own(Collection<Subscript> places) {
    var counters = new ArrayList<Value>();
    parallel.forEach(c -> counters.add(c.value()));
    return places.isEmpty() || anyOrder(List.copyOf(places), Set.copyOf(counters));
  }

  /** Whether a place is another one for each combination of the counters. */
  public boolean injective(Subscript place, Collection<Value> counters) {
    return place.strides().keySet().containsAll(counters) && anyOrder(List.of(place), Set.copyOf(counters));
  }

  /**
   * Which iteration touched a cell: {@code outer = floorDiv(cell - offset - inner.from, stride)}, {@code inner} the rest.
   *
   * @param outer the counter with the stride
   * @param inner the counter with stride 1, or null if there is one loop
   */
  public record Inverse(Counter outer, Counter inner, Polynomial stride) {}

  /** How to find the iteration from the cell and the place's base, the same for all of the places; null if it is not known. */
  public Inverse inverse(Collection<Subscript> places) {
    Map<Value, Polynomial> strides = places.iterator().next().strides();
    if (strides.size() != parallel.size() || !places.stream().allMatch(p -> p.strides().equals(strides))) {
      return null;
    }
    if (parallel.size() == 1) {
      Polynomial stride = strides.get(parallel.getFirst().value());
      Long c = stride == null ? null : stride.constant();
      return c != null && c > 0 ? new Inverse(parallel.getFirst(), null, stride) : null;
    }
    for (int k = 0; k < 2; k++) {
      Counter outer = parallel.get(k);
      Counter inner = parallel.get(1 - k);
      Polynomial stride = strides.get(outer.value());
      if (stride != null && Polynomial.ONE.equals(strides.get(inner.value()))
          && atMost(inner.to().minus(inner.from()), stride)) {
        return new Inverse(outer, inner, stride);
      }
    }
    return null;
  }

  private static boolean atMost(Polynomial a, Polynomial b) {
    Long difference = a.minus(b).constant();
    return difference != null && difference <= 0;
  }

  private boolean anyOrder(List<Subscript> places, Set<Value> separate) {
    var strides = new LinkedHashSet<Polynomial>();
    places.forEach(p -> strides.addAll(p.strides().values()));
    return strides.size() <= MOST_STRIDES && anyOrder(places, separate, new ArrayList<>(), new ArrayList<>(strides));
  }

  private boolean anyOrder(List<Subscript> places, Set<Value> separate, List<Polynomial> order, List<Polynomial> rest) {
    if (rest.isEmpty()) {
      return nested(places, separate, order);
    }
    for (int i = 0; i < rest.size(); i++) {
      var longer = new ArrayList<>(order);
      longer.add(rest.get(i));
      var shorter = new ArrayList<>(rest);
      shorter.remove(i);
      if (anyOrder(places, separate, longer, shorter)) {
        return true;
      }
    }
    return false;
  }

  /** The range of places that the strides so far reach, for each place. */
  private static final class Reach {
    Polynomial from;
    Polynomial to;

    Reach(Polynomial at) {
      from = at;
      to = at;
    }
  }

  private boolean nested(List<Subscript> places, Set<Value> separate, List<Polynomial> order) {
    var reach = new HashMap<Integer, Reach>();
    for (int i = 0; i < places.size(); i++) {
      reach.put(i, new Reach(places.get(i).base()));
    }
    var separated = new HashSet<Value>();
    for (int level = 0; level < order.size(); level++) {
      Polynomial stride = order.get(level);
      var here = new LinkedHashSet<Value>();
      boolean everywhere = true;
      for (Subscript p : places) {
        var own = p.strides().entrySet().stream().filter(e -> e.getValue().equals(stride)).map(Map.Entry::getKey).toList();
        here.addAll(own);
        everywhere &= own.size() == 1;
      }
      boolean windows = fits(reach.values(), stride);
      if (here.stream().anyMatch(separate::contains)) {
        // one counter must have this stride in every place, else its steps could meet those of another
        if (here.size() != 1 || !everywhere || !windows) {
          return false;
        }
        separated.addAll(here);
      }
      // below the parallel ones inner counters may meet; above, their windows have to be apart as well
      Long constant = stride.constant();
      if (!windows && (!separated.isEmpty() || constant == null || constant < 0)) {
        return false;
      }
      if (level + 1 < order.size() && !extend(places, reach, stride)) {
        return false;
      }
    }
    return separated.containsAll(separate);
  }

  /** Whether all ranges together are no longer than the stride. */
  private static boolean fits(Collection<Reach> reach, Polynomial stride) {
    Polynomial from = null;
    Polynomial to = null;
    for (Reach r : reach) {
      from = from == null ? r.from : extreme(from, r.from, -1);
      to = to == null ? r.to : extreme(to, r.to, 1);
      if (from == null || to == null) {
        return false;
      }
    }
    return atMost(to.minus(from).plus(Polynomial.ONE), stride);
  }

  /** The lesser (-1) or greater (1) of two, or null if it is not known. */
  private static Polynomial extreme(Polynomial a, Polynomial b, int sign) {
    Long difference = a.minus(b).constant();
    return difference == null ? null : difference * sign >= 0 ? a : b;
  }

  private boolean extend(List<Subscript> places, Map<Integer, Reach> reach, Polynomial stride) {
    for (int i = 0; i < places.size(); i++) {
      Reach r = reach.get(i);
      for (var e : places.get(i).strides().entrySet()) {
        if (!e.getValue().equals(stride)) {
          continue;
        }
        Counter c = subscripts.counter(e.getKey());
        if (c == null || c.from() == null || !c.from().isUniform() || !c.to().isUniform()) {
          return false;
        }
        r.from = r.from.plus(stride.times(c.from()));
        r.to = r.to.plus(stride.times(c.to().minus(Polynomial.ONE)));
      }
    }
    return true;
  }

  /** Whether two uniform places are certainly different ones. */
  public static boolean differ(Polynomial a, Polynomial b) {
    Long difference = a.minus(b).constant();
    return difference != null && !Objects.equals(difference, 0L);
  }
}
