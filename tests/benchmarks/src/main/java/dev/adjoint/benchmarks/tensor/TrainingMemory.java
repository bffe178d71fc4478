package dev.adjoint.benchmarks.tensor;

import java.lang.management.ManagementFactory;

/** Trains TinyModel for 10,000 steps and prints, every 1,000, the heap that is in use after a garbage collection. */
public final class TrainingMemory {
  private static final int STEPS = 10_000;
  private static final int EVERY = 1_000;

  private final TrainingStepBenchmark training = new TrainingStepBenchmark();

  /** Nothing is trained yet. */
  public TrainingMemory() {
    training.prepare();
  }

  /** Trains for some steps more; the bytes in use after a garbage collection. */
  public long train(int steps) {
    for (int i = 0; i < steps; i++) {
      training.adjoint();
    }
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** Takes no arguments. */
  public static void main(String[] args) {
    var memory = new TrainingMemory();
    for (int step = EVERY; step <= STEPS; step += EVERY) {
      System.out.printf("%,6d steps: %,d bytes%n", step, memory.train(EVERY));
    }
  }
}
