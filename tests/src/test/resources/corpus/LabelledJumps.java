package corpus;

import dev.adjoint.annotations.Differentiable;

/** Labelled break and continue through several levels of loops, and out of a plain block. */
final class LabelledJumps {
  @Differentiable
  static double matrixSearch(double[][] m, double limit) {
    double s = 0;
    outer:
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < m[i].length; j++) {
        if (m[i][j] < 0) {
          continue outer;
        }
        s += m[i][j] * (i + 1) * limit;
        if (s > 30) {
          break outer;
        }
      }
      s *= 1.1;
    }
    return s;
  }

  @Differentiable
  static double block(double x, double y) {
    double t = x;
    work: {
      t *= y;
      if (t > 1) {
        break work;
      }
      t += x * x;
      inner: {
        if (t < 0) {
          break inner;
        }
        t *= 2;
        if (t > 5) {
          break work;
        }
      }
      t -= y;
    }
    return t * x;
  }

  @Differentiable
  static double threeLevels(double x) {
    double s = 1;
    a:
    for (int i = 0; i < 4; i++) {
      b:
      for (int j = 0; ; j++) {
        int k = 0;
        while (true) {
          s += s * x * 0.1;
          if (j > 2) {
            continue a;
          }
          if (k == i) {
            continue b;
          }
          if (i + j + k > 4) {
            break a;
          }
          k++;
        }
      }
    }
    return s;
  }

  static Object[][] inputs_matrixSearch() {
    return new Object[][] {
      {new double[][] {{1, 2}, {3, -1, 4}, {0.5}}, 0.7}, {new double[][] {{1, 2}, {3, 1, 4}, {0.5}}, 3.5}, {new double[][] {{}, {-1}}, 1.5}
    };
  }

  static Object[][] inputs_block() {
    return new Object[][] {{1.5, 2.0}, {0.5, 1.0}, {-1.5, 0.25}, {-0.5, 4.0}, {2.5, 0.3}};
  }

  static Object[][] inputs_threeLevels() {
    return new Object[][] {{0.5}, {-1.5}};
  }
}
