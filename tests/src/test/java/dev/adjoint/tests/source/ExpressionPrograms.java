package dev.adjoint.tests.source;

import static java.lang.Math.PI;
import static java.lang.Math.sin;

/** Operators, promotions, casts, constants, short circuits. */
@SuppressWarnings({"fallthrough", "lossy-conversions", "unused", "empty", "boxing"})
final class ExpressionPrograms {
  static final double SCALE = 2.5;
  private static final int SHIFT = 3;

  private ExpressionPrograms() {}

  static double arithmetic(double x, double y) {
    return (x + y) * (x - y) / (x * y + 1) % 3 - -x + +y;
  }

  static double integerDivisionStays(int n, double x) {
    return n / 2 * x + n % 3;
  }

  static long integers(int a, long b) {
    return a * b + (a << 3) - (b >> 2) + (b >>> 60) + (a >>> 28) + (~a ^ b) + (a & 6) + (b | 1) - (1 << b);
  }

  static float floats(float a, int n, char c) {
    return a * n + c / 2 - 1e-3f;
  }

  static double mixed(byte b, short s, char c, long l, float f, double d) {
    return b + s * c - l / 3 + f * d;
  }

  static int casts(double x, float f, long l) {
    return (int) x + (short) (x * 1000) + (byte) f + (char) l + (int) (l >> 3) + (int) (float) x;
  }

  static double castsBack(double x) {
    return (double) (float) x + (long) x + (float) (int) x;
  }

  static boolean comparisons(double x, double y, int i, long j) {
    return x < y == i <= j ^ x >= y | i > 2 & j != 1;
  }

  static boolean shortCircuit(int[] a, int i) {
    return a != null && i >= 0 && i < a.length && a[i] > 0 || i == -7;
  }

  static int shortCircuitEffects(int i, int j) {
    int k = 0;
    if (i > 0 && (k = j) > 1 || (k += 10) > 12) {
      k *= 2;
    }
    return k;
  }

  static double conditional(double x, boolean c) {
    return c ? x : x > 0 ? x * x : 1;
  }

  static double conditionalPromotes(boolean c, int i, float f) {
    return c ? i : f;
  }

  static double conditionalEffects(boolean c, double x) {
    double y = 1;
    double z = c ? (y = x) : (x = y + 2);
    return z + 10 * y + 100 * x;
  }

  static char conditionalChar(boolean c, char d) {
    return c ? 'x' : d;
  }

  static double constants(double x) {
    final double half = 0.5;
    final int n = 3;
    return x * half * SCALE + (1 << SHIFT) + n / 2 + PI + Integer.MAX_VALUE + 'a' + 0x1p-3;
  }

  static double staticImport(double x) {
    return sin(x) * PI + Math.pow(x, 2);
  }

  static double mathOverloads(int i, long l, float f, double d) {
    return Math.abs(i) + Math.abs(l) + Math.abs(f) + Math.abs(d) + Math.max(i, l) + Math.max(f, d) + Math.round(f)
        + Math.round(d) + Math.floorMod(i, 3) + StrictMath.cos(d);
  }

  static int wrappers(double x, int i, char c) {
    return Double.compare(x, 1) + Integer.bitCount(i) + (Double.isNaN(x) ? 1 : 0) + (Character.isDigit(c) ? 5 : 0);
  }

  static boolean logic(boolean a, boolean b) {
    boolean c = a;
    c &= !b;
    c |= a ^ b;
    return c != (a && !b);
  }

  static double order(double x) {
    double k = x;
    return k + (k = k * 2) * (k += 1) - k++ / --k;
  }

  static double longSum(double x) {
    return x + 1 + x * 2 + 3 + (x + 4) + 5 - x - (6 - x) * 7 + 8;
  }

  static long minValue(int i) {
    return -2147483648 + i - -9223372036854775808L;
  }

  static boolean references(String s, Object o, double[] a) {
    return s == o | a != null & o == null;
  }

  static int increments(byte b, char c, short s, long l, float f) {
    b++;
    ++c;
    s--;
    l--;
    f++;
    return b + c + s + (int) l + (int) f + b++ - --c;
  }
}
