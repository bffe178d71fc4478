package dev.adjoint.examples;

/**
 * The parameters of a mixture, or their adjoints, as three arrays and as one flat vector.
 *
 * @param alpha k log-weights
 * @param means k rows of d
 * @param icf k rows of d (d + 1) / 2
 */
record Mixture(double[] alpha, double[][] means, double[][] icf) {

  /** All zeros. */
  static Mixture zeros(int k, int d) {
    return new Mixture(new double[k], new double[k][d], new double[k][d * (d + 1) / 2]);
  }

  /** The mixture whose flat vector is given. */
  static Mixture of(double[] flat, int k, int d) {
    Mixture mixture = zeros(k, d);
    int at = 0;
    for (double[] row : mixture.rows()) {
      System.arraycopy(flat, at, row, 0, row.length);
      at += row.length;
    }
    return mixture;
  }

  /** Writes everything into one vector. */
  double[] flatten(double[] flat) {
    int at = 0;
    for (double[] row : rows()) {
      System.arraycopy(row, 0, flat, at, row.length);
      at += row.length;
    }
    return flat;
  }

  /** How many numbers that is. */
  int size() {
    return alpha.length * (1 + means[0].length + icf[0].length);
  }

  private double[][] rows() {
    double[][] rows = new double[1 + 2 * alpha.length][];
    rows[0] = alpha;
    System.arraycopy(means, 0, rows, 1, alpha.length);
    System.arraycopy(icf, 0, rows, 1 + alpha.length, alpha.length);
    return rows;
  }
}
