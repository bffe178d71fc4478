package corpus;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.Differentiable;

/** Library methods with a derivative given by the user. */
final class UserRules {
  /** As from a library without source. */
  static final class Library {
    static double erf(double x) {
      double s = 0;
      double term = x;
      for (int n = 0; n < 40; n++) {
        s += term / (2 * n + 1);
        term *= -x * x / (n + 1);
      }
      return 2 / Math.sqrt(Math.PI) * s;
    }

    static double weighted(double[] x, double w) {
      return x[0] * x[1] * w;
    }
  }

  @DerivativeOf(type = Library.class, method = "erf")
  static double erfVjp(double x, double seed) {
    return seed * 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
  }

  @DerivativeOf(type = Library.class, method = "weighted")
  static double weightedVjp(double[] x, double w, double seed, double[] adjoint) {
    adjoint[0] += seed * x[1] * w;
    adjoint[1] += seed * x[0] * w;
    return seed * x[0] * x[1];
  }

  @DerivativeOf(type = Library.class, method = "weighted", mode = DerivativeOf.Mode.JVP)
  static double weightedJvp(double[] x, double w, double[] tangent, double dw) {
    return tangent[0] * x[1] * w + x[0] * tangent[1] * w + x[0] * x[1] * dw;
  }

  @Differentiable
  static double normalCdf(double x, double mean) {
    return 0.5 * (1 + Library.erf((x - mean) / Math.sqrt(2)));
  }

  @Differentiable
  static double inLoop(double[] x, double w) {
    double s = w;
    for (int i = 0; i < 3; i++) {
      s += Library.weighted(x, s) * Library.erf(s);
      x[1] *= 0.5;
    }
    return s * Library.erf(0.3) * Library.weighted(x, 2);
  }

  static Object[][] inputs_normalCdf() {
    return new Object[][] {{0.7, 0.2}, {-0.5, 0.1}};
  }

  static Object[][] inputs_inLoop() {
    return new Object[][] {{new double[] {0.5, 1.2}, 0.8}};
  }
}
