package diagnostics;

import dev.adjoint.annotations.Differentiable;
import java.util.function.DoubleUnaryOperator;

/** Each place is warned of once, however often it is read: by two methods, in calls that go into one another, in functions. */
final class WarnedOnce {
  static double scale = 2;

  private static double part(double x) {
    // expect: AD201 at "Math.floor(x)"
    double whole = Math.floor(x);
    // expect: AD202 at "x == whole"
    return x == whole ? 0 : x - whole;
  }

  private static double twice(DoubleUnaryOperator f, double x) {
    return f.applyAsDouble(f.applyAsDouble(x));
  }

  @Differentiable(order = 2)
  static double several(double x, double y) {
    // expect: AD205 at "scale"
    return part(x) * part(y) + part(part(x) * scale);
  }

  @Differentiable
  static double again(double[] x) {
    double s = 0;
    for (double v : x) {
      s += part(v);
    }
    // expect: AD201 at "Math.rint(t)"
    return s + twice(t -> t * Math.rint(t), x[0]) + twice(WarnedOnce::part, s);
  }

  private static double recursive(double x, int n) {
    // expect: AD201 at "Math.ceil(x)"
    return n == 0 ? Math.ceil(x) * x : recursive(x, n - 1) * recursive(x * x, n - 1);
  }

  @Differentiable
  static double deep(double x, int n) {
    return recursive(x, n) + recursive(2, n) * x;
  }
}
