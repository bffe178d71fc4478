package corpus;

import dev.adjoint.annotations.Differentiable;

/** Old switches with fall-through, default in the middle, strings, chars and enums, nested in a loop. */
final class FallThrough {
  enum Mode { A, B, C }

  @SuppressWarnings("fallthrough")
  @Differentiable
  static double ints(double x, int n) {
    double t = x;
    switch (n) {
      case 0:
      case 1:
        t *= x;
      case 2:
        t += 3 * x;
        break;
      default:
        t -= x * x;
      case 7:
        t = Math.sin(t);
      case 8: {
        t *= 2;
        break;
      }
      case 9:
    }
    return t;
  }

  @SuppressWarnings("fallthrough")
  @Differentiable
  static double others(double x, String s, char c, Mode mode) {
    double t = x;
    switch (s) {
      case "one":
        t *= 2;
      case "two":
        t *= t;
    }
    switch (c) {
      case 'x':
        t += x;
        break;
      case 'y':
      default:
        t -= 2 * x;
    }
    switch (mode) {
      case A:
        t *= x;
      case B:
        t += x * x;
        break;
      case C:
        t /= 1 + x * x;
    }
    return t;
  }

  @SuppressWarnings("fallthrough")
  @Differentiable
  static double duff(double[] x) {
    double s = 1;
    int i = 0;
    switch (x.length % 3) {
      case 2:
        s *= x[i++];
      case 1:
        s += x[i++];
      case 0:
        while (i < x.length) {
          s = s * x[i] + x[i + 1] - x[i + 2];
          i += 3;
        }
    }
    return s;
  }

  static Object[][] inputs_ints() {
    return new Object[][] {{1.2, 0}, {1.2, 1}, {1.2, 2}, {1.2, 5}, {-0.7, 7}, {1.2, 8}, {1.2, 9}};
  }

  static Object[][] inputs_others() {
    return new Object[][] {{1.2, "one", 'x', Mode.A}, {0.7, "two", 'y', Mode.B}, {-0.7, "three", 'z', Mode.C}};
  }

  static Object[][] inputs_duff() {
    return new Object[][] {{new double[] {1.5, 2, 3, 0.5, -1}}, {new double[] {1.5, 2, 3, 0.5}}, {new double[] {1.5, 2, 3}}, {new double[] {}}};
  }
}
