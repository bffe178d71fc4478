package corpus;

import dev.adjoint.annotations.Differentiable;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Streams that are made and used in one expression: loops in encounter order, with the library's compensated sums. */
final class Streams {
  @Differentiable
  static double sums(double[] x, double a) {
    double s = Arrays.stream(x).sum();
    double squares = Arrays.stream(x).map(v -> v * v * a).filter(v -> v < 3).sum();
    double some = Arrays.stream(x, 1, x.length).peek(v -> x[0] += v * a).map(Math::sin).sum();
    return s * squares + some + DoubleStream.of(a, x[0], 2).sum() + DoubleStream.of(x).map(v -> v * x[0]).sum();
  }

  @Differentiable
  static double averages(double[] x, double[] y, double a) {
    double mean = Arrays.stream(x).average().getAsDouble();
    double variance = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElse(0);
    double none = Arrays.stream(y).filter(v -> v > 100).average().orElseGet(() -> a * a);
    double ints = IntStream.rangeClosed(1, y.length).average().orElseThrow();
    return variance * none + mean * ints + Arrays.stream(y).filter(v -> v > 0).average().orElse(a);
  }

  @Differentiable
  static double ranges(double[] x, double[] y, int n) {
    double dot = IntStream.range(0, x.length).mapToDouble(i -> x[i] * y[i]).sum();
    double sines = IntStream.rangeClosed(1, n).asDoubleStream().map(k -> Math.sin(k * x[0]) / k).sum();
    double odd = IntStream.range(1, x.length).filter(i -> i % 2 == 1).mapToDouble(i -> x[i] / y[i - 1]).sum();
    int squares = IntStream.range(0, n).map(i -> i * i).sum();
    return dot * sines + odd * squares + IntStream.of(3, 1, 2).mapToDouble(i -> y[0] * i).max().getAsDouble();
  }

  @Differentiable
  static double reductions(double[] x, double a) {
    double product = Arrays.stream(x).reduce(a, (p, q) -> p * q);
    double nested = Arrays.stream(x).map(v -> v * a).reduce((p, q) -> Math.sin(p) + q).getAsDouble();
    double positive = Arrays.stream(x).filter(v -> v > 0).reduce((p, q) -> p * a + q).orElse(a);
    double smallest = Arrays.stream(x).min().orElseThrow();
    double largest = Arrays.stream(x).filter(v -> v < 1).max().orElse(7 * a);
    return product + nested * positive + smallest * largest;
  }

  @Differentiable
  static double iterations(double a, double b, int n) {
    double fixed = DoubleStream.iterate(a, t -> Math.sin(t) + b).limit(5).sum();
    double powers = DoubleStream.iterate(b, p -> p * b).limit(n).reduce(0, (p, q) -> p * a + q);
    double finite = DoubleStream.iterate(b, t -> t < 3, t -> t * 1.5).map(t -> t * a).sum();
    double first = DoubleStream.iterate(a, t -> t * b).filter(t -> t > 4).findFirst().getAsDouble();
    double taken = DoubleStream.iterate(1, t -> t + a).takeWhile(t -> t < 5).map(t -> t * t).sum();
    return fixed + powers * finite + first * taken;
  }

  @Differentiable
  static double[] arrays(double[] x, double a) {
    double[] scaled = Arrays.stream(x).map(v -> v * a).toArray();
    double[] positive = Arrays.stream(x).filter(v -> v > 0).map(v -> Math.log(v)).toArray();
    double[] table = IntStream.rangeClosed(1, 3).mapToDouble(i -> scaled[0] * i).toArray();
    double[] orbit = DoubleStream.iterate(a, t -> t * t * 0.5).limit(3).toArray();
    double[] all = DoubleStream.of(scaled).limit(2).toArray();
    double[] out = new double[4];
    IntStream.range(0, 3).forEach(i -> out[i] = table[i] * orbit[i] + scaled[0]);
    Arrays.stream(all).forEach(v -> out[3] += v * positive[0]);
    return out;
  }

  @Differentiable
  static double matrices(double[][] m, double[] v) {
    double total = Arrays.stream(m).mapToDouble(row -> Arrays.stream(row).sum()).sum();
    double form = IntStream.range(0, m.length)
        .mapToDouble(i -> v[i] * IntStream.range(0, v.length).mapToDouble(j -> m[i][j] * v[j]).sum()).sum();
    double shifted = IntStream.range(0, m.length).mapToObj(i -> m[i].clone()).peek(r -> r[0] *= v[1]).mapToDouble(r -> r[0] * r[1]).sum();
    double[][] copy = Arrays.stream(m).map(double[]::clone).toArray(double[][]::new);
    return total * form + shifted + Stream.of(copy[0], v).mapToDouble(r -> r[1] * r[1]).sum();
  }

  @Differentiable
  static double tests(double[] x, double a) {
    double s = a;
    if (Arrays.stream(x).anyMatch(v -> v * a > 1)) {
      s *= x[0];
    }
    if (Arrays.stream(x).allMatch(v -> v > 0) || Arrays.stream(x).noneMatch(v -> v > 5)) {
      s += x[1] * a;
    }
    long n = Arrays.stream(x).filter(v -> v > 0).count() + Arrays.stream(x).count();
    double skipped = Arrays.stream(x).skip(1).limit(2).map(v -> v * v).sum();
    double dropped = Arrays.stream(x).dropWhile(v -> v > 0).map(v -> v * a).sum();
    return s * n + skipped * dropped;
  }

  static double norm(DoubleStream values) {
    return Math.sqrt(values.map(v -> v * v).sum());
  }

  static double total(double[] x, DoubleUnaryOperator f) {
    return Arrays.stream(x).map(f).sum();
  }

  @Differentiable
  static double functions(double[] x, double a) {
    DoubleUnaryOperator f = v -> v * v * a;
    double inactive = norm(DoubleStream.of(3, 4));
    return total(x, f) + total(x, f.andThen(Math::exp)) + Arrays.stream(x).map(a > 0 ? f : Math::sin).sum() * inactive;
  }

  /** Compensation is lost in no bit of the value, and no part of the derivative. */
  @Differentiable
  static double compensated(double[] x) {
    return Arrays.stream(x).map(v -> v * 3).sum();
  }

  @Differentiable
  static double failing(double[] x, int from, int to, int n) {
    double s = Arrays.stream(x, from, to).map(v -> v * v).sum();
    double first = Arrays.stream(x).limit(n).filter(v -> v > 0).findFirst().getAsDouble();
    double least = Arrays.stream(x).map(v -> v * x[3 - from]).reduce(Math::min).orElseThrow();
    return s * first + least;
  }

  static Object[][] inputs_failing() {
    return new Object[][] {{new double[] {0.5, -0.7, 1.2, 2}, 1, 3, 2}};
  }

  static Object[][] throws_failing() {
    double[] x = {0.5, -0.7, 1.2};
    return new Object[][] {{x, 2, 1, 2}, {x, -1, 2, 2}, {x, 0, 4, 2}, {x, 1, 2, -1}, {x, 1, 2, 0}, {new double[] {-1}, 0, 1, 3},
      {x, 0, 3, 1}};
  }

  static Object[][] inputs_sums() {
    return new Object[][] {{new double[] {0.5, -0.7, 1.2}, 0.3}};
  }

  static Object[][] inputs_averages() {
    return new Object[][] {{new double[] {0.5, -0.7, 1.2}, new double[] {1, 2, 4}, 0.3}, {new double[] {0.5}, new double[] {-1}, 1.3}};
  }

  static Object[][] inputs_ranges() {
    return new Object[][] {{new double[] {0.5, -0.7, 1.2}, new double[] {1, 2, 4}, 4}};
  }

  static Object[][] inputs_reductions() {
    return new Object[][] {{new double[] {0.5, -0.7, 1.2, 0.1}, 0.3}, {new double[] {1.5}, 0.3}, {new double[] {-1.5, -2}, 0.3}};
  }

  static Object[][] inputs_iterations() {
    return new Object[][] {{1.2, 1.3, 4}, {0.7, 1.9, 0}};
  }

  static Object[][] inputs_arrays() {
    return new Object[][] {{new double[] {0.5, -0.7, 1.2, 0.1}, 0.3}};
  }

  static Object[][] inputs_matrices() {
    return new Object[][] {{new double[][] {{1, 2}, {0.5, -1}}, new double[] {0.3, -0.8}}};
  }

  static Object[][] inputs_tests() {
    return new Object[][] {{new double[] {0.5, 0.7, -1.2, 0.4}, 0.3}, {new double[] {4, 0.7, 6}, 0.3}};
  }

  static Object[][] inputs_functions() {
    return new Object[][] {{new double[] {0.5, -0.7, 1.2}, 0.3}, {new double[] {0.5, -0.7, 1.2}, -0.3}};
  }

  static Object[][] kinks_compensated() {
    return new Object[][] {
      {new Object[] {new double[] {1e16, 1, -1e16, 0.1}}, 2.0, new double[] {6, 6, 6, 6}},
      {new Object[] {new double[] {1e308, 1e308, 1e308, 0.1}}, 1.0, new double[] {3, 3, 3, 3}},
      {new Object[] {new double[] {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7}}, 1.0, new double[] {3, 3, 3, 3, 3, 3, 3}},
    };
  }
}
