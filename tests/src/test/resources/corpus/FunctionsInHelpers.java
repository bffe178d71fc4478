package corpus;

import dev.adjoint.annotations.Differentiable;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/** Functions that are passed to helpers and returned by them: each helper is read for the functions that it gets. */
final class FunctionsInHelpers {
  static double integrate(DoubleUnaryOperator f, double from, double to, int n) {
    double h = (to - from) / n;
    double sum = 0.5 * (f.applyAsDouble(from) + f.applyAsDouble(to));
    for (int i = 1; i < n; i++) {
      sum += f.applyAsDouble(from + i * h);
    }
    return sum * h;
  }

  @Differentiable
  static double area(double a, double b) {
    return integrate(t -> a * Math.sin(t) + b, 0, b, 8) + integrate(Math::exp, a, b, 3);
  }

  @Differentiable
  static double twoDimensional(double a, double b) {
    return integrate(x -> integrate(y -> Math.cos(a * x * y) * b, 0, x, 4), 0, 1, 5);
  }

  static double root(DoubleUnaryOperator f, DoubleUnaryOperator slope, double start) {
    double x = start;
    for (int i = 0; i < 40; i++) {
      double step = f.applyAsDouble(x) / slope.applyAsDouble(x);
      x -= step;
      if (Math.abs(step) < 1e-15) {
        return x;
      }
    }
    return x;
  }

  @Differentiable
  static double newton(double a) {
    return root(x -> x * x * x - a, x -> 3 * x * x, 1);
  }

  static double folded(double[] x, double start, DoubleBinaryOperator op) {
    double r = start;
    for (double v : x) {
      r = op.applyAsDouble(r, v);
    }
    return r;
  }

  private static void each(double[] x, DoubleUnaryOperator f) {
    for (int i = 0; i < x.length; i++) {
      x[i] = f.applyAsDouble(x[i]);
    }
  }

  @Differentiable
  static double arrays(double[] x, double a) {
    double[] y = x.clone();
    each(y, v -> v * a + x[0]);
    each(x, Math::sin);
    return folded(y, 1, (p, q) -> p * q) + folded(x, a, Double::sum) + folded(x, -9, Math::max);
  }

  static double iterated(DoubleUnaryOperator f, double x, int n) {
    return n == 0 ? x : iterated(f, f.applyAsDouble(x), n - 1);
  }

  static double even(DoubleUnaryOperator f, double x, int n) {
    return n <= 0 ? x : odd(f, f.applyAsDouble(x), n - 1);
  }

  static double odd(DoubleUnaryOperator f, double x, int n) {
    return n <= 0 ? -x : even(f, x * f.applyAsDouble(0.5), n - 1);
  }

  @Differentiable
  static double recursive(double a, double b) {
    double c = a * b;
    return iterated(x -> Math.sin(a * x) + c, b, 5) + even(x -> x * a - c, b, 3);
  }

  private static DoubleUnaryOperator line(double slope, double offset) {
    return x -> slope * x + offset;
  }

  private static DoubleUnaryOperator wave(double a, boolean sine) {
    if (sine) {
      return x -> Math.sin(a * x);
    }
    double b = a * a;
    return x -> Math.cos(b * x);
  }

  private static DoubleUnaryOperator twice(DoubleUnaryOperator f) {
    return f.andThen(f);
  }

  @Differentiable
  static double returned(double a, double b, boolean sine) {
    DoubleUnaryOperator f = twice(line(a, b));
    DoubleUnaryOperator g = sine ? line(b, 1) : line(1, a);
    return f.applyAsDouble(b) * wave(a, sine).applyAsDouble(b) + g.applyAsDouble(a);
  }

  private static double sum(IntToDoubleFunction term, int n) {
    double s = 0;
    for (int i = 0; i < n; i++) {
      s += term.applyAsDouble(i);
    }
    return s;
  }

  @Differentiable
  static double matrix(double[][] m, double[] v) {
    IntFunction<double[]> row = i -> m[i];
    return sum(i -> sum(j -> row.apply(i)[j] * v[j], v.length) * v[i], m.length);
  }

  static double chosen(boolean flag, DoubleUnaryOperator f, DoubleUnaryOperator g, double x) {
    DoubleUnaryOperator h = flag ? f : g;
    while (x < 2) {
      x += Math.abs(h.applyAsDouble(x)) + 0.25;
      if (x > 1.5) {
        break;
      }
    }
    return flag ? x : g.applyAsDouble(x);
  }

  @Differentiable
  static double choices(double a, double b, boolean flag) {
    return chosen(flag, t -> a * t, t -> b - t, a * b);
  }

  @Differentiable
  static double inactive(double a, int n) {
    double c = iterated(x -> 0.5 * x + n, 3, 4);
    return a * c + even(Math::sin, c, n) * line(c, 2).applyAsDouble(3) * a;
  }

  static Object[][] inputs_inactive() {
    return new Object[][] {{1.5, 3}};
  }

  static Object[][] inputs_area() {
    return new Object[][] {{1.5, 0.7}};
  }

  static Object[][] inputs_twoDimensional() {
    return new Object[][] {{1.5, 0.7}};
  }

  static Object[][] inputs_newton() {
    return new Object[][] {{2.0}, {0.3}};
  }

  static Object[][] inputs_arrays() {
    return new Object[][] {{new double[] {0.5, -0.7, 1.2}, 0.3}};
  }

  static Object[][] inputs_recursive() {
    return new Object[][] {{1.5, 0.7}};
  }

  static Object[][] inputs_returned() {
    return new Object[][] {{1.5, 0.7, true}, {1.5, 0.7, false}};
  }

  static Object[][] inputs_matrix() {
    return new Object[][] {{new double[][] {{1, 2}, {0.5, -1}}, new double[] {0.3, -0.8}}};
  }

  static Object[][] inputs_choices() {
    return new Object[][] {{0.5, 0.7, true}, {0.5, 0.7, false}};
  }
}
