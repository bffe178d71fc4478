package dev.adjoint.examples;

import dev.adjoint.annotations.Checkpoint;
import dev.adjoint.annotations.Differentiable;
import dev.adjoint.runtime.tape.Tape;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.stream.IntStream;

/**
 * A simulation of many time steps, differentiated twice: with everything stored that its derivative reads, and with twenty states
 * kept and the steps between them run again. The gradients are the same to the last bit.
 */
public final class CoolingRod {
  private static final int CELLS = 64;

  private CoolingRod() {}

  /** The sum of squared temperatures of a rod whose ends are kept at zero; what is hot conducts less. */
  @Differentiable
  static double stored(double[] initial, double conductivity, double slope, int steps) {
    double[] now = initial.clone(), next = initial.clone();
    for (int t = 0; t < steps; t++) {
      step(now, next, conductivity, slope);
      double[] swapped = now;
      now = next;
      next = swapped;
    }
    return squares(now);
  }

  /** The same with twenty states. */
  @Differentiable
  static double checkpointed(double[] initial, double conductivity, double slope, int steps) {
    double[] now = initial.clone(), next = initial.clone();
    for (@Checkpoint(snapshots = 20) int t = 0; t < steps; t++) {
      step(now, next, conductivity, slope);
      double[] swapped = now;
      now = next;
      next = swapped;
    }
    return squares(now);
  }

  private static void step(double[] now, double[] next, double conductivity, double slope) {
    for (int i = 1; i < now.length - 1; i++) {
      double k = conductivity / (1 + slope * now[i] * now[i]);
      next[i] = now[i] + k * (now[i - 1] - 2 * now[i] + now[i + 1]);
    }
  }

  private static double squares(double[] u) {
    double sum = 0;
    for (double x : u) {
      sum += x * x;
    }
    return sum;
  }

  /** Differentiates both with new tapes, and prints what each takes; the ratio of the bytes that are allocated. */
  public static double run(int steps, PrintStream out) {
    double[] u = IntStream.range(0, CELLS).mapToDouble(i -> Math.sin(Math.PI * i / (CELLS - 1))).toArray();
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long b0 = thread.getCurrentThreadAllocatedBytes(), t0 = thread.getCurrentThreadCpuTime();
    var all = CoolingRodDerivatives.storedGradient(u, 0.01, 0.3, steps, new Tape());
    long b1 = thread.getCurrentThreadAllocatedBytes(), t1 = thread.getCurrentThreadCpuTime();
    var some = CoolingRodDerivatives.checkpointedGradient(u, 0.01, 0.3, steps, new Tape());
    long b2 = thread.getCurrentThreadAllocatedBytes(), t2 = thread.getCurrentThreadCpuTime();
    out.printf("everything stored: d/dslope %s, %d bytes, %.3f s%n", all.slope(), b1 - b0, (t1 - t0) / 1e9);
    out.printf("20 states kept:    d/dslope %s, %d bytes, %.3f s%n", some.slope(), b2 - b1, (t2 - t1) / 1e9);
    return (double) (b1 - b0) / (b2 - b1);
  }

  /** Runs it several times: the first ones are slow. */
  public static void main(String[] args) {
    IntStream.range(0, 6).forEach(i -> run(100_000, System.out));
  }
}
