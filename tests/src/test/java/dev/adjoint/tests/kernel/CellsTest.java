package dev.adjoint.tests.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.processor.analysis.subscript.Atom;
import dev.adjoint.processor.analysis.subscript.Cells;
import dev.adjoint.processor.analysis.subscript.Counter;
import dev.adjoint.processor.analysis.subscript.Polynomial;
import dev.adjoint.processor.analysis.subscript.Subscript;
import dev.adjoint.processor.analysis.subscript.Subscripts;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is proved of places in arrays holds, when all iterations are tried. */
class CellsTest {
  private static final int PROGRAMS = 20_000;

  private final Random random = new Random(20);
  private final Value n = new Value(Type.INT, "n");
  private final Value m = new Value(Type.INT, "m");
  private final Value i = new Value(Type.INT, "i");
  private final Value j = new Value(Type.INT, "j");
  private final Value k = new Value(Type.INT, "k");

  private static Polynomial of(Value v) {
    return Polynomial.of(new Atom.Parameter(v));
  }

  private static Polynomial counter(Value v) {
    return Polynomial.of(new Atom.Counter(v));
  }

  private Polynomial bound() {
    return switch (random.nextInt(5)) {
      case 0 -> of(n);
      case 1, 2 -> of(m);
      case 3 -> of(m).minus(Polynomial.ONE);
      default -> Polynomial.of(random.nextInt(1, 4));
    };
  }

  private Counter range(Value v, boolean parallel) {
    return new Counter(v, parallel, Polynomial.of(random.nextInt(4) == 0 ? 1 : 0), bound());
  }

  private Polynomial stride() {
    return switch (random.nextInt(8)) {
      case 0 -> of(m);
      case 1 -> of(n);
      case 2 -> of(m).times(of(n));
      case 3 -> of(m).times(Polynomial.of(2));
      case 4 -> Polynomial.ZERO;
      default -> Polynomial.of(random.nextInt(1, 4));
    };
  }

  private Subscript place(List<Counter> counters, Map<Value, Polynomial> strides) {
    Polynomial p = Polynomial.of(random.nextInt(3));
    if (random.nextInt(5) == 0) {
      p = p.plus(of(m));
    }
    for (Counter c : counters) {
      Polynomial s = random.nextInt(6) == 0 ? stride() : strides.get(c.value());
      p = p.plus(s.times(counter(c.value())));
    }
    return Subscript.of(p);
  }

  private static long value(Polynomial p, Map<Value, Integer> at) {
    long sum = 0;
    for (var term : p.terms().entrySet()) {
      long product = term.getValue();
      for (var power : term.getKey().entrySet()) {
        Value v = power.getKey() instanceof Atom.Parameter a ? a.value() : ((Atom.Counter) power.getKey()).value();
        for (int e = 0; e < power.getValue(); e++) {
          product *= at.get(v);
        }
      }
      sum += product;
    }
    return sum;
  }

  private static long place(Subscript s, Map<Value, Integer> at) {
    long sum = value(s.base(), at);
    for (var e : s.strides().entrySet()) {
      sum += value(e.getValue(), at) * at.get(e.getKey());
    }
    return sum;
  }

  /** All values of the counters from the d-th on. */
  private static void each(List<Counter> counters, int d, Map<Value, Integer> at, Runnable body) {
    if (d == counters.size()) {
      body.run();
      return;
    }
    Counter c = counters.get(d);
    for (long x = value(c.from(), at); x < value(c.to(), at); x++) {
      at.put(c.value(), (int) x);
      each(counters, d + 1, at, body);
    }
  }

  @Test
  void whatIsProvedHoldsForAllIterations() {
    int own = 0;
    int injective = 0;
    int inverses = 0;
    for (int program = 0; program < PROGRAMS; program++) {
      var parallel = new ArrayList<Counter>();
      parallel.add(range(i, true));
      if (random.nextBoolean()) {
        parallel.add(range(j, true));
      }
      var all = new ArrayList<>(parallel);
      if (random.nextBoolean()) {
        all.add(range(k, false));
      }
      Map<Value, Polynomial> strides = new HashMap<>();
      all.forEach(c -> strides.put(c.value(), stride()));
      var places = new ArrayList<Subscript>();
      for (int p = random.nextInt(1, 4); p > 0; p--) {
        places.add(place(all, strides));
      }
      var f = new Function("f", "f", List.of(n, m), List.of(false, false), List.of(), Block.of(List.of(), List.of()), Span.NONE);
      var cells = new Cells(new Subscripts(f, all), parallel);
      if (cells.own(places)) {
        own++;
        checkOwn(places, parallel, all);
      }
      if (cells.injective(places.getFirst(), all.stream().map(Counter::value).toList())) {
        injective++;
        checkInjective(places.getFirst(), all);
      }
      Cells.Inverse inverse = cells.inverse(places);
      if (inverse != null) {
        inverses++;
        places.forEach(p -> checkInverse(inverse, p, parallel));
      }
    }
    assertTrue(own > 500 && injective > 500 && inverses > 500, own + ", " + injective + ", " + inverses);
  }

  private void sizes(java.util.function.Consumer<Map<Value, Integer>> body) {
    for (int a = 0; a < 4; a++) {
      for (int b = 0; b < 4; b++) {
        body.accept(new HashMap<>(Map.of(n, a, m, b)));
      }
    }
  }

  private void checkOwn(List<Subscript> places, List<Counter> parallel, List<Counter> all) {
    sizes(at -> {
      Map<Long, List<Integer>> owner = new HashMap<>();
      each(all, 0, at, () -> {
        List<Integer> iteration = parallel.stream().map(c -> at.get(c.value())).toList();
        places.forEach(p -> assertEquals(owner.computeIfAbsent(place(p, at), x -> iteration), iteration, () -> places + " " + all));
      });
    });
  }

  private void checkInjective(Subscript place, List<Counter> all) {
    sizes(at -> {
      Map<Long, Integer> seen = new HashMap<>();
      each(all, 0, at, () -> assertEquals(1, seen.merge(place(place, at), 1, Integer::sum), () -> place + " " + all));
    });
  }

  private void checkInverse(Cells.Inverse inverse, Subscript place, List<Counter> parallel) {
    sizes(at -> each(parallel, 0, at, () -> {
      int stride = (int) value(inverse.stride(), at);
      long rest = place(place, at) - value(place.base(), at);
      if (inverse.inner() == null) {
        assertEquals((int) at.get(inverse.outer().value()), Math.floorDiv(rest, stride));
        return;
      }
      long outer = Math.floorDiv(rest - value(inverse.inner().from(), at), stride);
      assertEquals((long) at.get(inverse.outer().value()), outer, () -> place + " " + parallel);
      assertEquals((long) at.get(inverse.inner().value()), rest - outer * stride);
    }));
  }

  @Test
  void theUsualPlacesAreProved() {
    var rows = new Counter(i, true, Polynomial.ZERO, of(n));
    var columns = new Counter(j, true, Polynomial.ONE, of(m).minus(Polynomial.ONE));
    var inner = new Counter(k, false, Polynomial.ZERO, of(m));
    var f = new Function("f", "f", List.of(n, m), List.of(false, false), List.of(), Block.of(List.of(), List.of()), Span.NONE);
    var subscripts = new Subscripts(f, List.of(rows, columns, inner));
    var one = new Cells(subscripts, List.of(rows));
    var two = new Cells(subscripts, List.of(rows, columns));
    Polynomial three = Polynomial.of(3);
    assertTrue(one.own(List.of(Subscript.of(counter(i)))));
    assertTrue(one.own(List.of(Subscript.of(counter(i).times(three)), Subscript.of(counter(i).times(three).plus(Polynomial.of(2))))));
    assertTrue(one.own(List.of(Subscript.of(counter(i).times(of(m)).plus(counter(k))))));
    assertTrue(one.own(List.of(Subscript.of(counter(k).times(of(n)).plus(counter(i))))));
    assertTrue(two.own(List.of(Subscript.of(counter(i).times(of(m)).plus(counter(j))))));
    assertEquals(null, one.inverse(List.of(Subscript.of(counter(i).times(of(m))))));
  }
}
