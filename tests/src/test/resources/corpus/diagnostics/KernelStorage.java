import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;
import dev.adjoint.annotations.Parallel;

class KernelStorage {
  @Kernel
  @Differentiable
  static void f(double[] x, int[] steps, double[] y) {
    for (@Parallel int i = 0; i < x.length; i++) {
      double v = x[i];
      // expect: AD064 at "for"
      for (int k = 0; k < steps[i]; k++) {
        v = v * v;
      }
      y[i] = v;
    }
  }

  @Kernel
  @Differentiable
  static void until(double[] x, double[] y) {
    for (@Parallel int i = 0; i < x.length; i++) {
      double v = x[i];
      while (v > 1) {
        // expect: AD064 at "Math.sqrt(v)"
        v = Math.sqrt(v) * 0.9;
      }
      y[i] = v;
    }
  }

  @Kernel
  @Differentiable
  static void inner(double[] x, double[] y) {
    for (@Parallel int i = 0; i < x.length; i++) {
      double v = x[i];
      for (int k = 0; k < 4; k++) {
        // expect: AD064 at "{v, 2 * v}"
        double[] pair = {v, 2 * v};
        for (int j = 0; j < 2; j++) {
          v = Math.sin(v) * pair[j];
        }
      }
      y[i] = v;
    }
  }
}
