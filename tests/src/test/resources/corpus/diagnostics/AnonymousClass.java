package diagnostics;

import dev.adjoint.annotations.Differentiable;
import java.util.function.DoubleUnaryOperator;

final class AnonymousClass {
  abstract static class Counted {
    int calls;

    abstract double of(double x);
  }

  @Differentiable
  static double fields(double a) {
    DoubleUnaryOperator f =
        // expect: AD034 at "new DoubleUnaryOperator() {"
        new DoubleUnaryOperator() {
          private int calls;

          @Override
          public double applyAsDouble(double t) {
            return a * t + calls++;
          }
        };
    return f.applyAsDouble(a);
  }

  @Differentiable
  static double inherited(double a) {
    Counted f =
        // expect: AD034 at "new Counted() {"
        new Counted() {
          @Override
          double of(double t) {
            return a * t;
          }
        };
    return f.of(a);
  }

  @Differentiable
  static double constant(double a) {
    Counted f = new Counted() {
      @Override
      double of(double t) {
        return 2 * t;
      }
    };
    return a * f.of(3);
  }
}
