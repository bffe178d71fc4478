// annotate: hipparchus-geometry org.hipparchus.geometry.euclidean.threed.Rotation#applyTo(double[], double[])
// with: hipparchus-geometry org.hipparchus.geometry.euclidean.threed.Vector3D
package published;

import dev.adjoint.annotations.Differentiable;
import org.hipparchus.geometry.euclidean.threed.Rotation;
import org.hipparchus.geometry.euclidean.threed.RotationConvention;
import org.hipparchus.geometry.euclidean.threed.Vector3D;

/** Geometry: two rotations by quaternions, composed, and applied to a vector; all of them are objects made of what is differentiated. */
final class RotateVector {
  @Differentiable
  static double f(double[] q, double[] r, double[] v) {
    Rotation first = new Rotation(q[0], q[1], q[2], q[3], true);
    Rotation second = new Rotation(r[0], r[1], r[2], r[3], true);
    Vector3D image = first.compose(second, RotationConvention.VECTOR_OPERATOR).applyTo(new Vector3D(v[0], v[1], v[2]));
    return image.getX() + image.getNorm() * image.add(new Vector3D(1, 2, 3)).getNormSq();
  }

  static Object[][] inputs() {
    return new Object[][] {{new double[] {0.5, -0.25, 0.75, 0.125}, new double[] {0.25, 1, 0.5, -0.5}, new double[] {1, -2, 0.5}}};
  }
}
