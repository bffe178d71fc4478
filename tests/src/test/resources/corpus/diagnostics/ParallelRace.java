import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;
import dev.adjoint.annotations.Parallel;

class ParallelRace {
  @Kernel
  @Differentiable
  static void common(double[] x, double[] y) {
    for (@Parallel int i = 0; i < x.length; i++) {
      // expect: AD062 at "y[0] = x[i]"
      y[0] = x[i];
    }
  }

  @Kernel
  @Differentiable
  static void neighbour(double[] y) {
    for (@Parallel int i = 1; i < y.length; i++) {
      // expect: AD062 at "y[i] = 2 * y[i - 1]"
      y[i] = 2 * y[i - 1];
    }
  }

  @Kernel
  @Differentiable
  static void overlap(double[] x, double[] y) {
    for (@Parallel int i = 0; i < x.length; i++) {
      y[2 * i] = x[i];
      // expect: AD062 at "y[2 * i + 2] = x[i]"
      y[2 * i + 2] = x[i];
    }
  }

  @Kernel
  @Differentiable
  static void scattered(double[] x, int[] at, double[] y) {
    for (@Parallel int i = 0; i < x.length; i++) {
      // expect: AD062 at "y[at[i]] = x[i]"
      y[at[i]] = x[i];
    }
  }

  @Kernel
  @Differentiable
  static void rows(double[] x, int n, double[] y) {
    for (@Parallel int i = 0; i < x.length; i++) {
      for (int j = 0; j <= n; j++) {
        // expect: AD062 at "y[i * n + j] = x[i]"
        y[i * n + j] = x[i];
      }
    }
  }
}
