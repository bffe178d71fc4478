import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;
import dev.adjoint.annotations.Parallel;

class KernelAtomics {
  @Kernel(deterministic = true)
  @Differentiable
  static void f(double[] x, int[] at, double[] y) {
    for (@Parallel int i = 0; i < at.length; i++) {
      // expect: AD065 at "x[at[i]]"
      y[i] = x[at[i]];
    }
  }
}
