package corpus;

import dev.adjoint.annotations.Differentiable;

/** Differentiable methods of nested classes at two levels, calling across. */
public final class NestedClasses {
  private static double shared(double x) {
    return x * x + 1;
  }

  static class Level {
    static final double FACTOR = 2;

    @Differentiable
    static double value(double x) {
      return shared(x) * FACTOR;
    }

    static Object[][] inputs_value() {
      return new Object[][] {{1.5}};
    }

    interface Deeper {
      @Differentiable
      static double value(double x, double y) {
        return Math.sin(x) * y + FACTOR * x;
      }

      static Object[][] inputs_value() {
        return new Object[][] {{1.5, 0.5}};
      }
    }
  }

  @Differentiable
  public static double value(double x) {
    return shared(x) / x;
  }

  static Object[][] inputs_value() {
    return new Object[][] {{1.5}};
  }
}
