package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/** Natural cubic spline: set-up by a solve in place, evaluation by binary search. */
final class Splines {
  @Differentiable
  static double value(@NonDifferentiable double[] x, double[] y, double at) {
    int n = x.length;
    double[] m = new double[n];
    double[] u = new double[n];
    for (int i = 1; i < n - 1; i++) {
      double sig = (x[i] - x[i - 1]) / (x[i + 1] - x[i - 1]);
      double p = sig * m[i - 1] + 2;
      m[i] = (sig - 1) / p;
      u[i] = (y[i + 1] - y[i]) / (x[i + 1] - x[i]) - (y[i] - y[i - 1]) / (x[i] - x[i - 1]);
      u[i] = (6 * u[i] / (x[i + 1] - x[i - 1]) - sig * u[i - 1]) / p;
    }
    m[n - 1] = 0;
    for (int k = n - 2; k >= 0; k--) {
      m[k] = m[k] * m[k + 1] + u[k];
    }
    int low = 0, high = n - 1;
    while (high - low > 1) {
      int middle = (high + low) >> 1;
      if (x[middle] > at) {
        high = middle;
      } else {
        low = middle;
      }
    }
    double h = x[high] - x[low], a = (x[high] - at) / h, b = (at - x[low]) / h;
    return a * y[low] + b * y[high] + ((a * a * a - a) * m[low] + (b * b * b - b) * m[high]) * h * h / 6;
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[] {0, 1, 2.5, 3, 4}, new double[] {1, -1, 0.5, 2, 1}, 1.7}};
  }
}
