package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class TapeLimit {
  @Differentiable(maxTapeBytesPerIteration = 8)
  static double f(double[] x) {
    double y = 1;
    for (int i = 0; i < x.length; i++) {
      // expect: AD320 at "Math.exp(y)"
      double e = Math.exp(y);
      y = e * y * x[i];
    }
    return y;
  }

  @Differentiable(maxTapeBytesPerIteration = 0)
  static double independent(double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += Math.exp(x[i]) * x[i];
    }
    return sum;
  }
}
