package dev.adjoint.tests.source;

import java.util.Arrays;

/** Arrays: creation, rows, aliasing, library methods. */
@SuppressWarnings({"fallthrough", "lossy-conversions", "unused", "empty", "boxing"})
final class ArrayPrograms {
  private ArrayPrograms() {}

  static double[] literals(double x) {
    double[] a = {x, 1, 2f, 'c'};
    double[] b = new double[] {a[0] + 1, a.length};
    a[1] = b[0];
    return a;
  }

  static double[][] nestedLiterals(double x) {
    double[][] a = {{x}, {}, {1, x * x}};
    a[1] = a[2];
    a[1][0] += x;
    return a;
  }

  static double[][] dims(int n, int m, double x) {
    double[][] a = new double[n][m];
    a[n - 1][m - 1] = x;
    double[][] b = new double[n][];
    b[0] = a[n - 1];
    return b;
  }

  static double rows(double[][] a) {
    double[] r = a[1];
    r[0] = 7;
    a[0] = r;
    a[0][1] += 2;
    return a[1][1] + r.length;
  }

  static double[] clones(double[] a) {
    double[] b = a.clone();
    b[0] = 99;
    a[1] = b[0] + a[0];
    return b;
  }

  static double[] copies(double[] a, int n) {
    double[] b = Arrays.copyOf(a, n);
    double[] c = Arrays.copyOfRange(a, 1, n);
    b[0] += c[0];
    return b;
  }

  static double[] fills(double[] a, int n, double x) {
    Arrays.fill(a, 1, n, x);
    a[0] = x + 1;
    if (n == 2) {
      Arrays.fill(a, 4);
    }
    return a;
  }

  static double[] overlap(double[] a, int i, int j, int n) {
    System.arraycopy(a, i, a, j, n);
    return a;
  }

  static double gather(double[] a, int[] p) {
    double s = 0;
    for (int i = 0; i < p.length; i++) {
      a[p[i]] += a[i] * 0.5;
      s += a[p[p[i]]];
    }
    return s;
  }

  static double temporaries(double[] a) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      double[] t = new double[2];
      t[i % 2] = a[i];
      s += t[0] * 2 - t[1];
    }
    return s;
  }

  static double doubleBuffer(double[] a, int n) {
    double[] cur = a;
    double[] next = new double[a.length];
    for (int k = 0; k < n; k++) {
      for (int i = 0; i < cur.length; i++) {
        next[i] = cur[i] * 0.5 + cur[(i + 1) % cur.length];
      }
      double[] t = cur;
      cur = next;
      next = t;
    }
    return cur[0] - next[1];
  }

  static long inactive(long[] a, boolean[] b, char[] c, int i) {
    a[i] |= 3;
    b[i] ^= true;
    c[i]++;
    return a[i] + (b[i] ? 1 : 0) + c[i];
  }

  static String strings(String[] s, int i) {
    s[i] += "x";
    String[] t = {s[0], "b"};
    return t[0] + t[1] + t.length;
  }

  static double conditionalReference(double[] a, double[] b, boolean c) {
    double[] t = c ? a : b;
    t[0] = 1;
    return a[0] + b[0];
  }

  static double threeDimensions(int n) {
    double[][][] a = new double[2][n][3];
    a[1][n - 1][2] = 4;
    a[0] = a[1];
    return a[0][n - 1][2] + a.length + a[0].length;
  }
}
