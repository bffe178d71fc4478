import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;
import dev.adjoint.annotations.Parallel;

class ParallelCarried {
  @Kernel
  @Differentiable
  static void f(double[] x, double[] y) {
    double sum = 0;
    for (@Parallel int i = 0; i < x.length; i++) {
      // expect: AD061 at "sum += x[i]"
      sum += x[i];
      y[i] = sum;
    }
  }
}
