package dev.adjoint.tests.source;

/** if, return, throw, assert, labelled blocks. */
@SuppressWarnings({"fallthrough", "lossy-conversions", "unused", "empty", "boxing"})
final class ControlPrograms {
  private ControlPrograms() {}

  static double earlyReturn(double x) {
    if (x < 0) {
      return -x;
    }
    double y = x * 2;
    if (y > 3) {
      return y;
    } else if (y == 0) {
      return 1;
    }
    return y + 1;
  }

  static double nestedReturn(double x, int i) {
    double y = 0;
    if (x > 0) {
      if (i > 1) {
        return x;
      }
      y = 3;
    }
    y += i;
    if (i == 5) {
      y *= 2;
    } else {
      if (x == 0) {
        return 17;
      } else {
        y -= 1;
      }
    }
    return y + x;
  }

  static double returnInElse(double x) {
    if (x > 0) {
      x = x * 3;
    } else {
      return 0;
    }
    return x + 1;
  }

  static void voidReturn(double[] a, int i) {
    if (i < 0) {
      return;
    }
    a[i] = 1;
    if (i == 0) {
      a[1] = 9;
      return;
    }
    a[0] = 2;
  }

  static double throwing(double x, int i) {
    if (i < 0) {
      throw new IllegalArgumentException("bad " + i);
    }
    double y = x;
    if (i > 2) {
      y = 2 * x;
      if (x < 0) {
        throw new ArithmeticException();
      }
    } else {
      y += 1;
    }
    return y;
  }

  static double throwInElse(double x, boolean c) {
    double y;
    if (c) {
      y = x;
    } else {
      throw new UnsupportedOperationException();
    }
    return y;
  }

  static int alwaysThrows(int i) {
    if (i > 0) {
      throw new IllegalStateExceptionLike();
    } else {
      throw new ArithmeticException();
    }
  }

  static final class IllegalStateExceptionLike extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  static double labelledBlock(double x, int i) {
    double y = x;
    out: {
      if (i == 0) {
        break out;
      }
      y += 1;
      in: {
        if (i == 1) {
          break in;
        }
        if (i == 2) {
          break out;
        }
        y *= 3;
      }
      y -= 0.5;
      if (i == 3) {
        return y;
      }
    }
    return y * 2;
  }

  static double asserts(double x) {
    assert x > -1000 : "too small " + x;
    return x;
  }

  static double constantCondition(double x) {
    if (true) {
      x += 1;
    } else {
      x += 2;
    }
    if (false) {
      x *= 2;
    }
    return x;
  }

  static double scopes(double x) {
    {
      double y = x;
      x = y + 1;
    }
    {
      double y = x * 2;
      if (y > 2) {
        double z = y;
        return z;
      }
      x += y;
    }
    double y = x;
    return y;
  }

  static double patternVariable(Object o, double x) {
    if (o instanceof Double d && d > 1) {
      return x * d;
    }
    if (!(o instanceof String s)) {
      return x;
    }
    return x + s.length();
  }

  static double emptyStatements(double x) {
    ;
    if (x > 0) {
    } else {
      x = 1;
    }
    return x;
  }
}
