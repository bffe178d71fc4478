package diagnostics;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

interface ImplementationDiffers {
  @Differentiable(order = 2)
  double value(double x, double[] w);

  /** Other parameters. */
  final class Fewer implements ImplementationDiffers {
    @Override
    @Differentiable(order = 2, wrt = "w")
    // expect: AD026 at "value"
    public double value(double x, double[] w) {
      return x * x + w[0];
    }
  }

  /** Fewer derivatives. */
  final class First implements ImplementationDiffers {
    @Override
    @Differentiable
    // expect: AD026 at "value"
    public double value(double x, double[] w) {
      return x * x + w[0];
    }
  }

  /** An array that the other one has for a constant. */
  interface Constant {
    @Differentiable
    double value(double x, @NonDifferentiable double[] w);

    /** Is differentiated by it. */
    final class More implements Constant {
      @Override
      @Differentiable
      // expect: AD026 at "value"
      public double value(double x, double[] w) {
        return x * w[0];
      }
    }
  }
}
