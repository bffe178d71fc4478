package dev.adjoint.benchmarks.data;

/**
 * An ADBench Gaussian mixture.
 *
 * @param alpha k log-weights
 * @param means k rows of d
 * @param icf k rows of d log-diagonals, then the entries below the diagonal row by row
 * @param points n rows of d
 * @param gamma the Wishart term's scale
 * @param m the Wishart term's excess degrees of freedom
 */
public record MixtureData(
    double[] alpha, double[][] means, double[][] icf, double[][] points, double gamma, int m) {

  /** Reads {@code gmm_<size>.txt}; sizes are {@code d2_K5} and {@code d10_K25}. */
  public static MixtureData read(String size) {
    Numbers in = Numbers.of("gmm_" + size + ".txt");
    int d = in.integer(), k = in.integer(), n = in.integer();
    double[] alpha = in.row(k);
    double[][] means = in.rows(k, d);
    double[][] icf = in.rows(k, d * (d + 1) / 2);
    for (int i = 0; i < k; i++) {
      icf[i] = rowByRow(icf[i], d);
    }
    return new MixtureData(alpha, means, icf, in.rows(n, d), in.number(), in.integer());
  }

  /**
   * Rearranges a factor from ADBench's order, below the diagonal column by column, to row by row.
   *
   * @param columns d log-diagonals, then the columns
   * @param d the dimension
   */
  public static double[] rowByRow(double[] columns, int d) {
    double[] rows = columns.clone();
    int next = d;
    for (int column = 0; column < d; column++) {
      for (int row = column + 1; row < d; row++) {
        rows[d + row * (row - 1) / 2 + column] = columns[next++];
      }
    }
    return rows;
  }
}
