import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;
import dev.adjoint.annotations.Parallel;

class ParallelCells {
  @Kernel
  @Differentiable
  static void twice(double[] x, int n, double[] y) {
    for (@Parallel int i = 0; i < x.length; i++) {
      for (int j = 0; j < n; j++) {
        y[i * n + j] = x[i];
      }
      for (int j = 0; j < n; j++) {
        // expect: AD063 at "y[i * n + j]"
        y[i * n + j] *= 2;
      }
    }
  }
}
