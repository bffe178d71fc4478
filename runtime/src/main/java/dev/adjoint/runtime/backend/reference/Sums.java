package dev.adjoint.runtime.backend.reference;

/**
 * A sum of doubles whose error hardly grows with their count: blocks of {@link #BLOCK} are added in interleaved partial
 * sums, and the blocks' sums with the rounding error of each addition kept (D. E. Knuth, "The Art of Computer
 * Programming" 2, section 4.2.2, theorem B).
 */
final class Sums {
  private static final int BLOCK = 128;

  private double sum;
  private double lost;

  /** Forgets what was added. */
  void clear() {
    sum = 0;
    lost = 0;
  }

  /** Adds one number. */
  void add(double x) {
    double total = sum + x;
    double part = total - sum;
    lost += (sum - (total - part)) + (x - part);
    sum = total;
  }

  /** Adds n elements from position {@code at} on. */
  void add(double[] a, int at, int n) {
    for (int i = 0; i < n; i += BLOCK) {
      add(block(a, at + i, at + Math.min(n, i + BLOCK)));
    }
  }

  private static double block(double[] a, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      s0 += a[i];
      s1 += a[i + 1];
      s2 += a[i + 2];
      s3 += a[i + 3];
    }
    for (; i < to; i++) {
      s0 += a[i];
    }
    return (s0 + s1) + (s2 + s3);
  }

  /** The sum of what was added. */
  double value() {
    return rounded(sum, lost);
  }

  /** A sum with what its additions lost. After an infinity the loss is NaN, and the sum alone is right. */
  static double rounded(double sum, double lost) {
    return lost != lost ? sum : sum + lost;
  }

  /** Adds n elements to as many sums, in columns. */
  static void addColumns(double[] a, int at, double[] sums, double[] lost, int n) {
    for (int i = 0; i < n; i++) {
      double x = a[at + i];
      double s = sums[i];
      double total = s + x;
      double part = total - s;
      lost[i] += (s - (total - part)) + (x - part);
      sums[i] = total;
    }
  }
}
