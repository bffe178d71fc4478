package kernel;

import dev.adjoint.annotations.Adjoint;
import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;
import dev.adjoint.annotations.NonDifferentiable;

/** Numbers where Java and C differ, and control flow. */
final class Functions {
  private Functions() {}

  @Kernel
  @Differentiable
  static double swish(double x, double beta) {
    return x / (1 + Math.exp(-beta * x));
  }

  @Kernel
  @Differentiable
  static double powers(double x, double y) {
    return Math.pow(x, y) + Math.pow(Math.abs(x), 0.5) * y;
  }

  @Kernel
  @Differentiable
  static double remainders(double x, double y) {
    return x % y;
  }

  @Kernel
  @Differentiable
  static double choices(double x, double y) {
    double high = Math.max(x, y);
    double low = Math.min(x, y);
    return Double.isNaN(high) ? 3 * x : high * 2 - Math.signum(Adjoint.detach(low)) * y;
  }

  @Kernel
  @Differentiable
  static double wholeNumbers(double x, double y) {
    int i = (int) Adjoint.detach(x);
    long j = (long) Adjoint.detach(y);
    int wrapped = i * 31 + 17;
    long k = j * 6364136223846793005L + i;
    return x * (wrapped % 7) + y * (k / 1000 % 5) + (-i);
  }

  @Kernel
  @Differentiable
  static double rounded(double x, double y) {
    return x * Math.round(Adjoint.detach(y)) + Math.rint(Adjoint.detach(x)) - Math.floor(Adjoint.detach(y)) + y;
  }

  @Kernel
  @Differentiable
  static double newton(double a, int steps) {
    double x = 2.25;
    for (int i = 0; i < steps; i++) {
      x = 0.5 * (x + a / x);
    }
    return x;
  }

  @Kernel
  @Differentiable
  static double collatz(double x, double y) {
    int n = (int) Math.min(Math.abs(Adjoint.detach(x)), 30) + 1;
    double sum = 0;
    while (n != 1) {
      sum += n % 2 == 0 ? y : y * 0.5 + x;
      n = (n & 1) == 0 ? n >> 1 : 3 * n + 1;
    }
    return sum;
  }

  @Kernel
  @Differentiable
  static float leaky(float x, @NonDifferentiable float slope) {
    return x > 0 ? x : slope * x;
  }

  @Kernel
  @Differentiable
  static double hyperbola(double x, double y) {
    return clipped(Math.sqrt(x * x + 1)) - Math.tanh(y);
  }

  private static double clipped(double x) {
    return x > 50 ? 50 + (x - 50) * 0.125 : x;
  }

  @Kernel
  @Differentiable
  static double shifts(double x, double y) {
    int i = (int) Adjoint.detach(x);
    long j = (long) Adjoint.detach(y);
    int k = i << 33 ^ i >>> 3 ^ ~i;
    long l = (j >> 65) + (j >>> 60) | 1;
    return (k & 15) * x + (l & 7) * y;
  }
}
