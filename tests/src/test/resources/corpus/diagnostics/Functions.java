package diagnostics;

import dev.adjoint.annotations.Differentiable;
import java.util.function.DoubleUnaryOperator;

final class Functions {
  static DoubleUnaryOperator kept;

  static double at(DoubleUnaryOperator f, double x) {
    // expect: AD030 at "f.applyAsDouble(x)"
    return f.applyAsDouble(x);
  }

  @Differentiable
  static double given(double a, DoubleUnaryOperator f) {
    return at(f, a);
  }

  @Differentiable
  static double ofField(double a) {
    // expect: AD030 at "kept.applyAsDouble(a)"
    return kept.applyAsDouble(a);
  }

  private static DoubleUnaryOperator scaled(double k) {
    return x -> k * x;
  }

  @Differentiable
  static double stored(double a) {
    // expect: AD031 at "scaled(a)"
    DoubleUnaryOperator f = scaled(a);
    kept = f;
    return f.applyAsDouble(a);
  }

  static double wrapped(DoubleUnaryOperator f, double x, int n) {
    return n == 0 ? f.applyAsDouble(x) : wrapped(t -> f.applyAsDouble(f.applyAsDouble(t)), x, n - 1);
  }

  @Differentiable
  static double grows(double a) {
    // expect: AD032 at "wrapped(t -> a * t, a, 3)"
    return wrapped(t -> a * t, a, 3);
  }

  static double loop(double a, int n) {
    DoubleUnaryOperator f = t -> t;
    for (int i = 0; i < n; i++) {
      // expect: AD030 at "f.andThen(t -> a * t)"
      f = f.andThen(t -> a * t);
    }
    return f.applyAsDouble(a);
  }

  @Differentiable
  static double assignedInALoop(double a) {
    return loop(a, 3);
  }
}
