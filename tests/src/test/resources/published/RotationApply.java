// annotate: hipparchus-geometry org.hipparchus.geometry.euclidean.threed.Rotation#applyTo(double[], double[])
package published;

import org.hipparchus.geometry.euclidean.threed.Rotation;

/** Geometry: a quaternion in the receiver, the result into the caller's array. */
final class RotationApply {
  static Object[][] inputs() {
    return new Object[][] {{new Rotation(0.5, -0.25, 0.75, 0.125, true), new double[] {1, -2, 0.5}, new double[3]}};
  }
}
