package diagnostics;

import dev.adjoint.annotations.Differentiable;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

final class LambdaCapture {
  static DoubleUnaryOperator kept;

  static double later(DoubleUnaryOperator f) {
    kept = f;
    return f.applyAsDouble(0.5);
  }

  @Differentiable
  static double value(double a) {
    // expect: AD011 at "t -> a * t"
    DoubleUnaryOperator f = t -> a * t;
    return Optional.of(f).get().applyAsDouble(0.5) * a;
  }

  @Differentiable
  static double helper(double a) {
    // expect: AD016 at "t -> a * t"
    return later(t -> a * t) * a;
  }
}
