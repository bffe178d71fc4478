import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;
import dev.adjoint.annotations.Parallel;

class KernelArray {
  @Kernel
  @Differentiable
  static void length(double[] x, int n, double[] y) {
    for (@Parallel int i = 0; i < x.length; i++) {
      // expect: AD066 at "new double[n]"
      double[] t = new double[n];
      t[0] = x[i];
      y[i] = t[0];
    }
  }

  @Kernel
  @Differentiable
  static void rows(double[] x, double[] y) {
    for (@Parallel int i = 0; i < x.length; i++) {
      // expect: AD066 at "new double[2][2]"
      double[][] t = new double[2][2];
      y[i] = x[i];
    }
  }
}
