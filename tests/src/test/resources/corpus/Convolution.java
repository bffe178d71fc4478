package corpus;

import dev.adjoint.annotations.Differentiable;

/** Convolutions with borders, pooling by maximum with remembered positions, cumulative sums, an exponential filter. */
final class Convolution {
  @Differentiable
  static double[] full(double[] x, double[] k) {
    double[] y = new double[x.length + k.length - 1];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < k.length; j++) {
        y[i + j] += x[i] * k[j];
      }
    }
    return y;
  }

  @Differentiable
  static double pooled(double[][] image, double[][] kernel) {
    int n = image.length - kernel.length + 1, best = -1;
    double top = Double.NEGATIVE_INFINITY, sum = 0;
    double[] flat = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        for (int a = 0; a < kernel.length; a++) {
          for (int b = 0; b < kernel[a].length; b++) {
            flat[i * n + j] += image[i + a][j + b] * kernel[a][b];
          }
        }
        if (flat[i * n + j] > top) {
          top = flat[i * n + j];
          best = i * n + j;
        }
        sum += flat[best] * flat[i * n + j];
      }
    }
    return sum + top * best;
  }

  @Differentiable
  static void smooth(double[] x, double a) {
    for (int i = 1; i < x.length; i++) {
      x[i] = a * x[i] + (1 - a) * x[i - 1];
    }
    for (int i = x.length - 2; i >= 0; i--) {
      x[i] += x[i + 1] * a;
    }
  }

  static Object[][] inputs_full() {
    return new Object[][] {{new double[] {1, 2, 3}, new double[] {0.5, -1}}};
  }

  static Object[][] inputs_pooled() {
    return new Object[][] {{new double[][] {{1, 2, 3}, {4, 0.5, 1}, {-1, 2, 0}}, new double[][] {{1, 0.5}, {-0.5, 0.25}}}};
  }

  static Object[][] inputs_smooth() {
    return new Object[][] {{new double[] {1, 2, 3, -1}, 0.3}};
  }
}
