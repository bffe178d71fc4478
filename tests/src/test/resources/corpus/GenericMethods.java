package corpus;

import dev.adjoint.annotations.Differentiable;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** Generic helpers, read for the types that their type parameters stand for. */
final class GenericMethods {
  static <T> T pick(boolean first, T a, T b) {
    T chosen = first ? a : b;
    return chosen;
  }

  static <T, R> R with(Function<? super T, ? extends R> f, T x) {
    return f.apply(x);
  }

  static <T> double total(ToDoubleFunction<T> f, T a, T b) {
    return f.applyAsDouble(a) + 2 * f.applyAsDouble(b);
  }

  static <T> T power(UnaryOperator<T> f, T x, int n) {
    T r = x;
    for (int i = 0; i < n; i++) {
      r = f.apply(r);
    }
    return r;
  }

  static <T> T combined(BinaryOperator<T> op, T a, T b) {
    return op.apply(op.apply(a, b), b);
  }

  @SafeVarargs
  static <T> T last(T... all) {
    return all[all.length - 1];
  }

  @Differentiable
  static double arrays(double[] x, double[] y, boolean flag) {
    double[] chosen = pick(flag, x, y);
    chosen[0] *= y[1];
    return total(v -> v[0] * v[1], x, y) + with(v -> v[1] * chosen[0], pick(!flag, x, y));
  }

  @Differentiable
  static double numbers(double a, double b, boolean flag) {
    double c = pick(flag, a * a, b);
    Double d = with(v -> v * a, c);
    return d + combined((p, q) -> p * q + a, a, b) + GenericMethods.<Double>pick(flag, a, b);
  }

  @Differentiable
  static double rows(double[][] m, double a) {
    double[] r = power(v -> {
      double[] w = v.clone();
      w[0] = v[1] * a;
      w[1] = Math.sin(v[0]);
      return w;
    }, m[0], 3);
    return r[0] * r[1] + last(m[0], m[1])[0];
  }

  static Object[][] inputs_arrays() {
    return new Object[][] {{new double[] {0.5, -0.7}, new double[] {1.5, 2}, true}, {new double[] {0.5, -0.7}, new double[] {1.5, 2}, false}};
  }

  static Object[][] inputs_numbers() {
    return new Object[][] {{0.5, -0.7, true}, {0.5, -0.7, false}};
  }

  static Object[][] inputs_rows() {
    return new Object[][] {{new double[][] {{0.5, -0.7}, {2, 3}}, 1.5}};
  }
}
