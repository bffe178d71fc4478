package corpus;

import dev.adjoint.annotations.Differentiable;

/** Switch expressions with arrows, yield, several labels, nested, and as statements with arrows. */
final class SwitchExpressions {
  @Differentiable
  static double arrows(double x, int n) {
    double y = switch (n) {
      case 0, 1 -> x * n;
      case 2 -> {
        double s = 0;
        for (int i = 0; i < 3; i++) {
          s += x * i;
        }
        yield s * x;
      }
      default -> switch (n % 2) {
        case 0 -> Math.exp(x);
        default -> -x;
      };
    };
    switch (n) {
      case 0 -> y += x;
      case 1, 2 -> {
        y *= x;
        y -= 1;
      }
      default -> {
      }
    }
    return y;
  }

  @SuppressWarnings("fallthrough")
  @Differentiable
  static double colons(double x, String name) {
    return x * switch (name) {
      case "a":
        x = x * 2;
      case "b":
        if (x > 3) {
          yield x;
        }
        yield x * x;
      case "c":
        yield 3;
      default:
        throw new IllegalArgumentException(name);
    } + x;
  }

  @Differentiable
  static double earlyYield(double x, int n) {
    int k = switch (n) {
      case 1 -> 3;
      default -> {
        for (int i = 0; i < n; i++) {
          if (i * i > n) {
            yield i;
          }
        }
        yield -1;
      }
    };
    return x * k + x * x;
  }

  static Object[][] inputs_arrows() {
    return new Object[][] {{1.2, 0}, {1.2, 1}, {1.2, 2}, {0.6, 3}, {0.6, 4}};
  }

  static Object[][] inputs_colons() {
    return new Object[][] {{1.2, "a"}, {2.2, "a"}, {1.2, "b"}, {3.5, "b"}, {1.2, "c"}};
  }

  static Object[][] inputs_earlyYield() {
    return new Object[][] {{1.2, 1}, {1.2, 5}, {-1.2, 0}};
  }
}
