package corpus;

import dev.adjoint.annotations.Differentiable;

/** Direct and mutual recursion, on scalars and on ranges of an array, with state across activations. */
final class Recursion {
  @Differentiable
  static double power(double x, int n) {
    if (n == 0) {
      return 1;
    }
    double half = power(x, n / 2);
    return n % 2 == 0 ? half * half : half * half * x;
  }

  @Differentiable
  static double pairwise(double[] x, int from, int to) {
    if (to - from == 1) {
      double v = x[from];
      x[from] = v * 0.5;
      return v * v;
    }
    int middle = (from + to) >>> 1;
    double left = pairwise(x, from, middle);
    x[middle] *= left;
    double right = pairwise(x, middle, to);
    return left * 0.3 + right * left;
  }

  private static double even(double x, int n) {
    return n == 0 ? x : x * odd(x + 0.1, n - 1);
  }

  private static double odd(double x, int n) {
    double t = Math.sin(x);
    return n == 0 ? t : t + even(t * x, n - 1);
  }

  @Differentiable
  static double mutual(double x) {
    return even(x, 5) + odd(x, 2);
  }

  @Differentiable
  static double activeDepth(double x) {
    return x > 100 ? Math.log(x) : x + activeDepth(x * x + 1);
  }

  private static void fillTree(double[] x, int at, double v) {
    if (at >= x.length) {
      return;
    }
    x[at] *= v;
    fillTree(x, 2 * at + 1, x[at]);
    fillTree(x, 2 * at + 2, v * v);
  }

  @Differentiable
  static double tree(double[] x, double v) {
    fillTree(x, 0, v);
    double s = 0;
    for (double d : x) {
      s += d * d;
    }
    return s;
  }

  static Object[][] inputs_power() {
    return new Object[][] {{1.3, 7}, {-0.7, 4}, {2.0, 0}};
  }

  static Object[][] inputs_pairwise() {
    return new Object[][] {{new double[] {1.5, 0.5, -1, 2, 0.7}, 0, 5}, {new double[] {3}, 0, 1}};
  }

  static Object[][] inputs_mutual() {
    return new Object[][] {{0.8}, {-1.3}};
  }

  static Object[][] inputs_activeDepth() {
    return new Object[][] {{0.8}, {2.5}, {200.0}};
  }

  static Object[][] inputs_tree() {
    return new Object[][] {{new double[] {1.5, 0.5, -1, 2, 0.7, 1.1}, 0.9}};
  }
}
