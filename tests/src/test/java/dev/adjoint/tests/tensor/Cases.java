package dev.adjoint.tests.tensor;

import org.opentest4j.AssertionFailedError;

/**
 * Runs a property on random cases. {@code -Dadjoint.tensor.seed} chooses them, {@code -Dadjoint.tensor.cases} says how
 * many each property gets; a failure prints the seed with which the failing case is the first.
 */
final class Cases {
  private static final long SEED = Long.getLong("adjoint.tensor.seed", 1);
  private static final int COUNT = Integer.getInteger("adjoint.tensor.cases", 250);

  private Cases() {}

  interface Property {
    void check(Sampler sampler);
  }

  static void check(Property property) {
    for (int i = 0; i < COUNT; i++) {
      var sampler = new Sampler(SEED + i);
      try {
        property.check(sampler);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionFailedError("-Dadjoint.tensor.seed=" + (SEED + i) + " -Dadjoint.tensor.cases=1: "
            + e.getMessage() + "\noperands: " + sampler.log(), e);
      }
    }
  }
}
