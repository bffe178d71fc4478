// annotate: commons-math3 org.apache.commons.math3.analysis.interpolation.LoessInterpolator#smooth(double[], double[], double[])
// annotate: commons-math3 org.apache.commons.math3.util.MathArrays#checkOrder(double[])
package published;

import org.apache.commons.math3.analysis.interpolation.LoessInterpolator;

/** Interpolation: local regressions with robustness iterations, a median by sorting, fields of the receiver. */
final class LoessSmooth {
  static Object[][] inputs() {
    return new Object[][] {{new LoessInterpolator(0.5, 2), new double[] {0, 0.6, 1.3, 1.9, 2.8, 3.1, 4.2, 4.9},
      new double[] {1, 1.7, 0.6, 0.9, 2.5, 2.1, 3.4, 2.2}, new double[] {1, 1.25, 0.75, 1, 0.5, 1, 1.5, 1}}};
  }
}
