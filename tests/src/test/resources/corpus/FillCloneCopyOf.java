package corpus;

import dev.adjoint.annotations.Differentiable;
import java.util.Arrays;

/** {@code Arrays.fill}, {@code clone}, {@code copyOf} and {@code copyOfRange}, shorter and longer than the original. */
final class FillCloneCopyOf {
  @Differentiable
  static double fill(double[] x, double v) {
    double[] t = new double[4];
    Arrays.fill(t, v * x[0]);
    t[1] *= t[0];
    Arrays.fill(x, 0, 2, t[1]);
    Arrays.fill(t, 1, 3, x[2] * v);
    int[] n = new int[2];
    Arrays.fill(n, 3);
    Arrays.fill(t, 3, 4, n[1]);
    return t[0] * t[2] + t[3] * x[0] + x[1];
  }

  @Differentiable
  static double clones(double[] x, double[][] m) {
    double[] c = x.clone();
    x[0] *= x[1];
    c[1] *= x[0];
    double[][] shallow = m.clone();
    shallow[0][0] *= 2;
    shallow[1] = c;
    return c[0] * c[1] + x[0] + m[0][0] * m[1][0] + shallow[1][0] * shallow[0][1];
  }

  @Differentiable
  static double[] copies(double[] x, int n) {
    double[] a = Arrays.copyOf(x, n);
    double[] b = Arrays.copyOfRange(x, 1, n);
    if (a.length > 0 && b.length > 0) {
      a[0] *= b[0];
      b[0] += a[0];
    }
    double[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  static Object[][] inputs_fill() {
    return new Object[][] {{new double[] {1.5, 2, 3}, 0.5}};
  }

  static Object[][] inputs_clones() {
    return new Object[][] {{new double[] {1.5, 2}, new double[][] {{3, 4}, {5, 6}}}};
  }

  static Object[][] inputs_copies() {
    return new Object[][] {{new double[] {1.5, 2, 3}, 2}, {new double[] {1.5, 2, 3}, 3}, {new double[] {1.5, 2, 3}, 5}, {new double[] {1.5, 2, 3}, 1}};
  }
}
