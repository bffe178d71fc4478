package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class FinallyJumps {
  @Differentiable
  @SuppressWarnings("finally")
  static double value(double[] x) {
    double s = 0;
    for (double v : x) {
      try {
        s += v * v;
        if (s > 10) {
          break;
        }
        // expect: AD010 at "{"
      } finally {
        continue;
      }
    }
    return s;
  }
}
