package dev.adjoint.benchmarks.problems;

/**
 * The adjoint of {@link BundleAdjustment} by hand, straight line, each division by the depth and the angle done once.
 */
public final class BundleAdjustmentAdjoint {
  private BundleAdjustmentAdjoint() {}

  /** The residuals and the adjoint of the weight. */
  public record ResidualVjp(double[] value, double weight) {}

  /**
   * Adds {@code seed · Jacobian} to the two buffers, of lengths 11 and 3, and returns the weight's part in the
   * record.
   */
  public static ResidualVjp residualVjp(
      double[] camera,
      double[] point,
      double weight,
      double[] feature,
      double[] seed,
      double[] cameraAdjoint,
      double[] pointAdjoint) {
    double r0 = camera[0], r1 = camera[1], r2 = camera[2];
    double o0 = point[0] - camera[3], o1 = point[1] - camera[4], o2 = point[2] - camera[5];
    double square = r0 * r0 + r1 * r1 + r2 * r2;
    if (square == 0) {
      return unrotated(camera, point, weight, feature, seed, cameraAdjoint, pointAdjoint);
    }
    double theta = Math.sqrt(square), sin = Math.sin(theta), cos = Math.cos(theta);
    double inverseTheta = 1 / theta;
    double a0 = r0 * inverseTheta, a1 = r1 * inverseTheta, a2 = r2 * inverseTheta;
    double dot = a0 * o0 + a1 * o1 + a2 * o2;
    double versine = 1 - cos, along = dot * versine;
    double c0 = a1 * o2 - a2 * o1, c1 = a2 * o0 - a0 * o2, c2 = a0 * o1 - a1 * o0;
    double y0 = o0 * cos + c0 * sin + a0 * along;
    double y1 = o1 * cos + c1 * sin + a1 * along;
    double y2 = o2 * cos + c2 * sin + a2 * along;
    double depth = 1 / y2, q0 = y0 * depth, q1 = y1 * depth;
    double s = q0 * q0 + q1 * q1;
    double distortion = 1 + s * (camera[9] + camera[10] * s);
    double focal = camera[6], scale = focal * distortion;
    double error0 = scale * q0 + camera[7] - feature[0], error1 = scale * q1 + camera[8] - feature[1];

    double e0 = weight * seed[0], e1 = weight * seed[1];
    double e = e0 * q0 + e1 * q1;
    double distortionAdjoint = focal * e;
    double twiceS = 2 * distortionAdjoint * (camera[9] + 2 * camera[10] * s);
    double q0Adjoint = scale * e0 + twiceS * q0, q1Adjoint = scale * e1 + twiceS * q1;
    double b0 = q0Adjoint * depth, b1 = q1Adjoint * depth, b2 = -(b0 * q0 + b1 * q1);

    double alongAdjoint = a0 * b0 + a1 * b1 + a2 * b2;
    double dotAdjoint = alongAdjoint * versine;
    double s0 = sin * b0, s1 = sin * b1, s2 = sin * b2;
    double cosAdjoint = o0 * b0 + o1 * b1 + o2 * b2 - alongAdjoint * dot;
    double sinAdjoint = c0 * b0 + c1 * b1 + c2 * b2;
    double a0Adjoint = along * b0 + o1 * s2 - o2 * s1 + dotAdjoint * o0;
    double a1Adjoint = along * b1 + o2 * s0 - o0 * s2 + dotAdjoint * o1;
    double a2Adjoint = along * b2 + o0 * s1 - o1 * s0 + dotAdjoint * o2;
    double o0Adjoint = cos * b0 + a2 * s1 - a1 * s2 + dotAdjoint * a0;
    double o1Adjoint = cos * b1 + a0 * s2 - a2 * s0 + dotAdjoint * a1;
    double o2Adjoint = cos * b2 + a1 * s0 - a0 * s1 + dotAdjoint * a2;
    double radial = cos * sinAdjoint - sin * cosAdjoint
        - (a0Adjoint * a0 + a1Adjoint * a1 + a2Adjoint * a2) * inverseTheta;

    cameraAdjoint[0] += radial * a0 + a0Adjoint * inverseTheta;
    cameraAdjoint[1] += radial * a1 + a1Adjoint * inverseTheta;
    cameraAdjoint[2] += radial * a2 + a2Adjoint * inverseTheta;
    cameraAdjoint[3] -= o0Adjoint;
    cameraAdjoint[4] -= o1Adjoint;
    cameraAdjoint[5] -= o2Adjoint;
    cameraAdjoint[6] += distortion * e;
    cameraAdjoint[7] += e0;
    cameraAdjoint[8] += e1;
    cameraAdjoint[9] += distortionAdjoint * s;
    cameraAdjoint[10] += distortionAdjoint * s * s;
    pointAdjoint[0] += o0Adjoint;
    pointAdjoint[1] += o1Adjoint;
    pointAdjoint[2] += o2Adjoint;
    return new ResidualVjp(
        new double[] {weight * error0, weight * error1}, seed[0] * error0 + seed[1] * error1);
  }

  private static ResidualVjp unrotated(
      double[] camera,
      double[] point,
      double weight,
      double[] feature,
      double[] seed,
      double[] cameraAdjoint,
      double[] pointAdjoint) {
    double o0 = point[0] - camera[3], o1 = point[1] - camera[4], o2 = point[2] - camera[5];
    double depth = 1 / o2, q0 = o0 * depth, q1 = o1 * depth;
    double s = q0 * q0 + q1 * q1;
    double distortion = 1 + s * (camera[9] + camera[10] * s);
    double focal = camera[6], scale = focal * distortion;
    double error0 = scale * q0 + camera[7] - feature[0], error1 = scale * q1 + camera[8] - feature[1];

    double e0 = weight * seed[0], e1 = weight * seed[1];
    double e = e0 * q0 + e1 * q1;
    double distortionAdjoint = focal * e;
    double twiceS = 2 * distortionAdjoint * (camera[9] + 2 * camera[10] * s);
    double b0 = (scale * e0 + twiceS * q0) * depth, b1 = (scale * e1 + twiceS * q1) * depth;
    double b2 = -(b0 * q0 + b1 * q1);
    cameraAdjoint[0] += o1 * b2 - o2 * b1;
    cameraAdjoint[1] += o2 * b0 - o0 * b2;
    cameraAdjoint[2] += o0 * b1 - o1 * b0;
    cameraAdjoint[3] -= b0;
    cameraAdjoint[4] -= b1;
    cameraAdjoint[5] -= b2;
    cameraAdjoint[6] += distortion * e;
    cameraAdjoint[7] += e0;
    cameraAdjoint[8] += e1;
    cameraAdjoint[9] += distortionAdjoint * s;
    cameraAdjoint[10] += distortionAdjoint * s * s;
    pointAdjoint[0] += b0;
    pointAdjoint[1] += b1;
    pointAdjoint[2] += b2;
    return new ResidualVjp(
        new double[] {weight * error0, weight * error1}, seed[0] * error0 + seed[1] * error1);
  }
}
