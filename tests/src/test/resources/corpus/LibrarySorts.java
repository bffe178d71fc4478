package corpus;

import dev.adjoint.annotations.Differentiable;
import java.util.Arrays;

/** The library's sorts and searches: numbers move, indices are constants. */
final class LibrarySorts {
  @Differentiable
  static double median(double[] x) {
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return n % 2 == 1 ? sorted[n / 2] : 0.5 * (sorted[n / 2 - 1] + sorted[n / 2]);
  }

  @Differentiable
  static void inPlace(double[] x, int from, int to) {
    Arrays.sort(x, from, to);
    for (int i = 0; i < x.length; i++) {
      x[i] *= i + 1;
    }
  }

  @Differentiable
  static double trimmed(double[] x, int rounds) {
    double s = 0;
    for (int k = 0; k < rounds; k++) {
      Arrays.sort(x);
      x[0] += 0.5 * x[x.length - 1];
      s += x[1] * x[2];
    }
    return s;
  }

  @Differentiable
  static float floats(float[] x) {
    Arrays.sort(x);
    return x[0] * x[1] - x[2];
  }

  /** A table that is searched is read, and the index is a constant. */
  @Differentiable
  static double interpolated(double[] knots, double[] values, double at) {
    int i = Arrays.binarySearch(knots, at);
    int k = i >= 0 ? Math.min(i, knots.length - 2) : -i - 2;
    if (Arrays.equals(knots, values)) {
      return at;
    }
    double t = (at - knots[k]) / (knots[k + 1] - knots[k]);
    return values[k] + t * (values[k + 1] - values[k]);
  }

  static Object[][] inputs_median() {
    return new Object[][] {{new double[] {3, -1, 2}}, {new double[] {0.5, 4, -2, 1}}, {new double[] {2}}};
  }

  static Object[][] inputs_inPlace() {
    return new Object[][] {{new double[] {3, -1, 2, 0.5, 7}, 1, 4}, {new double[] {3, -1, 2}, 0, 3},
      {new double[] {3, -1}, 1, 1}};
  }

  static Object[][] throws_inPlace() {
    return new Object[][] {{new double[] {3, -1, 2}, 2, 1}, {new double[] {3, -1, 2}, -1, 1}, {new double[] {3, -1, 2}, 0, 4}};
  }

  static Object[][] inputs_trimmed() {
    return new Object[][] {{new double[] {3.25, -1, 2, 0.5}, 3}};
  }

  static Object[][] inputs_floats() {
    return new Object[][] {{new float[] {3, -1, 2}}};
  }

  static Object[][] inputs_interpolated() {
    return new Object[][] {{new double[] {0, 1, 2.5}, new double[] {1, -0.5, 2}, 1.75}};
  }
}
