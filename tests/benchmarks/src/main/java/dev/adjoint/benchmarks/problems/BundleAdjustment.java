package dev.adjoint.benchmarks.problems;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/**
 * The reprojection error of one observation in bundle adjustment, as Microsoft's ADBench defines it.
 *
 * <p>The projection is a rotation by a rotation vector (O. Rodrigues, 1840), a perspective division and a radial
 * distortion of two terms; B. Triggs et al., <i>Bundle Adjustment: a Modern Synthesis</i> (1999).
 */
public final class BundleAdjustment {
  private BundleAdjustment() {}

  /**
   * Two residuals, {@code weight (projection - feature)}.
   *
   * @param camera 11 numbers: rotation vector 0-2, centre 3-5, focal length 6, principal point 7-8, radial distortion
   *     9-10
   * @param point 3 coordinates
   * @param weight the weight of the observation
   * @param feature the 2 coordinates that were seen
   */
  @Differentiable
  public static double[] residual(
      double[] camera, double[] point, double weight, @NonDifferentiable double[] feature) {
    double r0 = camera[0], r1 = camera[1], r2 = camera[2];
    double o0 = point[0] - camera[3], o1 = point[1] - camera[4], o2 = point[2] - camera[5];
    double square = r0 * r0 + r1 * r1 + r2 * r2;
    double y0, y1, y2;
    if (square > 0) {
      double theta = Math.sqrt(square), sin = Math.sin(theta), cos = Math.cos(theta);
      double a0 = r0 / theta, a1 = r1 / theta, a2 = r2 / theta;
      double along = (a0 * o0 + a1 * o1 + a2 * o2) * (1 - cos);
      y0 = o0 * cos + (a1 * o2 - a2 * o1) * sin + a0 * along;
      y1 = o1 * cos + (a2 * o0 - a0 * o2) * sin + a1 * along;
      y2 = o2 * cos + (a0 * o1 - a1 * o0) * sin + a2 * along;
    } else {
      y0 = o0 + r1 * o2 - r2 * o1;
      y1 = o1 + r2 * o0 - r0 * o2;
      y2 = o2 + r0 * o1 - r1 * o0;
    }
    double q0 = y0 / y2, q1 = y1 / y2;
    double s = q0 * q0 + q1 * q1;
    double distortion = 1 + camera[9] * s + camera[10] * s * s;
    double focal = camera[6];
    return new double[] {
      weight * (focal * q0 * distortion + camera[7] - feature[0]),
      weight * (focal * q1 * distortion + camera[8] - feature[1])
    };
  }

  /** The residual {@code 1 - weight²} that keeps a weight near 1. */
  @Differentiable
  public static double weightResidual(double weight) {
    return 1 - weight * weight;
  }
}
