import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;
import dev.adjoint.annotations.Parallel;

class KernelBody {
  @Kernel
  @Differentiable
  static double f(double x, int n) {
    // expect: AD019 at "1 / n"
    int k = 1 / n;
    // expect: AD019 at "Math.ulp(1.0)"
    return k * x + Math.ulp(1.0);
  }

  @Kernel
  @Differentiable
  static void g(double[] x, double[] y) {
    for (@Parallel int i = 0; i < x.length; i++) {
      // expect: AD019 at "new double[3]"
      double[] t = new double[3];
      y[i] = t[0] + x[i];
    }
  }
}
