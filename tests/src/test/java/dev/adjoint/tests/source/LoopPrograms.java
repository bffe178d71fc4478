package dev.adjoint.tests.source;

import java.util.List;

/** Loops of every kind, and the ways out of them. */
@SuppressWarnings({"fallthrough", "lossy-conversions", "unused", "empty", "boxing"})
final class LoopPrograms {
  private LoopPrograms() {}

  static double counted(double[] a) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s += a[i] * i;
    }
    return s;
  }

  static double countedPairs(double[] a) {
    double s = 0;
    for (int i = 0; i + 1 < a.length; i++) {
      s += a[i + 1] - a[i] * a[i];
    }
    return s;
  }

  static double countedDown(double[] a, int n) {
    double s = 1;
    for (int i = a.length - 1; i >= 0; i -= 2) {
      s = s * a[i] + n;
    }
    for (int i = 0; n > i; i += 3) {
      s++;
    }
    return s;
  }

  static int countedOther(int n) {
    int s = 0;
    for (int i = 1, j = 10; i <= n * 2 - 1; j -= i, i = i + 2) {
      s += i * j;
    }
    for (int i = n; i > -3; --i) {
      s ^= i;
    }
    return s;
  }

  static int updatesSeeTheCounter(int n) {
    int s = 0;
    int j = 0;
    for (int i = 0; i < n; i++, j += i) {
      s += j;
    }
    return s * 100 + j;
  }

  static int boundChanges(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) {
      if (s < 20) {
        n++;
      }
      s += 5;
    }
    return s + n;
  }

  static int counterChanges(int n) {
    int s = 0;
    for (int i = 0; i < n; i++) {
      s = s * 3 + i;
      if (i == 1) {
        i += 2;
      }
    }
    return s;
  }

  static int squares(int n) {
    int c = 0;
    for (int i = 0; i * i < n; i++) {
      c += i;
    }
    return c;
  }

  static double doubleCounter(double x) {
    double s = 0;
    for (double t = 0; t < 1.2; t += 0.25) {
      s += t * x;
    }
    for (long l = 0; l < 4; l++) {
      s -= l;
    }
    return s;
  }

  static double activeUpdate(double x) {
    double s = 0;
    for (double t = 1; t < 50; t *= 2, s += x) {
      s = s * x + t;
    }
    return s;
  }

  static double effectInCondition(double[] a) {
    int i = a.length;
    double s = 0;
    while (--i >= 0) {
      s = s / 2 + a[i];
    }
    return s + i;
  }

  static int effectInForCondition(int n) {
    int s = 0;
    for (int i = n; i-- > 0;) {
      if (i == 2) {
        continue;
      }
      s = s * 10 + i;
    }
    return s;
  }

  static double doWhile(double x) {
    int n = 0;
    do {
      x = x / 2 + 1;
      n++;
      if (n == 2) {
        continue;
      }
      x -= 0.25;
    } while (n < 5 && x > 0.5);
    return x + n;
  }

  static double doWhileBreak(double x, int k) {
    int n = 0;
    do {
      if (n == k) {
        break;
      }
      x += n;
    } while (++n < 4);
    return x * n;
  }

  static double breaks(double[] a, int k) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      if (i == k) {
        break;
      }
      s += a[i];
      if (s < -1) {
        s = 100;
        break;
      }
    }
    return s;
  }

  static int breakKeepsCounter(int n) {
    int i;
    for (i = 0; i < 10; i++) {
      if (i * i > n) {
        break;
      }
    }
    return i;
  }

  static double continues(double[] a) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      if (a[i] < 0) {
        continue;
      }
      s += a[i];
      if (s > 2) {
        if (i == 3) {
          s *= 2;
          continue;
        }
        s -= 1;
      }
      s *= 1.5;
    }
    return s;
  }

  static double returnsInside(double[] a, double x) {
    for (int i = 0; i < a.length; i++) {
      if (a[i] < x) {
        return a[i] * i;
      }
      x -= 1;
    }
    return x;
  }

  static double returnsFromNested(double[][] a, double x) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        if (a[i][j] > x) {
          return s + 1000 * j;
        }
        s += a[i][j];
      }
      s *= 2;
    }
    return s;
  }

  static double labelled(double[][] a, int k) {
    double s = 0;
    outer:
    for (int i = 0; i < a.length; i++) {
      s += 0.5;
      for (int j = 0; j < a[i].length; j++) {
        if (j == k) {
          continue outer;
        }
        if (a[i][j] == 5) {
          break outer;
        }
        s += a[i][j];
      }
      s *= -1;
    }
    return s;
  }

  static int labelledWhile(int n) {
    int s = 0;
    int i = 0;
    outer:
    while (true) {
      i++;
      int j = 0;
      while (true) {
        if (j > i) {
          continue outer;
        }
        if (i + j > n + 3) {
          break outer;
        }
        if (s > 40) {
          return -s;
        }
        s += j++;
      }
    }
    return s * 100 + i;
  }

  static int endless(int n) {
    for (;;) {
      n += 3;
      if (n > 10) {
        return n;
      }
    }
  }

  static int endlessThrow(int n) {
    while (true) {
      n += 3;
      if (n > 10) {
        throw new ArithmeticException();
      }
    }
  }

  static double whileLoop(double x) {
    int n = 0;
    while (x * x > 2 && n < 40) {
      x = x * 0.75;
      n++;
    }
    return x + n;
  }

  static double doubling(double[] x) {
    double y = x[0];
    while (Math.abs(y) < 1000 && y != 0) {
      y = y * 2;
    }
    return y;
  }

  static double each(double[] a) {
    double s = 0;
    for (double x : a) {
      s = s * 0.5 + x;
      x = 0;
    }
    for (final int i : new int[] {1, 2, 3}) {
      s += i;
    }
    return s;
  }

  static double eachBreaks(double[] a) {
    double s = 0;
    for (double x : a) {
      if (x < 0) {
        continue;
      }
      if (s > 1) {
        break;
      }
      s += x;
    }
    return s;
  }

  static double eachRow(double[][] a) {
    double s = 0;
    for (double[] row : a) {
      for (double x : row) {
        s += x;
        row[0] = 1;
      }
    }
    return s;
  }

  static int eachReassigned(int[] a) {
    int s = 0;
    for (int x : a) {
      a = new int[] {7};
      s += x + a[0];
    }
    return s;
  }

  static double eachOf(List<Integer> list, double x) {
    double s = x;
    for (int i : list) {
      s = s * i;
      if (i == 4) {
        break;
      }
    }
    return s;
  }

  static double nestedCarried(int n, double x) {
    double a = 0;
    double b = 1;
    for (int i = 0; i < n; i++) {
      double t = a;
      for (int j = i; j < 4; j++) {
        a = b + x;
        b = t;
        t = a * 0.5;
      }
      b += t;
    }
    return a - b;
  }

  static double rowBound(double[][] a) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[0].length; j++) {
        s += a[i][j] * (i + 1);
      }
    }
    return s;
  }

  static double rowExchanged(double[][] a) {
    double s = 0;
    for (int j = 0; j < a[0].length; j++) {
      s += a[0][j];
      a[0] = a[1];
    }
    return s;
  }

  static int nullBound(int[] a, int i) {
    int[] b = i > 0 ? a : null;
    int s = 0;
    for (int j = i; j < b.length; j++) {
      s += j;
    }
    return s;
  }

  static int minBound(int[] a, int n) {
    int s = 0;
    for (int j = 0; j < Math.min(a.length, n); j++) {
      s += a[j] + j;
    }
    return s;
  }

  static int breakInsideSwitchInLoop(int n) {
    int s = 0;
    loop:
    for (int i = 0; i < 6; i++) {
      switch (i) {
        case 0:
          s += 1;
          break;
        case 1:
          continue;
        case 3:
          if (n == 3) {
            break loop;
          }
          s += 30;
          // falls through
        default:
          s += n;
      }
      s *= 2;
    }
    return s;
  }
}
