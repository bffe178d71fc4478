package corpus;

import dev.adjoint.annotations.Differentiable;

/** An in-place radix-2 transform: bit reversal, butterflies, twiddles by recurrence. */
final class Fft {
  @Differentiable
  static void transform(double[] re, double[] im) {
    int n = re.length;
    for (int i = 1, j = 0; i < n; i++) {
      int bit = n >> 1;
      for (; (j & bit) != 0; bit >>= 1) {
        j ^= bit;
      }
      j ^= bit;
      if (i < j) {
        double t = re[i];
        re[i] = re[j];
        re[j] = t;
        t = im[i];
        im[i] = im[j];
        im[j] = t;
      }
    }
    for (int len = 2; len <= n; len <<= 1) {
      double angle = -2 * Math.PI / len;
      for (int i = 0; i < n; i += len) {
        double wr = 1, wi = 0;
        for (int k = 0; k < len / 2; k++) {
          int a = i + k, b = i + k + len / 2;
          double ur = re[a], ui = im[a];
          double vr = re[b] * wr - im[b] * wi, vi = re[b] * wi + im[b] * wr;
          re[a] = ur + vr;
          im[a] = ui + vi;
          re[b] = ur - vr;
          im[b] = ui - vi;
          double t = wr * Math.cos(angle) - wi * Math.sin(angle);
          wi = wr * Math.sin(angle) + wi * Math.cos(angle);
          wr = t;
        }
      }
    }
  }

  @Differentiable
  static double power(double[] x, int k) {
    double[] re = x.clone();
    double[] im = new double[x.length];
    transform(re, im);
    return re[k] * re[k] + im[k] * im[k];
  }

  static Object[][] inputs_transform() {
    return new Object[][] {{new double[] {1, 2, -1, 0.5}, new double[] {0, 0.5, 0.25, -1}}, {new double[] {1, 2}, new double[] {0, 0}}};
  }

  static Object[][] inputs_power() {
    return new Object[][] {{new double[] {1, 2, -1, 0.5, 3, 0.25, 0, 1}, 3}};
  }
}
