package dev.adjoint.examples;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/**
 * The reprojection error of one observation, in ADBench's form: rotation by a vector (Rodrigues, 1840), projection,
 * distortion.
 */
final class BundleAdjustment {
  private BundleAdjustment() {}

  /**
   * {@code weight (projection - feature)}; the camera is rotation 0-2, centre 3-5, focal length 6, principal point
   * 7-8, distortion 9-10.
   */
  @Differentiable
  static double[] residual(double[] camera, double[] point, double weight, @NonDifferentiable double[] feature) {
    double[] offset = new double[3];
    for (int i = 0; i < 3; i++) {
      offset[i] = point[i] - camera[3 + i];
    }
    double[] y = rotate(camera, offset);
    double q0 = y[0] / y[2], q1 = y[1] / y[2];
    double s = q0 * q0 + q1 * q1;
    double distortion = 1 + camera[9] * s + camera[10] * s * s;
    return new double[] {
      weight * (camera[6] * q0 * distortion + camera[7] - feature[0]),
      weight * (camera[6] * q1 * distortion + camera[8] - feature[1])
    };
  }

  /** Keeps the weight near 1. */
  @Differentiable
  static double weightResidual(double weight) {
    return 1 - weight * weight;
  }

  /** Rotates {@code o} by the rotation vector in the first three entries of {@code r}. */
  private static double[] rotate(double[] r, double[] o) {
    double square = r[0] * r[0] + r[1] * r[1] + r[2] * r[2];
    if (!(square > 0)) {
      double[] y = cross(r, o);
      for (int i = 0; i < 3; i++) {
        y[i] += o[i];
      }
      return y;
    }
    double theta = Math.sqrt(square), cos = Math.cos(theta), sin = Math.sin(theta);
    double[] axis = {r[0] / theta, r[1] / theta, r[2] / theta};
    double along = (axis[0] * o[0] + axis[1] * o[1] + axis[2] * o[2]) * (1 - cos);
    double[] y = cross(axis, o);
    for (int i = 0; i < 3; i++) {
      y[i] = o[i] * cos + y[i] * sin + axis[i] * along;
    }
    return y;
  }

  private static double[] cross(double[] a, double[] b) {
    return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
  }
}
