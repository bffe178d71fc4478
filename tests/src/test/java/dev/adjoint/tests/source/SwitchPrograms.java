package dev.adjoint.tests.source;

/** switch, old and new, as statement and as expression. */
@SuppressWarnings({"fallthrough", "lossy-conversions", "unused", "empty", "boxing"})
final class SwitchPrograms {
  private SwitchPrograms() {}

  enum Mode { LOW, HIGH, NONE }

  static double old(int k, double x) {
    switch (k) {
      case 0:
        return x;
      case 1:
      case 2:
        x *= k;
        break;
      case 5: {
        double y = x;
        x = y * y;
        break;
      }
      default:
        x = -1;
    }
    return x + 1;
  }

  static double fallThrough(int k, double x) {
    switch (k) {
      case 0:
        x += 1;
      case 1:
        x *= 2;
        if (x > 3) {
          break;
        }
        x -= 0.5;
      default:
        x += 10;
      case 2:
        x *= 3;
        break;
      case 3:
        x = 0;
    }
    return x;
  }

  static double fallThroughReturns(int k, double x) {
    switch (k) {
      case 1:
        x += 1;
      case 2:
        if (x > 2) {
          return x;
        }
        x *= 2;
      case 3:
        x -= 7;
    }
    return x * 2;
  }

  static double defaultFirst(int k, double x) {
    switch (k) {
      default:
        x += 1;
        break;
      case 3:
        x += 3;
        break;
    }
    return x;
  }

  static double defaultFirstFalls(int k, double x) {
    switch (k) {
      default:
        x += 1;
      case 3:
        x *= 3;
    }
    return x;
  }

  static double arrow(int k, double x) {
    switch (k) {
      case 0 -> x = 1;
      case 1, 2, 3 -> {
        if (x < 0) {
          break;
        }
        x *= k;
      }
      default -> throw new ArithmeticException("k");
    }
    return x;
  }

  static double expression(int k, double x) {
    double y = switch (k) {
      case 0 -> x;
      case 1, 2 -> {
        double t = x * k;
        if (t > 1) {
          yield t;
        }
        yield 5;
      }
      default -> 3;
    };
    return y + 1;
  }

  static double yieldOld(char c, double x) {
    return 2 * switch (c) {
      case 'a':
        x += 1;
      case 'b':
        yield x;
      default:
        yield -x;
    };
  }

  static double strings(String s, double x) {
    switch (s) {
      case "a":
        return x;
      case "bb":
        x = 2;
        break;
      default:
    }
    return x * 3;
  }

  static double stringExpression(String s, double x) {
    return switch (s) {
      case "a", "ccc" -> x;
      default -> s.length() * x;
    };
  }

  static double enums(Mode m, double x) {
    switch (m) {
      case LOW:
        x = -x;
      case HIGH:
        return x * 2;
      default:
        return x;
    }
  }

  static double enumExpression(Mode m, double x) {
    return switch (m) {
      case LOW -> x;
      case HIGH -> x * x;
      case NONE -> throw new ArithmeticException();
    };
  }

  static double nullCase(String s, double x) {
    return switch (s) {
      case null -> 0;
      case "a" -> x;
      default -> -x;
    };
  }

  static double selectorOnce(int k, double x) {
    switch (k++) {
      case 1:
        x = k;
        break;
      case 2:
        x += k;
    }
    return x * k;
  }

  static int boxed(Integer k) {
    switch (k) {
      case 1:
        return 5;
      default:
        return k;
    }
  }

  static double inLoop(int[] ops, double x) {
    for (int op : ops) {
      switch (op) {
        case 0 -> x += 1;
        case 1 -> {
          x *= 2;
          continue;
        }
        case 5 -> {
          return x;
        }
        default -> x = -x;
      }
      x += 0.125;
    }
    return x;
  }

  static int nested(int i, int j) {
    int r = switch (i) {
      case 0 -> switch (j) {
        case 0 -> 1;
        default -> j;
      };
      case 1 -> {
        for (int k = 0; k < 5; k++) {
          if (k == j) {
            yield 100 + k;
          }
        }
        yield -1;
      }
      default -> 7;
    };
    return r;
  }
}
