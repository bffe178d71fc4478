package dev.adjoint.tests.source;

import dev.adjoint.annotations.Adjoint;
import dev.adjoint.annotations.NonDifferentiable;
import java.util.List;

/** Helpers, recursion, overloads, varargs, instance methods. */
@SuppressWarnings({"fallthrough", "lossy-conversions", "unused", "empty", "boxing"})
final class CallPrograms {
  private static final double RATE = 0.25;
  final double rate;
  int calls;

  CallPrograms(double rate) {
    this.rate = rate;
  }

  static List<CallPrograms> samples() {
    return List.of(new CallPrograms(0.5), new CallPrograms(-2));
  }

  private static double square(double x) {
    return x * x;
  }

  private static double square(int x) {
    return x;
  }

  static double overloads(double x, int i) {
    return square(x) + square(i) + square((double) i) + square(i + x);
  }

  private static void addTo(double[] a, int i, double x) {
    if (i < 0) {
      return;
    }
    a[i] += x;
  }

  static double writesArgument(double[] a, double x) {
    addTo(a, 1, x);
    addTo(a, -1, x);
    CallPrograms.addTo(a, 0, RATE);
    return a[0] * a[1];
  }

  static double power(double x, int n) {
    return n <= 0 ? 1 : x * power(x, n - 1);
  }

  static double even(double x, int n) {
    return n <= 0 ? x : odd(x * 2, n - 1);
  }

  private static double odd(double x, int n) {
    return n <= 0 ? -x : even(x + 1, n - 1);
  }

  private static double sum(double... xs) {
    double s = 0;
    for (double x : xs) {
      s += x;
    }
    return s;
  }

  static double varargs(double x, int i, double[] a) {
    return sum() + sum(x) + sum(x, i, 2f) + (a == null ? 0 : sum(a));
  }

  private static int index(int i) {
    return i & 1;
  }

  static int publicIndex(int i) {
    return i & 3;
  }

  static double inactiveHelpers(double[] a, int i) {
    return a[index(i)] + a[publicIndex(i)];
  }

  double instance(double x) {
    return x * rate + this.rate + helper(x);
  }

  private double helper(double x) {
    return x > 0 && x < 100 ? instanceOf(x - 1) : rate;
  }

  double instanceOf(double x) {
    return this.helper(x / 2) + x;
  }

  double otherReceiver(CallPrograms other, double x) {
    return other.helper(x) - helper(x);
  }

  static double arguments(double x, int i) {
    return three(x = i, x += 1, x * 2) + x;
  }

  private static double three(double a, double b, double c) {
    return a + 10 * b + 100 * c;
  }

  @NonDifferentiable
  static double constant(double x) {
    return Math.floor(x);
  }

  static double detached(double x) {
    @NonDifferentiable double c = x * 2;
    return x * Adjoint.detach(x) + constant(x) + c;
  }

  static float promotesArguments(int i, float f) {
    return half(i) + half(f);
  }

  private static float half(float f) {
    return f / 2;
  }
}
