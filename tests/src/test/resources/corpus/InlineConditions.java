package corpus;

import dev.adjoint.annotations.Differentiable;

/** Conditions with updates inside loops' headers, a comma of effects, an assignment in an index. */
final class InlineConditions {
  @Differentiable
  static double value(double[] x) {
    int i = -1;
    double s = 0, t;
    while (++i < x.length && (t = x[i]) < 5) {
      s += t * t;
    }
    double v = 1;
    for (int k = 0; (v = v * 0.7 + x[0] * 0.1) > 0.3 && k < 8; k++) {
      s += v * k;
    }
    int j;
    s += x[j = i - 1] * j + x[(j = 0) + j];
    if ((v = s * v) > 1 ? s > 2 : v < 0) {
      s -= v;
    }
    return s * v;
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[] {1, 2, 3}}, {new double[] {0.5, 7, 3}}, {new double[] {-0.5, 0.25}}};
  }
}
