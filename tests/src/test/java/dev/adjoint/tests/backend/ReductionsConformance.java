package dev.adjoint.tests.backend;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.ReduceOp;
import dev.adjoint.tests.backend.Comparison.Data;
import dev.adjoint.tests.backend.Comparison.Kernel;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;

/**
 * Every reduction over every set of dimensions, softmax, its adjoint, and cumulative sums.
 *
 * <p>Extrema, places, truth values and int64 agree to the bit. A float32 sum of n elements may differ by so many
 * rounding errors of the sum of their magnitudes as n has binary digits, and some; a float64 sum by n, which a simple
 * loop keeps.
 */
final class ReductionsConformance {
  private static final List<Layout> RESULTS = List.of(Layout.CONTIGUOUS, Layout.TRANSPOSED, Layout.SLICED);

  private final Comparison comparison;
  private final List<DynamicTest> tests = new ArrayList<>();

  private ReductionsConformance(Comparison comparison) {
    this.comparison = comparison;
  }

  static List<DynamicTest> tests(Comparison comparison) {
    var all = new ReductionsConformance(comparison);
    for (ReduceOp op : ReduceOp.values()) {
      for (DType dtype : types(op)) {
        all.tests.add(dynamicTest(op + " " + dtype, () -> all.reduce(op, dtype)));
      }
    }
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      all.tests.add(dynamicTest("softmax " + dtype, () -> all.softmax(dtype)));
      all.tests.add(dynamicTest("softmaxPull " + dtype, () -> all.softmaxPull(dtype)));
    }
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64)) {
      all.tests.add(dynamicTest("cumsum " + dtype, () -> all.cumsum(dtype)));
    }
    return all.tests;
  }

  private static List<DType> types(ReduceOp op) {
    return switch (op) {
      case SUM, PROD, MAX, MIN, ARGMAX, ARGMIN -> List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64);
      case NORM2, LOGSUMEXP -> List.of(DType.FLOAT32, DType.FLOAT64);
      case ALL, ANY -> List.of(DType.BOOL);
    };
  }

  private static DType result(ReduceOp op, DType dtype) {
    return switch (op) {
      case ARGMAX, ARGMIN -> DType.INT64;
      case SUM, PROD, MAX, MIN, NORM2, LOGSUMEXP, ALL, ANY -> dtype;
    };
  }

  private static boolean needsAnElement(ReduceOp op) {
    return switch (op) {
      case MAX, MIN, ARGMAX, ARGMIN -> true;
      case SUM, PROD, NORM2, LOGSUMEXP, ALL, ANY -> false;
    };
  }

  /** Rounding errors that a sum of n elements may have, relative to the sum of their magnitudes. */
  private static double roundings(DType dtype, int n) {
    return dtype == DType.FLOAT32 ? 4 + Math.log(n + 1) / Math.log(2) : 4 + n;
  }

  private void reduce(ReduceOp op, DType dtype) {
    var sizesToTry = new ArrayList<>(Sizes.SMALL);
    sizesToTry.addAll(Sizes.LARGE);
    for (int[] sizes : sizesToTry) {
      int n = Sizes.count(sizes);
      Object x = elements(op, dtype, n);
      for (int set = 0; set < 1 << sizes.length; set++) {
        boolean[] reduced = new boolean[sizes.length];
        for (int d = 0; d < sizes.length; d++) {
          reduced[d] = (set >> d & 1) != 0;
        }
        for (Layout from : Layout.values()) {
          if (n > 10_000 && from != Layout.CONTIGUOUS && from != Layout.TRANSPOSED) {
            continue;
          }
          for (Layout to : RESULTS) {
            reduce(op, new Data(from, x, sizes), reduced, to);
          }
        }
      }
    }
    if (dtype.isFloating()) {
      special(op, dtype);
    }
  }

  private static Object elements(ReduceOp op, DType dtype, int n) {
    Object x = Samples.of(dtype, n, 21);
    if (op == ReduceOp.PROD) {
      // Near 1, so that no order of the products overflows.
      for (int i = 0; i < n; i++) {
        switch (x) {
          case float[] floats -> floats[i] = 1 + floats[i] / 256;
          case double[] doubles -> doubles[i] = 1 + doubles[i] / 256;
          default -> {}
        }
      }
    }
    return x;
  }

  private void reduce(ReduceOp op, Data x, boolean[] reduced, Layout to) {
    int[] kept = x.sizes().clone();
    for (int d = 0; d < kept.length; d++) {
      kept[d] = reduced[d] ? 1 : kept[d];
    }
    int results = Sizes.count(kept);
    int count = Sizes.count(x.sizes());
    if (count == 0 && results > 0 && needsAnElement(op)) {
      return;
    }
    DType dtype = type(x.elements());
    var out = new Data(to, Samples.of(result(op, dtype), results, 99), kept);
    Kernel kernel = (backend, in, result) -> backend.reductions().reduce(op, in[0], reduced, result);
    comparison.check(tolerance(op, x, reduced, kept, count / Math.max(1, results)), out, kernel, x);
  }

  private Tolerance tolerance(ReduceOp op, Data x, boolean[] reduced, int[] kept, int n) {
    DType dtype = type(x.elements());
    if (!dtype.isFloating()) {
      return Tolerance.EXACT;
    }
    return switch (op) {
      case SUM -> Tolerance.ulps(1).and(roundings(dtype, n), ofMagnitudes(ReduceOp.SUM, x, reduced, kept));
      case PROD -> Tolerance.ulps(n + 1);
      case NORM2 -> Tolerance.ulps(roundings(dtype, n));
      // The logarithm of a sum of numbers of 1 and less, and the greatest element.
      case LOGSUMEXP -> {
        double[] greatest = n == 0 ? new double[Sizes.count(kept)] : ofMagnitudes(ReduceOp.MAX, x, reduced, kept);
        for (int i = 0; i < greatest.length; i++) {
          greatest[i]++;
        }
        yield Tolerance.ulps(4).and(roundings(dtype, n), greatest);
      }
      case MAX, MIN, ARGMAX, ARGMIN, ALL, ANY -> Tolerance.EXACT;
    };
  }

  /** A reduction of the magnitudes by the reference, in double. */
  private double[] ofMagnitudes(ReduceOp op, Data x, boolean[] reduced, int[] kept) {
    return (double[]) comparison.expected(Data.contiguous(new double[Sizes.count(kept)], kept),
        (backend, in, out) -> backend.reductions().reduce(op, in[0], reduced, out),
        Data.contiguous(magnitudes(x), x.sizes()));
  }

  private double[] magnitudes(Data x) {
    On reference = comparison.reference();
    return Samples.magnitudes(reference.backend().memory().download(x.on(reference)));
  }

  private void special(ReduceOp op, DType dtype) {
    double inf = Double.POSITIVE_INFINITY;
    double[][] some = {{Double.NaN}, {inf}, {-inf}, {inf, -inf}, {-inf, -inf}, {inf, Double.NaN}, {-0.0, 0.0},
        {Double.NaN, Double.NaN}, {Double.MIN_VALUE, -Double.MIN_VALUE}, {-0.0, -0.0}};
    for (int n : new int[] {2, 3, 17, 64, 127, 5000}) {
      for (double[] few : some) {
        for (double others : new double[] {1, few[0]}) {
          double[] x = new double[n];
          Arrays.fill(x, others);
          // In the middle and at the end: where registers are full, and where the rest is.
          x[n / 2] = few[0];
          x[n - 1] = few[few.length - 1];
          Object elements = dtype == DType.FLOAT64 ? x : toFloats(x);
          reduce(op, Data.contiguous(elements, n), new boolean[] {true}, Layout.CONTIGUOUS);
          reduce(op, new Data(Layout.STEPPED, elements, n), new boolean[] {true}, Layout.CONTIGUOUS);
          reduce(op, Data.contiguous(elements, n, 1), new boolean[] {false, true}, Layout.CONTIGUOUS);
        }
      }
    }
  }

  private static float[] toFloats(double[] x) {
    float[] floats = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      floats[i] = (float) x[i];
    }
    return floats;
  }

  private static DType type(Object elements) {
    return switch (elements) {
      case float[] _ -> DType.FLOAT32;
      case double[] _ -> DType.FLOAT64;
      case long[] _ -> DType.INT64;
      case boolean[] _ -> DType.BOOL;
      default -> throw new IllegalArgumentException(elements.getClass().getTypeName());
    };
  }

  /** What is done with each case of an operation along a dimension. */
  private interface AlongCase {
    void run(Data x, int dim, Data out);
  }

  private void along(DType dtype, AlongCase test) {
    var sizesToTry = new ArrayList<>(Sizes.SMALL);
    sizesToTry.addAll(Sizes.LARGE);
    sizesToTry.add(new int[] {128, 1000});
    for (int[] sizes : sizesToTry) {
      int n = Sizes.count(sizes);
      Object x = Samples.of(dtype, n, 22);
      for (int dim = 0; dim < sizes.length; dim++) {
        for (Layout from : Layout.values()) {
          if (n <= 10_000 || from == Layout.CONTIGUOUS) {
            test.run(new Data(from, x, sizes), dim, Data.contiguous(Samples.of(dtype, n, 99), sizes));
          }
        }
        if (n <= 10_000) {
          for (Layout to : RESULTS) {
            test.run(Data.contiguous(x, sizes), dim, new Data(to, Samples.of(dtype, n, 99), sizes));
          }
        }
      }
    }
    if (dtype.isFloating()) {
      double inf = Double.POSITIVE_INFINITY;
      double[] x = {-inf, 1, 2, -inf, -inf, -inf, inf, 1, 2, Double.NaN, 1, 2, 1000, -1000, 1000, -80, -80, 20};
      Object elements = dtype == DType.FLOAT64 ? x : toFloats(x);
      Object out = Samples.of(dtype, x.length, 99);
      test.run(Data.contiguous(elements, 6, 3), 1, Data.contiguous(out, 6, 3));
      test.run(new Data(Layout.TRANSPOSED, elements, 6, 3), 1, Data.contiguous(out, 6, 3));
    }
  }

  private void softmax(DType dtype) {
    along(dtype, (x, dim, out) -> {
      int n = x.sizes()[dim];
      double[] magnitudes = magnitudes(x);
      double greatest = 0;
      for (double m : magnitudes) {
        greatest = Double.isFinite(m) ? Math.max(greatest, m) : greatest;
      }
      double[] scale = new double[magnitudes.length];
      Arrays.fill(scale, 1 + greatest);
      // The rounding of x - max, which is at most 2 max |x|, is one of the exponential relative to it.
      comparison.check(Tolerance.ulps(8 + 4 * Math.min(greatest, 8) + roundings(dtype, n)), out,
          (backend, in, result) -> backend.reductions().softmax(in[0], dim, false, result), x);
      comparison.check(Tolerance.ulps(4).and(8 + roundings(dtype, n), scale), out,
          (backend, in, result) -> backend.reductions().softmax(in[0], dim, true, result), x);
    });
  }

  private void softmaxPull(DType dtype) {
    along(dtype, (x, dim, out) -> {
      int n = x.sizes()[dim];
      for (boolean logarithm : new boolean[] {false, true}) {
        Object y = comparison.expected(Data.contiguous(out.elements(), x.sizes()),
            (backend, in, result) -> backend.reductions().softmax(in[0], dim, logarithm, result), x);
        Object s = Samples.of(dtype, Array.getLength(y), 23);
        double[] scale = new double[Array.getLength(y)];
        // Seeds are at most 4; the values of softmax sum to 1, and those of its logarithm's exponential too.
        Arrays.fill(scale, logarithm ? 4.0 * (n + 1) : 8);
        Kernel kernel =
            (backend, in, result) -> backend.reductions().softmaxPull(in[0], in[1], dim, logarithm, result);
        Tolerance tolerance = Tolerance.ulps(4).and(roundings(dtype, n), scale);
        comparison.check(tolerance, out, kernel, new Data(x.layout(), y, x.sizes()), Data.contiguous(s, x.sizes()));
        comparison.check(tolerance, out, kernel, Data.contiguous(y, x.sizes()), new Data(x.layout(), s, x.sizes()));
      }
    });
  }

  private void cumsum(DType dtype) {
    along(dtype, (x, dim, out) -> {
      for (boolean reverse : new boolean[] {false, true}) {
        Kernel kernel = (backend, in, result) -> backend.reductions().cumsum(in[0], dim, reverse, result);
        Tolerance tolerance = Tolerance.EXACT;
        if (dtype.isFloating()) {
          var data = Data.contiguous(magnitudes(x), x.sizes());
          tolerance = Tolerance.ulps(1).and(4 + x.sizes()[dim], (double[]) comparison.expected(data, kernel, data));
        }
        comparison.check(tolerance, out, kernel, x);
      }
    });
  }
}
