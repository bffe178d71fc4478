package diagnostics;

import dev.adjoint.annotations.Differentiable;
import java.util.function.DoubleUnaryOperator;

final class LambdaCapture {
  static double integrate(DoubleUnaryOperator f) {
    return f.applyAsDouble(0.5);
  }

  @Differentiable
  static double value(double a) {
    // expect: AD011 at "t -> a * t"
    return integrate(t -> a * t) * a;
  }
}
