package corpus;

import dev.adjoint.annotations.Differentiable;

/** Arrays allocated but never active, active arrays that are never read, results that are written twice. */
final class LocalIndependence {
  @Differentiable
  static double value(double[] x) {
    double[] never = new double[2];
    double[] written = new double[2];
    double[] result = new double[1];
    never[0] = 3;
    written[1] = x[0] * x[1];
    result[0] = x[0];
    result[0] = never[0] * x[1];
    double dead = Math.sqrt(x[0] * x[0]);
    dead *= 2;
    return result[0] * x[0];
  }

  @Differentiable
  static void overwritesOutput(double[] x, double[] out) {
    out[0] = out[0] * x[0];
    out[0] = 5;
    out[1] = x[1];
    out[1] = out[1] * out[1];
    x[0] = 0;
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[] {1.5, 2}}};
  }

  static Object[][] inputs_overwritesOutput() {
    return new Object[][] {{new double[] {1.5, 2}, new double[] {3, 4}}};
  }
}
