package dev.adjoint.benchmarks.problems;

import java.util.Arrays;

/**
 * The Jacobian of all residuals of a bundle adjustment: for observation o the rows 2o and 2o + 1, with 15 entries
 * each, and the row 2p + o of its weight, with one. The pattern depends on nothing but the counts, so only the
 * entries are kept.
 *
 * <p>Entry {@code (2o + r) 15 + c} is residual r of observation o by number c of its camera (0-10), point (11-13) or
 * weight (14); entry {@code 30 p + o} is the weight's row.
 */
public final class SparseJacobian {
  /** The entries of one row of an observation: camera, point, weight. */
  public static final int ROW = 15;

  private static final int CAMERA = 11, POINT = 3;

  private final double[] values;
  private final double[] cameraAdjoint = new double[CAMERA], pointAdjoint = new double[POINT];
  private final double[][] seeds = {{1, 0}, {0, 1}};
  private final int observations;

  /** A Jacobian of {@code observations} observations, all zero. */
  public SparseJacobian(int observations) {
    this.observations = observations;
    values = new double[(2 * ROW + 1) * observations];
  }

  /**
   * A vector-Jacobian product of {@link BundleAdjustment#residual}: adds to the buffers and returns the weight's
   * part.
   */
  @FunctionalInterface
  public interface ResidualVjp {
    /** {@code seed · Jacobian}. */
    double apply(
        double[] camera,
        double[] point,
        double weight,
        double[] feature,
        double[] seed,
        double[] cameraAdjoint,
        double[] pointAdjoint);
  }

  /** The derivative of {@link BundleAdjustment#weightResidual}. */
  @FunctionalInterface
  public interface WeightDerivative {
    /** The derivative at {@code weight}. */
    double apply(double weight);
  }

  /** Computes every entry, row by row; observation o sees point o mod m by camera o mod n. */
  public double[] compute(
      double[][] cameras,
      double[][] points,
      double[] weights,
      double[][] features,
      ResidualVjp vjp,
      WeightDerivative weightDerivative) {
    int at = 0, camera = 0, point = 0;
    for (int o = 0; o < observations; o++) {
      for (double[] seed : seeds) {
        Arrays.fill(cameraAdjoint, 0);
        Arrays.fill(pointAdjoint, 0);
        double weight =
            vjp.apply(cameras[camera], points[point], weights[o], features[o], seed, cameraAdjoint, pointAdjoint);
        System.arraycopy(cameraAdjoint, 0, values, at, CAMERA);
        System.arraycopy(pointAdjoint, 0, values, at + CAMERA, POINT);
        values[at + CAMERA + POINT] = weight;
        at += ROW;
      }
      camera = camera + 1 == cameras.length ? 0 : camera + 1;
      point = point + 1 == points.length ? 0 : point + 1;
    }
    for (int o = 0; o < observations; o++) {
      values[at + o] = weightDerivative.apply(weights[o]);
    }
    return values;
  }

  /** The columns of the entries, in the order of {@link #compute}: all cameras, then all points, then all weights. */
  public static int[] columns(int cameras, int points, int observations) {
    int[] columns = new int[(2 * ROW + 1) * observations];
    int at = 0;
    for (int o = 0; o < observations; o++) {
      int weight = CAMERA * cameras + POINT * points + o;
      for (int row = 0; row < 2; row++) {
        for (int c = 0; c < CAMERA; c++) {
          columns[at++] = o % cameras * CAMERA + c;
        }
        for (int c = 0; c < POINT; c++) {
          columns[at++] = CAMERA * cameras + o % points * POINT + c;
        }
        columns[at++] = weight;
      }
      columns[2 * ROW * observations + o] = weight;
    }
    return columns;
  }
}
