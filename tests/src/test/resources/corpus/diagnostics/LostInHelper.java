package diagnostics;

import dev.adjoint.annotations.Differentiable;

/** A derivative that is lost inside a method that stays a call is reported there if what is left of it flows into the value. */
final class LostInHelper {
  /** Keeps an array. */
  static final class Holder {
    final double[] values;

    Holder(double[] values) {
      this.values = values;
    }
  }

  static int steps(double x, int n) {
    // expect: AD101 at "(int) x"
    return n == 0 ? (int) x : steps(x, n - 1);
  }

  static int cell(double x, int n) {
    return n == 0 ? (int) x : cell(x, n - 1);
  }

  static void count(double x, int[] into, int n) {
    if (n == 0) {
      // expect: AD101 at "(int) x"
      into[0] = (int) x;
    } else {
      count(x, into, n - 1);
    }
  }

  @Differentiable
  static double product(double x) {
    return steps(x, 2) * x;
  }

  @Differentiable
  static double chosen(double x, double[] table) {
    return table[cell(x, 2)] * x;
  }

  @Differentiable
  static double counted(double x) {
    int[] counts = new int[1];
    count(x, counts, 3);
    return counts[0] * x;
  }
}
