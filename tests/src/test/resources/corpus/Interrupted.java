package corpus;

import dev.adjoint.annotations.Differentiable;

/** What a body has done before the exception stays done, and is differentiated: locals, arrays, loops left in the middle. */
final class Interrupted {
  @Differentiable
  static double sum(double[] x, int n) {
    double s = 0;
    try {
      for (int i = 0; i < n; i++) {
        s += x[i] * x[i];
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      s = s * 2;
    }
    return s;
  }

  static Object[][] inputs_sum() {
    double[] x = {1.5, 0.75, 0.5};
    return new Object[][] {{x, 0}, {x, 2}, {x, 3}, {x, 5}};
  }

  @Differentiable
  static double written(double[] x, int n) {
    double[] y = {1, 1, 1};
    try {
      y[0] = x[0] * x[1];
      y[1] = x[1] * (10 / n);
      y[2] = x[0];
    } catch (ArithmeticException e) {
      y[2] = x[1] * x[1];
    }
    return y[0] * y[1] + y[2];
  }

  static Object[][] inputs_written() {
    double[] x = {1.5, 0.75};
    return new Object[][] {{x, 0}, {x, 3}};
  }

  @Differentiable
  static double nestedLoops(double[][] a, int n, int m) {
    double s = 1;
    int steps = 0;
    try {
      for (int i = 0; i < n; i++) {
        double row = 0;
        for (int j = 0; j < m; j++) {
          row += a[i][j] * s;
          s = s * 0.5 + row;
          steps++;
        }
        s = s + row * row;
        a[i][0] = s;
      }
    } catch (ArrayIndexOutOfBoundsException | NullPointerException e) {
      s = s * 3;
    }
    return s * steps + a[0][0];
  }

  static Object[][] inputs_nestedLoops() {
    return new Object[][] {
        {new double[][] {{0.5, 0.25}, {0.75, 0.5}}, 2, 2},
        {new double[][] {{0.5, 0.25}, {0.75, 0.5}}, 3, 2},
        {new double[][] {{0.5, 0.25}, {0.75, 0.5}}, 2, 3},
        {new double[][] {{0.5, 0.25}, {0.75}, {1, 2}}, 3, 2},
        {new double[][] {{0.5, 0.25}, null}, 2, 2}};
  }

  @Differentiable
  static double conditionThrows(double[] x, int limit) {
    int i = 0;
    double p = 1;
    try {
      while (x[i] > 0 && i < limit) {
        p = p * x[i] + 1;
        i++;
      }
      p = p * p;
    } catch (ArrayIndexOutOfBoundsException e) {
      p = p * i;
    }
    return p;
  }

  static Object[][] inputs_conditionThrows() {
    double[] x = {1.5, 0.75, 0.5};
    return new Object[][] {{x, 2}, {x, 3}, {x, 9}, {new double[] {1.5, -2, 3}, 9}, {new double[0], 1}};
  }

  @Differentiable
  static double retries(double[] x, int[] budget) {
    double y = x[0];
    for (int attempt = 0; ; attempt++) {
      try {
        y = y * 1.5;
        y = y + x[1] / (6 / (budget[attempt] - 2));
        break;
      } catch (ArithmeticException e) {
        y = y * x[1];
        if (attempt >= 2) {
          throw e;
        }
      }
    }
    return y;
  }

  static Object[][] inputs_retries() {
    double[] x = {1.5, 0.75};
    return new Object[][] {{x, new int[] {3}}, {x, new int[] {2, 4}}, {x, new int[] {2, 2, 5}}};
  }

  static Object[][] throws_retries() {
    double[] x = {1.5, 0.75};
    return new Object[][] {{x, new int[] {2, 2, 2}}, {x, new int[] {2}}};
  }

  @Differentiable
  static double branches(double[] x, int[] k) {
    double a = x[0];
    double b = x[1];
    try {
      if (k.length > 1) {
        a = a * b;
        b = b + 4 / k[0] * a;
        a = a + b;
      } else {
        b = b * 2;
        b += k[0];
      }
      a = a * (5 / k[k.length - 1]);
      b = Math.sin(a) * (12 / (3 / k[0]));
    } catch (ArithmeticException e) {
      a = a * 0.5 + b;
    } catch (ArrayIndexOutOfBoundsException e) {
      a = a - b;
    }
    return a * b;
  }

  static Object[][] inputs_branches() {
    double[] x = {1.5, 0.75};
    return new Object[][] {{x, new int[] {1, 1}}, {x, new int[] {0, 1}}, {x, new int[] {1}}, {x, new int[0]}, {x, new int[] {4}},
        {x, new int[] {4, 2}}};
  }

  private static void fill(double[] y, double[] x, int n) {
    for (int i = 0; i < n; i++) {
      y[i] = x[i] * x[i];
    }
  }

  @Differentiable
  static double helperInterrupted(double[] x, int n) {
    double[] y = new double[x.length];
    try {
      fill(y, x, n);
      y[0] *= 2;
    } catch (ArrayIndexOutOfBoundsException e) {
      y[y.length - 1] *= y[0];
    }
    double s = 0;
    for (double v : y) {
      s += v;
    }
    return s;
  }

  static Object[][] inputs_helperInterrupted() {
    double[] x = {1.5, 0.75, 0.5};
    return new Object[][] {{x, 2}, {x, 3}, {x, 4}};
  }

  @Differentiable
  static double arraysChange(double[] x, int n) {
    double[] current = x.clone();
    double[] best = current;
    try {
      for (int i = 0; i < n; i++) {
        double[] next = new double[current.length];
        for (int j = 0; j < next.length; j++) {
          next[j] = current[j] * 0.5 + current[next.length - 1 - j] * x[i];
        }
        best = current;
        current = next;
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      best[0] = best[0] * 2;
    }
    return current[0] + best[0] * best[1];
  }

  static Object[][] inputs_arraysChange() {
    double[] x = {1.5, 0.75, 0.5};
    return new Object[][] {{x, 2}, {x, 3}, {x, 4}};
  }

  private static double tree(double[] x, int i, int depth) {
    if (depth == 0) {
      return x[i] * x[i];
    }
    double[] own = {x[i], 2};
    own[0] *= own[1];
    return tree(x, 2 * i + 1, depth - 1) * own[0] + tree(x, 2 * i + 2, depth - 1);
  }

  @Differentiable
  static double readerInterrupted(double[] x, int n) {
    double s = 0;
    double[] a = x.clone();
    for (int d = 0; d < n; d++) {
      try {
        a[0] += 1;
        s += tree(a, 0, d);
        a[1] *= s;
      } catch (ArrayIndexOutOfBoundsException e) {
        s *= 2;
        a[0] = x[1];
      }
    }
    return s + a[0] * a[1];
  }

  static Object[][] inputs_readerInterrupted() {
    double[] x = {0.5, 0.75, -0.5};
    return new Object[][] {{x, 1}, {x, 2}, {x, 3}, {x, 4}};
  }
}
