// annotate: hipparchus-geometry org.hipparchus.geometry.euclidean.threed.Vector3D#angle(Vector3D, Vector3D)
package published;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.Differentiable;
import org.hipparchus.geometry.euclidean.threed.Vector3D;
import org.hipparchus.util.MathArrays;

/** Geometry: objects with active fields, made from coordinates. Sums of products in double double precision have rules. */
final class VectorAngle {
  @Differentiable
  static double f(double[] a, double[] b) {
    return Vector3D.angle(new Vector3D(a[0], a[1], a[2]), new Vector3D(b[0], b[1], b[2]));
  }

  @DerivativeOf(type = MathArrays.class, method = "linearCombination",
      parameterTypes = {double.class, double.class, double.class, double.class})
  static double[] twoVjp(double a1, double b1, double a2, double b2, double seed) {
    return new double[] {seed * b1, seed * a1, seed * b2, seed * a2};
  }

  @DerivativeOf(type = MathArrays.class, method = "linearCombination",
      parameterTypes = {double.class, double.class, double.class, double.class, double.class, double.class})
  static double[] threeVjp(double a1, double b1, double a2, double b2, double a3, double b3, double seed) {
    return new double[] {seed * b1, seed * a1, seed * b2, seed * a2, seed * b3, seed * a3};
  }

  static Object[][] inputs() {
    return new Object[][] {{new double[] {1, 0.5, -2}, new double[] {0.25, 1, 1.5}},
      {new double[] {1, 0.5, -2}, new double[] {1, 0.51, -2.01}}};
  }
}
