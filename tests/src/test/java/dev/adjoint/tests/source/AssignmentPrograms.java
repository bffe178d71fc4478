package dev.adjoint.tests.source;

/** Assignments in Java's order of evaluation, JLS 15.26 with 15.7. */
@SuppressWarnings({"fallthrough", "lossy-conversions", "unused", "empty", "boxing"})
final class AssignmentPrograms {
  private AssignmentPrograms() {}

  static double[] indexBeforeRightSide(double[] a, int k) {
    a[k] = a[k = 2] + k;
    return a;
  }

  static double oldValueBeforeRightSide(double t) {
    t += (t = 10);
    return t;
  }

  static double parameterReassigned(double x, double y) {
    x = x * y;
    y = x - y;
    return x / y;
  }

  static double chained(double x) {
    double a;
    double b = a = x * 2;
    a += b;
    return a * b;
  }

  static int compoundNarrows(int i, double x, byte b, char c, short s) {
    i *= 1.5;
    i += x;
    b += 200;
    c -= 1;
    s <<= 3;
    b >>>= 1;
    return i + b + c + s;
  }

  static float compoundFloat(float f, double d) {
    f += d;
    f /= 3;
    return f;
  }

  static double compoundElement(double[] a, int i) {
    a[i++] += i;
    a[i] *= a[i - 1]--;
    return a[0] + ++a[i] + i;
  }

  static double elementEffects(double[] a, int[] p) {
    int i = 0;
    a[p[i++]] += a[p[i++]] * (i += 1);
    return a[p[i]];
  }

  static byte[] byteElements(byte[] a) {
    a[0]++;
    a[1]--;
    a[2] *= 100;
    a[3] += 3.9;
    return a;
  }

  static char charElements(char[] a, int i) {
    a[i] += 1;
    return a[i]++;
  }

  static double checksAfterRightSide(double[] a, double[] b, int i) {
    double x = 0;
    a[i] = x = b[0];
    return x;
  }

  static double assignedInIndex(double[] a) {
    int k;
    return a[k = 1] + k + a[k += 1];
  }

  static double[] reassignedReference(double[] a, double[] b) {
    double[] t = a;
    t[(t = b).length - 1] = t[0];
    return t;
  }

  static double swapped(double[] a, double[] b) {
    double[] t = a;
    a = b;
    b = t;
    a[0] = 5;
    return b[0] - a[1];
  }

  static double definiteAssignment(boolean c, double x) {
    double y;
    if (c) {
      y = x;
    } else {
      y = -x;
      double z = y;
      y *= z;
    }
    return y;
  }

  static String strings(String s, int i, double x) {
    s += i;
    s += x + 1;
    s = i + s + 'c' + null;
    return s;
  }

  static long shiftAssign(long l, int i) {
    l >>>= i;
    i <<= l;
    return l | i;
  }

  static double varTypes(float f, int i) {
    var a = f * i;
    var b = i / 2;
    var c = new double[] {a, b};
    final var d = c[0] + c[1];
    return d / 3;
  }
}
