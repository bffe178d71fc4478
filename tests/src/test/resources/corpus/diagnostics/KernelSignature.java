import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;

class KernelSignature {
  @Kernel
  @Differentiable
  // expect: AD312 at "f"
  static double f(double x, float y) {
    return x * y;
  }

  @Kernel
  @Differentiable
  // expect: AD312 at "g"
  static void g(double[][] x, double[] y) {
    y[0] = x[0][0];
  }
}
