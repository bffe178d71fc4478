package dev.adjoint.runtime.optim;

/** Checks of hyperparameters; a NaN is in no range. */
final class Ranges {
  private Ranges() {}

  /** @throws IllegalArgumentException unless the value is at least 0 */
  static void notNegative(String what, double value) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(what + " is " + value + ", and must be at least 0");
    }
  }

  /** @throws IllegalArgumentException unless the value is at least 1 */
  static void positive(String what, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " is " + value + ", and must be at least 1");
    }
  }

  /** @throws IllegalArgumentException unless the value is in [0, 1) */
  static void fraction(String what, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(what + " is " + value + ", and must be at least 0 and below 1");
    }
  }
}
