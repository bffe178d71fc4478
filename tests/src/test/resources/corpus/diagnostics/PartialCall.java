package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class PartialCall {
  private static void fill(double[] a, double[] x, int i) {
    a[i] = x[i] * x[i];
    if (i > 0) {
      fill(a, x, i - 1);
    }
  }

  @Differentiable
  static double value(double[] x, int n) {
    double[] a = {1, 1};
    try {
      // expect: AD021 at "fill(a, x, n)"
      fill(a, x, n);
    } catch (ArrayIndexOutOfBoundsException e) {
      a[0] = x[0];
    }
    return a[0] * a[1];
  }
}
