// annotate: hipparchus-geometry org.hipparchus.geometry.euclidean.threed.Vector3D#angle(Vector3D, Vector3D)
// refused: AD001 objects
package published;

import dev.adjoint.annotations.Differentiable;
import org.hipparchus.geometry.euclidean.threed.Vector3D;

/** Geometry: objects with active fields, made from coordinates. */
final class VectorAngle {
  @Differentiable
  static double f(double[] a, double[] b) {
    return Vector3D.angle(new Vector3D(a[0], a[1], a[2]), new Vector3D(b[0], b[1], b[2]));
  }

  static Object[][] inputs() {
    return new Object[][] {{new double[] {1, 0.5, -2}, new double[] {0.25, 1, 1.5}},
      {new double[] {1, 0.5, -2}, new double[] {1, 0.51, -2.01}}};
  }
}
