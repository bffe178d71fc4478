package dev.adjoint.benchmarks.tensor;

import java.util.Random;

/** Random inputs, the same in every run. */
public final class Inputs {
  private Inputs() {}

  /** Standard normal numbers. */
  public static float[] normal(long seed, int count) {
    var random = new Random(seed);
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Numbers evenly distributed between -bound and bound. */
  public static float[] uniform(long seed, int count, double bound) {
    var random = new Random(seed);
    var values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    return values;
  }
}
