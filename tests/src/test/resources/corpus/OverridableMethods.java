package corpus;

import dev.adjoint.annotations.Differentiable;

/** Methods that a subclass may override: differentiated as they are here, for receivers that run them. */
class OverridableMethods {
  final double scale;

  OverridableMethods(double scale) {
    this.scale = scale;
  }

  @Differentiable
  double scaled(double x) {
    return scale * x * x;
  }

  @Differentiable
  double sum(double[] x, int n) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      s += scaled(x[i]) + (n > 0 ? sum(x, n - 1) : 0);
    }
    return s;
  }

  @Differentiable
  static double both(OverridableMethods a, OverridableMethods b, double x) {
    return a.scaled(b.scaled(x)) + new Offset(1, 2).scaled(3);
  }

  /** Inherits what was differentiated. */
  static class Named extends OverridableMethods {
    Named(double scale) {
      super(scale);
    }
  }

  /** Overrides it. */
  static final class Offset extends Named {
    final double offset;

    Offset(double scale, double offset) {
      super(scale);
      this.offset = offset;
    }

    @Override
    double scaled(double x) {
      return super.scaled(x) + offset * x;
    }
  }

  static Object[][] inputs_scaled() {
    return new Object[][] {{new OverridableMethods(1.5), 0.75}, {new Named(0.5), -1.25}};
  }

  static Object[][] inputs_sum() {
    return new Object[][] {{new OverridableMethods(1.5), new double[] {0.75, -1.25}, 2}, {new Named(0.5), new double[] {2}, 1}};
  }

  static Object[][] inputs_both() {
    return new Object[][] {{new OverridableMethods(1.5), new Named(0.5), 0.75}};
  }
}
