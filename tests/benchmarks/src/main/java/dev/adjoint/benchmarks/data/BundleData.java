package dev.adjoint.benchmarks.data;

/**
 * A bundle adjustment problem; observation o sees point {@code o mod points.length} by camera {@code o mod
 * cameras.length}.
 *
 * @param cameras n rows of 11
 * @param points m rows of 3
 * @param weights one per observation
 * @param features one row of 2 per observation
 */
public record BundleData(double[][] cameras, double[][] points, double[] weights, double[][] features) {

  /** ADBench's problem: its one camera, point, weight and feature repeated for 49, 7,776 and 31,843. */
  public static BundleData read() {
    Numbers in = Numbers.of("ba1_n49_m7776_p31843.txt");
    int n = in.integer(), m = in.integer(), p = in.integer();
    double[] camera = in.row(11), point = in.row(3);
    double weight = in.number();
    double[] feature = in.row(2);
    double[] weights = new double[p];
    java.util.Arrays.fill(weights, weight);
    return new BundleData(repeat(camera, n), repeat(point, m), weights, repeat(feature, p));
  }

  /** The number of observations. */
  public int observations() {
    return weights.length;
  }

  private static double[][] repeat(double[] row, int times) {
    double[][] rows = new double[times][];
    for (int i = 0; i < times; i++) {
      rows[i] = row.clone();
    }
    return rows;
  }
}
