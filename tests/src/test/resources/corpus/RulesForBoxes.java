package corpus;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.DerivativeOf.Mode;
import dev.adjoint.annotations.Differentiable;

/** Rules for methods of a generic interface, whose type variables are numbers in the rule, and of one that takes any object. */
final class RulesForBoxes {
  /** A distribution of values of some type. */
  interface Distribution<T> {
    double cdf(T x);

    double weighted(T x, Float weight, int n);

    double at(T[] x, T y);
  }

  /** The logistic distribution. */
  static final class Logistic implements Distribution<Double> {
    @Override
    public double cdf(Double x) {
      return 1 / (1 + Math.exp(-x));
    }

    @Override
    public double weighted(Double x, Float weight, int n) {
      return cdf(x * weight) * n;
    }

    @Override
    public double at(Double[] x, Double y) {
      return x.length;
    }
  }

  /** Checks of anything. */
  static final class Preconditions {
    static void notNull(Object value) {
      notNull(value, "null");
    }

    static void notNull(Object value, String message, Object... more) {
      if (value == null) {
        throw new IllegalArgumentException(message + more.length);
      }
    }
  }

  private static final Distribution<Double> LOGISTIC = new Logistic();

  @DerivativeOf(type = Distribution.class, method = "cdf")
  static double cdfVjp(Distribution<Double> d, double x, double seed) {
    double c = d.cdf(x);
    return seed * c * (1 - c);
  }

  @DerivativeOf(type = Distribution.class, method = "weighted")
  static double[] weightedVjp(Distribution<Double> d, double x, float weight, int n, double seed) {
    double c = d.cdf(x * weight);
    double slope = seed * n * c * (1 - c);
    return new double[] {slope * weight, slope * x};
  }

  @DerivativeOf(type = Distribution.class, method = "weighted", mode = Mode.JVP)
  static double weightedJvp(Distribution<Double> d, double x, float weight, int n, double dx, double dWeight) {
    double[] partials = weightedVjp(d, x, weight, n, 1);
    return partials[0] * dx + partials[1] * dWeight;
  }

  @DerivativeOf(type = Preconditions.class, method = "notNull", parameterTypes = Object.class)
  @SuppressWarnings("unused")
  static void notNullVjp(double[] value, double[] adjoint) {}

  @DerivativeOf(type = Preconditions.class, method = "notNull", parameterTypes = Object.class, mode = Mode.JVP)
  @SuppressWarnings("unused")
  static void notNullJvp(double[] value, double[] tangent) {}

  @Differentiable
  static double checkedArray(double[] x, int[] at) {
    Preconditions.notNull(x);
    Preconditions.notNull(at);
    x[1] *= x[at[0]];
    Preconditions.notNull(x);
    return x[1] * x[2];
  }

  @Differentiable
  static double once(double a, double b) {
    Double product = a * b;
    return LOGISTIC.cdf(a) * b + LOGISTIC.cdf(product) - LOGISTIC.cdf(3.0);
  }

  @Differentiable
  static double inLoop(double a, float weight, int n) {
    double sum = a;
    for (int i = 0; i < n; i++) {
      sum += through(LOGISTIC, sum) + LOGISTIC.weighted(sum, weight, i);
    }
    return sum;
  }

  private static double through(Distribution<Double> d, double x) {
    return d.cdf(x) * x;
  }

  static Object[][] inputs_checkedArray() {
    return new Object[][] {{new double[] {0.5, -1.25, 2}, new int[] {0}}};
  }

  static Object[][] throws_checkedArray() {
    return new Object[][] {{new double[] {0.5, -1.25, 2}, null}};
  }

  static Object[][] inputs_once() {
    return new Object[][] {{0.5, -1.25}, {2.0, 0.25}};
  }

  static Object[][] inputs_inLoop() {
    return new Object[][] {{0.5, 1.25f, 3}, {-0.5, 0.25f, 1}};
  }
}
