package dev.adjoint.benchmarks;

import dev.adjoint.benchmarks.compiled.Compilation;
import dev.adjoint.benchmarks.compiled.Sources;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The time that javac takes with and without the processor, by the number of annotated methods and by their length:
 * prints two tables in Markdown. Processor time of the compiling thread; medians of {@value #RUNS} compilations in
 * one warm machine.
 */
public final class CompileTime {
  private static final int RUNS = 7;
  private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

  private CompileTime() {}

  /** Runs everything. */
  public static void main(String[] args) {
    for (int i = 0; i < 20; i++) {
      milliseconds(50, 20, true);
    }
    table("methods, of 20 statements each", new int[][] {{25, 20}, {50, 20}, {100, 20}, {200, 20}}, 0);
    table("statements, in each of 10 methods", new int[][] {{10, 50}, {10, 100}, {10, 200}, {10, 400}}, 1);
  }

  private static void table(String what, int[][] sizes, int shown) {
    System.out.println("| " + what + " | without, ms | with, ms | difference for each statement, µs |");
    System.out.println("|---:|---:|---:|---:|");
    for (int[] size : sizes) {
      double without = median(size[0], size[1], false), with = median(size[0], size[1], true);
      System.out.printf("| %d | %.0f | %.0f | %.1f |%n",
          size[shown], without, with, 1e3 * (with - without) / ((double) size[0] * size[1]));
    }
    System.out.println();
  }

  private static double median(int methods, int statements, boolean processed) {
    double[] times = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      times[i] = milliseconds(methods, statements, processed);
    }
    Arrays.sort(times);
    return times[RUNS / 2];
  }

  private static double milliseconds(int methods, int statements, boolean processed) {
    String source = Sources.methods("Many", methods, statements);
    Path directory = Compilation.temporary();
    long start = THREAD.getCurrentThreadCpuTime();
    Compilation.of("Many", source, processed, directory);
    return (THREAD.getCurrentThreadCpuTime() - start) / 1e6;
  }
}
