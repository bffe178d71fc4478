package dev.adjoint.examples;

import dev.adjoint.runtime.ScalarFunction;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * A rough measurement while an example runs: what a gradient costs, in evaluations of its function. The benchmarks
 * measure with care.
 */
public final class Timing {
  private static final int BATCHES = 21;
  private static final double BATCH_NANOSECONDS = 2e7;

  private static volatile double sink;

  private Timing() {}

  /** Prints the ratio of the gradient's time to the function's at {@code x}, and returns it. */
  public static double print(String what, ScalarFunction f, double[] x, PrintStream out) {
    double[] gradient = new double[x.length];
    double value = microseconds(() -> f.value(x)), both = microseconds(() -> f.gradient(x, gradient));
    out.printf("%s: gradient %.3g µs, function %.3g µs, ratio %.2f%n", what, both, value, both / value);
    return both / value;
  }

  /** The median time of a call over batches of about 20 ms, after half as many to warm up. */
  static double microseconds(DoubleSupplier call) {
    double[] times = new double[BATCHES];
    long repeat = 1;
    for (int i = -BATCHES / 2; i < BATCHES; i++) {
      double sum = 0;
      long start = System.nanoTime();
      for (long r = 0; r < repeat; r++) {
        sum += call.getAsDouble();
      }
      double each = (double) (System.nanoTime() - start) / repeat;
      sink = sum;
      times[Math.max(0, i)] = each;
      repeat = Math.max(1, Math.round(BATCH_NANOSECONDS / each));
    }
    Arrays.sort(times);
    return times[BATCHES / 2] / 1000;
  }
}
