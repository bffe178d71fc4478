import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;

class KernelBody {
  @Kernel
  @Differentiable
  static double f(double x, int n) {
    // expect: AD019 at "1 / n"
    int k = 1 / n;
    // expect: AD019 at "Math.ulp(1.0)"
    return k * x + Math.ulp(1.0);
  }
}
