package diagnostics;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

interface ImplementationMissing {
  @Differentiable
  double value(double x);

  /** Has one. */
  final class Square implements ImplementationMissing {
    @Override
    @Differentiable
    public double value(double x) {
      return x * x;
    }
  }

  /** Has none. */
  final class Cube implements ImplementationMissing {
    @Override
    // expect: AD025 at "value"
    public double value(double x) {
      return x * x * x;
    }
  }

  /** Says that it has none. */
  final class Logged implements ImplementationMissing {
    @Override
    @NonDifferentiable
    public double value(double x) {
      System.out.println(x);
      return x;
    }
  }
}
