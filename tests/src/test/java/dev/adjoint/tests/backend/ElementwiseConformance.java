package dev.adjoint.tests.backend;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.tests.backend.Comparison.Data;
import dev.adjoint.tests.backend.Comparison.Kernel;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.DynamicTest;

/**
 * Every elementwise function on every element type it takes.
 *
 * <p>What is made of one rounding, or of several that the contract puts in order, agrees to the bit; so do comparisons
 * and selections. {@link #tolerance(UnaryOp, Supplier)} and {@link #tolerance(BinaryOp, Supplier)} say what the others
 * may differ by.
 */
final class ElementwiseConformance {
  private static final List<DType> FLOATING = List.of(DType.FLOAT32, DType.FLOAT64);
  private static final List<DType> NUMBERS = List.of(DType.FLOAT32, DType.FLOAT64, DType.INT64);
  private static final List<DType> BOOL = List.of(DType.BOOL);
  /** For functions that are within an ulp or two in good libraries. */
  private static final Tolerance FUNCTION = Tolerance.ulps(4);

  private final Comparison comparison;
  private final List<DynamicTest> tests = new ArrayList<>();

  private ElementwiseConformance(Comparison comparison) {
    this.comparison = comparison;
  }

  static List<DynamicTest> tests(Comparison comparison) {
    var all = new ElementwiseConformance(comparison);
    for (UnaryOp op : UnaryOp.values()) {
      types(op).forEach(dtype -> all.add(op, dtype, () -> all.unary(op, dtype)));
    }
    for (BinaryOp op : BinaryOp.values()) {
      types(op).forEach(dtype -> all.add(op, dtype, () -> all.binary(op, dtype)));
    }
    for (TernaryOp op : TernaryOp.values()) {
      types(op).forEach(dtype -> all.add(op, dtype, () -> all.ternary(op, dtype)));
    }
    for (DType dtype : DType.values()) {
      for (CompareOp op : CompareOp.values()) {
        all.add(op, dtype, () -> all.compare(op, dtype));
      }
      all.tests.add(dynamicTest("where " + dtype, () -> all.where(dtype)));
    }
    return all.tests;
  }

  private void add(Enum<?> op, DType dtype, Runnable test) {
    tests.add(dynamicTest(op + " " + dtype, test::run));
  }

  private static List<DType> types(UnaryOp op) {
    return switch (op) {
      case NOT -> BOOL;
      case NEG, ABS, SIGN, SQUARE, RELU -> NUMBERS;
      case EXP, EXPM1, LOG, LOG1P, SQRT, RSQRT, RECIPROCAL, SIN, COS, TAN, TANH, SIGMOID, ERF, GELU, SOFTPLUS, FLOOR,
          CEIL, ROUND -> FLOATING;
    };
  }

  private static List<DType> types(BinaryOp op) {
    return switch (op) {
      case AND, OR, XOR -> BOOL;
      case ADD, SUB, MUL, POW, REMAINDER, MAX, MIN -> NUMBERS;
      case DIV, ATAN2, SEED_MUL, SEED_DIV, TANH_PULL, SIGMOID_PULL, RELU_PULL, GELU_PULL, SOFTPLUS_PULL, SQRT_PULL ->
          FLOATING;
    };
  }

  private static List<DType> types(TernaryOp op) {
    return switch (op) {
      case ADD_MUL, CLAMP, WITHIN -> NUMBERS;
      case ADD_DIV, LERP -> FLOATING;
    };
  }

  private static Tolerance tolerance(UnaryOp op, Supplier<double[]> x) {
    return switch (op) {
      case NOT, NEG, ABS, SQUARE, RELU, SQRT, RECIPROCAL, FLOOR, CEIL, ROUND -> Tolerance.EXACT;
      case SIGN -> Tolerance.EQUAL;
      // Two roundings, each of half an ulp, and the first one is divided by.
      case RSQRT -> Tolerance.ulps(2);
      case EXP, EXPM1, LOG, LOG1P, SIN, COS, TAN, TANH, SIGMOID, ERF, SOFTPLUS -> FUNCTION;
      // 1 + erf(x / sqrt(2)) cancels where x is far below 0; what remains is accurate relative to x.
      case GELU -> FUNCTION.and(4, x.get());
    };
  }

  private static Tolerance tolerance(BinaryOp op, Supplier<double[]> seed) {
    return switch (op) {
      case AND, OR, XOR, ADD, SUB, MUL, REMAINDER, MAX, MIN, DIV, SEED_MUL, SEED_DIV, RELU_PULL, SQRT_PULL ->
          Tolerance.EXACT;
      case POW, ATAN2, SIGMOID_PULL, SOFTPLUS_PULL -> FUNCTION;
      // 1 - y^2 cancels where y is near 1, and so do the two terms of the derivative of GELU near its root.
      case TANH_PULL, GELU_PULL -> FUNCTION.and(8, seed.get());
    };
  }

  private void unary(UnaryOp op, DType dtype) {
    Kernel kernel = (backend, in, out) -> backend.elementwise().unary(op, in[0], out);
    for (int[] sizes : Sizes.SMALL) {
      Object x = Samples.of(dtype, Sizes.count(sizes), 1);
      for (Layout from : Layout.values()) {
        for (Layout to : Layout.ofResults()) {
          unary(op, kernel, new Data(from, x, sizes), new Data(to, result(dtype, sizes), sizes));
        }
      }
      for (Layout layout : Layout.ofResults()) {
        var data = new Data(layout, x, sizes);
        comparison.checkInPlace(tolerance(op, magnitudes(data)), 0, kernel, data);
      }
    }
    for (int[] sizes : Sizes.LARGE) {
      Object x = Samples.of(dtype, Sizes.count(sizes), 2);
      for (Layout from : List.of(Layout.CONTIGUOUS, Layout.TRANSPOSED, Layout.EXPANDED_FIRST)) {
        unary(op, kernel, new Data(from, x, sizes), Data.contiguous(result(dtype, sizes), sizes));
      }
    }
    Object special = Samples.special(dtype);
    for (Layout from : List.of(Layout.CONTIGUOUS, Layout.STEPPED)) {
      // More than twice, so that every number meets the loop over vectors and the rest of it.
      int n = 3 * Array.getLength(special) + 1;
      unary(op, kernel, new Data(from, Samples.cycle(special, 1, n), n), Data.contiguous(result(dtype, n), n));
    }
  }

  private void unary(UnaryOp op, Kernel kernel, Data x, Data out) {
    comparison.check(tolerance(op, magnitudes(x)), out, kernel, x);
  }

  private void binary(BinaryOp op, DType dtype) {
    Kernel kernel = (backend, in, out) -> backend.elementwise().binary(op, in[0], in[1], out);
    Kernel squared = (backend, in, out) -> backend.elementwise().binary(op, in[0], in[0], out);
    Scalar number = dtype == DType.BOOL ? Scalar.of(true) : dtype == DType.INT64 ? Scalar.of(3) : Scalar.of(0.7);
    for (int[] sizes : Sizes.SMALL) {
      int n = Sizes.count(sizes);
      Object a = op == BinaryOp.POW ? Samples.of(dtype, n, 3) : right(op, Samples.of(dtype, n, 3));
      Object b = right(op, Samples.of(dtype, n, 4));
      for (Layout layout : Layout.values()) {
        var plainA = Data.contiguous(a, sizes);
        var plainB = Data.contiguous(b, sizes);
        var laidA = new Data(layout, a, sizes);
        var laidB = new Data(layout, b, sizes);
        var out = Data.contiguous(result(dtype, sizes), sizes);
        binary(op, kernel, laidA, plainB, out);
        binary(op, kernel, plainA, laidB, out);
        binary(op, kernel, laidA, laidB, out);
        binary(op, kernel, new Data(Layout.TRANSPOSED, a, sizes), laidB, out);
        scalars(op, number, laidA, laidB, out);
        if (Layout.ofResults().contains(layout)) {
          var laidOut = new Data(layout, result(dtype, sizes), sizes);
          binary(op, kernel, plainA, plainB, laidOut);
          binary(op, kernel, laidA, laidB, laidOut);
          scalars(op, number, plainA, plainB, laidOut);
          Tolerance tolerance = tolerance(op, magnitudes(laidA));
          comparison.checkInPlace(tolerance, 0, kernel, laidA, plainB);
          comparison.checkInPlace(tolerance, 1, kernel, laidA, laidB);
          comparison.checkInPlace(tolerance(op, magnitudes(laidB)), 0, squared, laidB);
        }
      }
    }
    for (int[] sizes : Sizes.LARGE) {
      int n = Sizes.count(sizes);
      var out = Data.contiguous(result(dtype, sizes), sizes);
      var a = Data.contiguous(right(op, Samples.of(dtype, n, 5)), sizes);
      for (Layout layout : List.of(Layout.CONTIGUOUS, Layout.TRANSPOSED, Layout.EXPANDED_FIRST)) {
        binary(op, kernel, a, new Data(layout, right(op, Samples.of(dtype, n, 6)), sizes), out);
      }
      scalars(op, number, a, a, out);
      comparison.checkInPlace(tolerance(op, magnitudes(a)), 0, kernel, a, a);
    }
    specialPairs(op, dtype, kernel);
  }

  private void specialPairs(BinaryOp op, DType dtype, Kernel kernel) {
    Object special = Samples.special(dtype);
    int count = Array.getLength(special);
    int n = count * count;
    Object a = Samples.cycle(special, 1, n);
    Object b = right(op, Samples.cycle(special, count, n));
    var out = Data.contiguous(result(dtype, n), n);
    for (Layout layout : List.of(Layout.CONTIGUOUS, Layout.STEPPED)) {
      binary(op, kernel, new Data(layout, a, n), new Data(layout, b, n), out);
    }
    var all = Data.contiguous(Samples.cycle(special, 1, 3 * count), 3 * count);
    var divisors = Data.contiguous(right(op, Samples.cycle(special, 1, 3 * count)), 3 * count);
    var results = Data.contiguous(result(dtype, 3 * count), 3 * count);
    for (int i = 0; i < count; i++) {
      scalars(op, scalar(right(op, Samples.cycle(special, 1, count)), i), all, divisors, results);
    }
  }

  private void binary(BinaryOp op, Kernel kernel, Data a, Data b, Data out) {
    comparison.check(tolerance(op, magnitudes(a)), out, kernel, a, b);
  }

  private void scalars(BinaryOp op, Scalar number, Data a, Data b, Data out) {
    comparison.check(tolerance(op, magnitudes(a)), out,
        (backend, in, to) -> backend.elementwise().binary(op, in[0], number, to), a);
    Supplier<double[]> seeds = () -> {
      double[] same = new double[Sizes.count(b.sizes())];
      Arrays.fill(same, Math.abs(number.real()));
      return same;
    };
    comparison.check(tolerance(op, seeds), out,
        (backend, in, to) -> backend.elementwise().binary(op, number, in[0], to), b);
  }

  /** Right operands for which the function is defined. */
  private static Object right(BinaryOp op, Object elements) {
    for (int i = 0; i < Array.getLength(elements); i++) {
      switch (elements) {
        case float[] b -> b[i] = (float) right(op, b[i]);
        case double[] b -> b[i] = right(op, b[i]);
        case long[] b when op == BinaryOp.POW -> b[i] = Math.floorMod(b[i], 70);
        case long[] b when op == BinaryOp.REMAINDER -> b[i] = b[i] == 0 ? 3 : b[i];
        default -> {}
      }
    }
    return elements;
  }

  private static double right(BinaryOp op, double b) {
    return switch (op) {
      // A hyperbolic tangent, and a sigmoid.
      case TANH_PULL -> Math.clamp(b, -1.0, 1.0);
      case SIGMOID_PULL -> Math.clamp(b, 0.0, 1.0);
      case AND, OR, XOR, ADD, SUB, MUL, POW, REMAINDER, MAX, MIN, DIV, ATAN2, SEED_MUL, SEED_DIV, RELU_PULL, GELU_PULL,
          SOFTPLUS_PULL, SQRT_PULL -> b;
    };
  }

  private static Scalar scalar(Object elements, int i) {
    return switch (elements) {
      case float[] x -> Scalar.of((double) x[i]);
      case double[] x -> Scalar.of(x[i]);
      case long[] x -> Scalar.of(x[i]);
      case boolean[] x -> Scalar.of(x[i]);
      default -> throw new IllegalArgumentException(elements.getClass().getTypeName());
    };
  }

  private void ternary(TernaryOp op, DType dtype) {
    Scalar one = dtype == DType.INT64 ? Scalar.of(-2) : Scalar.of(-0.7);
    Scalar two = dtype == DType.INT64 ? Scalar.of(5) : Scalar.of(1.3);
    List<Kernel> kernels = List.of(
        (backend, in, out) -> backend.elementwise().ternary(op, in[0], in[1], in[2], out),
        (backend, in, out) -> backend.elementwise().ternary(op, in[0], one, in[2], out),
        (backend, in, out) -> backend.elementwise().ternary(op, in[0], in[1], two, out),
        (backend, in, out) -> backend.elementwise().ternary(op, in[0], one, two, out));
    for (Kernel kernel : kernels) {
      three(kernel, dtype, dtype);
    }
    Object special = Samples.special(dtype);
    int count = Array.getLength(special);
    int n = count * count;
    var out = Data.contiguous(result(dtype, n), n);
    for (int shift = 1; shift < count; shift += 2) {
      comparison.check(Tolerance.EXACT, out, kernels.getFirst(), Data.contiguous(Samples.cycle(special, 1, n), n),
          Data.contiguous(Samples.cycle(special, count, n), n), Data.contiguous(Samples.cycle(special, shift, n), n));
    }
  }

  private void compare(CompareOp op, DType dtype) {
    Scalar number = dtype == DType.FLOAT32 || dtype == DType.FLOAT64 ? Scalar.of(1.0) : Scalar.of(1L);
    Kernel kernel = (backend, in, out) -> backend.elementwise().compare(op, in[0], in[1], out);
    Kernel withNumber = (backend, in, out) -> backend.elementwise().compare(op, in[0], number, out);
    for (int[] sizes : Sizes.SMALL) {
      Object a = Samples.of(dtype, Sizes.count(sizes), 7);
      Object b = Samples.of(dtype, Sizes.count(sizes), 8);
      for (Layout from : Layout.values()) {
        for (Layout to : List.of(Layout.CONTIGUOUS, Layout.TRANSPOSED, Layout.SLICED)) {
          var out = new Data(to, result(DType.BOOL, sizes), sizes);
          comparison.check(Tolerance.EXACT, out, kernel, new Data(from, a, sizes), Data.contiguous(b, sizes));
          comparison.check(Tolerance.EXACT, out, kernel, Data.contiguous(a, sizes), new Data(from, b, sizes));
          comparison.check(Tolerance.EXACT, out, withNumber, new Data(from, a, sizes));
        }
      }
    }
    for (int[] sizes : Sizes.LARGE) {
      var a = Data.contiguous(Samples.of(dtype, Sizes.count(sizes), 7), sizes);
      var b = new Data(Layout.TRANSPOSED, Samples.of(dtype, Sizes.count(sizes), 8), sizes);
      var out = Data.contiguous(result(DType.BOOL, sizes), sizes);
      comparison.check(Tolerance.EXACT, out, kernel, a, a);
      comparison.check(Tolerance.EXACT, out, kernel, a, b);
      comparison.check(Tolerance.EXACT, out, withNumber, a);
    }
    Object special = Samples.special(dtype);
    int count = Array.getLength(special);
    int n = count * count;
    comparison.check(Tolerance.EXACT, Data.contiguous(result(DType.BOOL, n), n), kernel,
        Data.contiguous(Samples.cycle(special, 1, n), n), Data.contiguous(Samples.cycle(special, count, n), n));
  }

  private void where(DType dtype) {
    Scalar one = dtype.isFloating() ? Scalar.of(-0.7) : Scalar.of(-2L);
    Scalar two = dtype.isFloating() ? Scalar.of(1.3) : Scalar.of(0L);
    three((backend, in, out) -> backend.elementwise().where(in[0], in[1], in[2], out), DType.BOOL, dtype);
    three((backend, in, out) -> backend.elementwise().where(in[0], one, in[2], out), DType.BOOL, dtype);
    three((backend, in, out) -> backend.elementwise().where(in[0], in[1], two, out), DType.BOOL, dtype);
    three((backend, in, out) -> backend.elementwise().where(in[0], one, two, out), DType.BOOL, dtype);
  }

  /** Three operands, the first of type {@code first}, with exact results. */
  private void three(Kernel kernel, DType first, DType dtype) {
    var sizesToTry = new ArrayList<>(Sizes.SMALL);
    sizesToTry.addAll(Sizes.LARGE);
    for (int[] sizes : sizesToTry) {
      int n = Sizes.count(sizes);
      var a = Data.contiguous(Samples.of(first, n, 9), sizes);
      var b = Data.contiguous(Samples.of(dtype, n, 10), sizes);
      var c = Data.contiguous(Samples.of(dtype, n, 11), sizes);
      var out = Data.contiguous(result(dtype, sizes), sizes);
      comparison.check(Tolerance.EXACT, out, kernel, a, b, c);
      if (n > 10_000) {
        continue;
      }
      for (Layout layout : Layout.values()) {
        var laidA = new Data(layout, a.elements(), sizes);
        var laidB = new Data(layout, b.elements(), sizes);
        var laidC = new Data(layout, c.elements(), sizes);
        comparison.check(Tolerance.EXACT, out, kernel, laidA, b, c);
        comparison.check(Tolerance.EXACT, out, kernel, a, laidB, c);
        comparison.check(Tolerance.EXACT, out, kernel, a, b, laidC);
        if (Layout.ofResults().contains(layout)) {
          comparison.check(Tolerance.EXACT, new Data(layout, out.elements(), sizes), kernel, a, b, c);
          comparison.checkInPlace(Tolerance.EXACT, 1, kernel, laidA, laidB, laidC);
        }
      }
    }
  }

  private Supplier<double[]> magnitudes(Data data) {
    On reference = comparison.reference();
    return () -> Samples.magnitudes(reference.backend().memory().download(data.on(reference)));
  }

  /** What a result holds before the call. */
  private static Object result(DType dtype, int... sizes) {
    return Samples.of(dtype, Sizes.count(sizes), 99);
  }
}
