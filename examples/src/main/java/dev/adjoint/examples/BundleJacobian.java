package dev.adjoint.examples;

import java.io.PrintStream;
import java.util.stream.DoubleStream;

/**
 * The sparse Jacobian of a bundle adjustment with 49 cameras, 7,776 points and 31,843 observations: two rows of 15
 * entries for each observation, and one entry for its weight.
 */
public final class BundleJacobian {
  private static final int CAMERA = 11, POINT = 3, ROW = CAMERA + POINT + 1, CHECKED = 100;

  private final int cameras, points;
  private final int[] columns;
  private final double[] values;
  private int entries;

  private BundleJacobian(int cameras, int points, int observations) {
    this.cameras = cameras;
    this.points = points;
    columns = new int[(2 * ROW + 1) * observations];
    values = new double[columns.length];
  }

  /** What was computed; the deviation is the largest of the checked rows' from the reference. */
  public record Result(int entries, int lastColumn, double deviation) {}

  /** Computes the Jacobian and prints its size, its time and how well it agrees. */
  public static Result compute(PrintStream out) {
    Numbers in = new Numbers("ba1_n49_m7776_p31843.txt");
    int n = in.integer(), m = in.integer(), p = in.integer();
    double[] camera = in.row(CAMERA), point = in.row(POINT), weight = in.row(1), feature = in.row(2);
    long start = System.nanoTime();
    BundleJacobian jacobian = new BundleJacobian(n, m, p);
    double deviation = 0;
    for (int o = 0; o < p; o++) {
      for (int row = 0; row < 2; row++) {
        double[] seed = {1 - row, row}, byCamera = new double[CAMERA], byPoint = new double[POINT];
        var vjp = BundleAdjustmentDerivatives.residualVjp(camera, point, weight[0], feature, seed, byCamera, byPoint);
        jacobian.row(o, byCamera, byPoint, vjp.weight());
        if (o % CHECKED == 0) {
          String path = "/ba1/jacobian/";
          deviation = DoubleStream.of(deviation, Reference.deviation(path + "camera/" + row, byCamera),
              Reference.deviation(path + "point/" + row, byPoint),
              Reference.deviation(path + "weight/" + row, new double[] {vjp.weight()})).max().orElseThrow();
        }
      }
    }
    for (int o = 0; o < p; o++) {
      double own = BundleAdjustmentDerivatives.weightResidualGradient(weight[0]).weight();
      jacobian.put(CAMERA * n + POINT * m + o, own);
    }
    out.printf("bundle adjustment: %,d entries of the Jacobian in %.0f ms, deviation %.1e from the reference%n",
        jacobian.entries, (System.nanoTime() - start) / 1e6, deviation);
    return new Result(jacobian.entries, jacobian.columns[jacobian.entries - 1], deviation);
  }

  private void row(int observation, double[] byCamera, double[] byPoint, double byWeight) {
    put(observation % cameras * CAMERA, byCamera);
    put(cameras * CAMERA + observation % points * POINT, byPoint);
    put(cameras * CAMERA + points * POINT + observation, byWeight);
  }

  private void put(int column, double... row) {
    for (double value : row) {
      columns[entries] = column++;
      values[entries++] = value;
    }
  }

  /** Runs it. */
  public static void main(String[] args) {
    compute(System.out);
  }
}
