package corpus;

import dev.adjoint.annotations.Differentiable;

/** {@code var}, final and effectively final locals, blocks that reuse a name, late initialisation. */
final class LocalKinds {
  @Differentiable
  static double locals(double x, final double y) {
    var a = x * y;
    final double b;
    if (a > 0) {
      b = a;
    } else {
      b = -2 * a;
    }
    {
      var t = new double[] {a, b};
      a = t[1] * x;
    }
    {
      double t = a + b;
      a *= t;
    }
    final var n = 3;
    for (var i = 0; i < n; i++) {
      final var c = a * 0.5;
      a = c + y;
    }
    return a + b;
  }

  static Object[][] inputs_locals() {
    return new Object[][] {{1.5, 0.5}, {-1.5, 0.5}};
  }
}
