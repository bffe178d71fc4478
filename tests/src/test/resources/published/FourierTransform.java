// annotate: commons-math3 org.apache.commons.math3.transform.FastFourierTransformer#transformInPlace(double[][], DftNormalization, TransformType)
package published;

import org.apache.commons.math3.transform.DftNormalization;
import org.apache.commons.math3.transform.TransformType;

/** Transform: rows of a matrix overwritten in place, bit reversal, static tables, a switch over enums. */
final class FourierTransform {
  static Object[][] inputs() {
    double[][] data = {{1, -0.5, 0.25, 2, -1.5, 0.75, 0.125, -2}, {0, 0.5, -1, 0.25, 1.5, -0.75, 2, 0.375}};
    double[][] pair = {{1, -0.5}, {0.25, 2}};
    return new Object[][] {{data, DftNormalization.STANDARD, TransformType.FORWARD},
      {data, DftNormalization.UNITARY, TransformType.INVERSE}, {pair, DftNormalization.UNITARY, TransformType.FORWARD}};
  }
}
