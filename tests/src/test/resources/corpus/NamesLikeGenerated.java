package corpus;

import dev.adjoint.annotations.Differentiable;

/** Locals and parameters named as generated code would name its own. */
final class NamesLikeGenerated {
  @Differentiable
  static double f(double seed, double value, double[] tape, double tangent) {
    double adjoint = seed * value;
    double xAdjoint = adjoint + tape[0] * tangent;
    double t0 = xAdjoint * adjoint;
    double t1 = t0 + seed;
    double dx = t1, xDot = dx * 0.5, fValue = xDot, result = fValue;
    for (int i = 0, n = tape.length; i < n; i++) {
      double tapeAdjoint = tape[i] * result;
      double cache = tapeAdjoint, stack = cache;
      result = stack + i * seed;
      mark += 0;
    }
    double FVjp = result, FGradient = FVjp, Math_ = FGradient;
    return Math_ * xDot;
  }

  static int mark;

  @Differentiable
  static double g(double x, double xAdjoint, double xTangent, double valueTangent, double[] seedAdjoint, double frame) {
    double dx = x * xAdjoint, dxAdjoint = dx * xTangent, x1 = dxAdjoint + valueTangent, x2 = x1 * seedAdjoint[0];
    x = x2 * frame;
    double x_1 = x, x$ = x_1, _x = x$;
    return _x * x;
  }

  @Differentiable
  static void fVjp(double[] values, double[] valuesAdjoint, double[] seed) {
    values[0] *= valuesAdjoint[0] + seed[0];
    seed[1] = values[0];
  }

  static Object[][] inputs_f() {
    return new Object[][] {{1.5, 0.5, new double[] {0.25, 2}, 0.75}};
  }

  static Object[][] inputs_g() {
    return new Object[][] {{1.5, 0.5, 0.75, 1.25, new double[] {0.25, 2}, 0.6}};
  }

  static Object[][] inputs_fVjp() {
    return new Object[][] {{new double[] {1.5, 2}, new double[] {0.5, 3}, new double[] {0.25, 2}}};
  }
}
