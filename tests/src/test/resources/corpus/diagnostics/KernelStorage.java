import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;
import dev.adjoint.annotations.Parallel;

class KernelStorage {
  @Kernel
  @Differentiable
  static void f(double[] x, int steps, double[] y) {
    for (@Parallel int i = 0; i < x.length; i++) {
      double v = x[i];
      // expect: AD064 at "for"
      for (int k = 0; k < steps; k++) {
        v = v * v;
      }
      y[i] = v;
    }
  }
}
