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
      double[] t = new double[3];
      // expect: AD019 at "t.clone()"
      double[] u = t.clone();
      y[i] = u[0] + x[i];
    }
  }
}
