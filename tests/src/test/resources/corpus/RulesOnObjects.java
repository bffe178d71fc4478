package corpus;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.Differentiable;

/** Rules that read objects which change between the calls: the derivative is that of the object as it was at the call. */
final class RulesOnObjects {
  static final class Scaled {
    double factor;

    Scaled(double factor) {
      this.factor = factor;
    }

    double square(double x) {
      return x * x * factor;
    }

    double product(double x, double y) {
      return x * y * y * factor;
    }

    double next() {
      factor += 0.5;
      return factor;
    }
  }

  @DerivativeOf(type = Scaled.class, method = "square")
  static double squareVjp(Scaled s, double x, double seed) {
    return 2 * x * s.factor * seed;
  }

  @DerivativeOf(type = Scaled.class, method = "product")
  static double[] productVjp(Scaled s, double x, double y, double seed) {
    return new double[] {y * y * s.factor * seed, 2 * x * y * s.factor * seed};
  }

  @Differentiable
  static double straight(double x) {
    Scaled d = new Scaled(1);
    double s = d.square(x);
    d.next();
    double t = d.square(s);
    d.factor = 7;
    return s * t;
  }

  @Differentiable
  static double inLoop(double x, double y) {
    Scaled d = new Scaled(1);
    double s = x;
    double t = y;
    for (int i = 0; i < 3; i++) {
      s = d.product(s, t) * 0.3 + x;
      t = d.product(2, s) * 0.1;
      s += d.next() * x;
      if (s > 5) {
        break;
      }
    }
    return s * d.product(t, s);
  }

  /** A loop of sums, which could be run again if the object stayed as it is. */
  @Differentiable
  static double sums(double x) {
    Scaled d = new Scaled(1);
    double s = 0;
    for (int i = 0; i < 3; i++) {
      s += d.square(x * i) * Math.sin(x);
    }
    d.next();
    return s * d.square(s);
  }

  private static double recursive(Scaled d, double x, int n) {
    return n == 0 ? x : recursive(d, d.square(x) * 0.5 + 0.1 * x, n - 1);
  }

  @Differentiable
  static double inHelper(double x) {
    Scaled d = new Scaled(1);
    double s = recursive(d, x, 3);
    d.next();
    s += recursive(d, s, 2);
    d.next();
    return s;
  }

  static Object[][] inputs_straight() {
    return new Object[][] {{0.75}, {-0.5}};
  }

  static Object[][] inputs_inLoop() {
    return new Object[][] {{0.75, 0.5}, {-0.5, 1.25}};
  }

  static Object[][] inputs_sums() {
    return new Object[][] {{0.75}, {-0.5}};
  }

  static Object[][] inputs_inHelper() {
    return new Object[][] {{0.75}, {-0.5}};
  }
}
