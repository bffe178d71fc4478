package corpus;

import dev.adjoint.annotations.Differentiable;

/** Loads taken from earlier loads and stores, invariants and fused loops, where one more write would make them wrong. */
final class MovedAndMerged {
  /** A cell is stored through one reference and loaded through another. */
  @Differentiable
  static double throughAnAlias(double[] x, double[] y) {
    double s = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      x[i] = Math.sin(y[i]) * x[i + 1];
      y[i] = x[i] * x[i];
      s += x[i] * y[i] + y[i + 1];
    }
    return s;
  }

  /** The bound and the divisor look invariant, and one of them changes in a branch. */
  @Differentiable
  static double changesInABranch(double[] x, double h) {
    double s = 1, d = h;
    for (int i = 0; i < x.length; i++) {
      double a = x[i] / d + Math.exp(h) / (1 + h * h);
      if (i == 1) {
        d = a * h + 2;
      }
      s += a * s;
    }
    return s / d;
  }

  /** Two sums over one array, which is overwritten between them and behind them. */
  @Differentiable
  static double overwrittenBetweenSums(double[] x, double[] w) {
    double first = 0, second = 0;
    for (int i = 0; i < x.length; i++) {
      first += w[i] * x[i] * x[i];
    }
    for (int i = 0; i < x.length; i++) {
      x[i] = x[i] * w[0];
    }
    for (int i = 0; i < x.length; i++) {
      second += Math.cos(x[i]) * w[i];
    }
    x[0] = second;
    return first + 2 * second;
  }

  /** A scratch array that is rewritten only in part before it is read. */
  @Differentiable
  static double partlyRewritten(double[] x, int n) {
    double[] scratch = new double[x.length];
    double total = 0;
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < scratch.length; i++) {
        if (i != k) {
          scratch[i] = x[i] * (k + 1) + scratch[(i + 1) % scratch.length];
        }
      }
      total += scratch[0] * scratch[scratch.length - 1];
    }
    return total;
  }

  /** The sums' adjoints differ by a factor that is itself a sum. */
  @Differentiable
  static double productOfSums(double[] x, double y) {
    double a = 0, b = 0;
    for (double v : x) {
      a += v * y;
      b += Math.exp(v) / y;
    }
    double c = 0;
    for (double v : x) {
      c += v * a;
    }
    return a * b + c;
  }

  static Object[][] inputs_throughAnAlias() {
    double[] same = {0.5, 1.2, -0.7, 0.9};
    return new Object[][] {{new double[] {0.5, 1.2, -0.7}, new double[] {0.3, 0.8, 1.1}}, {same, same}};
  }

  static Object[][] inputs_changesInABranch() {
    return new Object[][] {{new double[] {0.5, 1.2, -0.7, 0.4}, 0.8}, {new double[] {0.5}, 1.3}};
  }

  static Object[][] inputs_overwrittenBetweenSums() {
    double[] same = {0.5, 1.2, -0.7};
    return new Object[][] {{new double[] {0.5, 1.2, -0.7}, new double[] {1.5, 0.4, 0.6}}, {same, same}};
  }

  static Object[][] inputs_partlyRewritten() {
    return new Object[][] {{new double[] {0.5, 1.2, -0.7}, 4}};
  }

  static Object[][] inputs_productOfSums() {
    return new Object[][] {{new double[] {0.5, 1.2, -0.7}, 1.4}};
  }
}
