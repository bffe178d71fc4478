package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class LostInOtherClass {
  @Differentiable
  static double product(double x) {
    // expect: AD102 at "Counts.whole(x)"
    return Counts.whole(x) * x;
  }

  @Differentiable
  static double chosen(double x, double[] table) {
    return Counts.isLarge(table) ? table[Counts.whole(x)] * x : x;
  }
}

final class Counts {
  private Counts() {}

  @Differentiable
  static int whole(double x) {
    return (int) x;
  }

  @Differentiable
  static boolean isLarge(double[] table) {
    return table[0] > 1;
  }
}
