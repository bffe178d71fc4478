package dev.adjoint.runtime.backend.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** The vectors that this processor computes with, as wide as it has them. */
final class Lanes {
  static final VectorSpecies<Float> FLOAT = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Double> DOUBLE = DoubleVector.SPECIES_PREFERRED;
  /** Of the same shape as {@link #FLOAT}. */
  static final VectorSpecies<Integer> INT = IntVector.SPECIES_PREFERRED;

  private Lanes() {}

  static FloatVector all(float value) {
    return FloatVector.broadcast(FLOAT, value);
  }

  static DoubleVector all(double value) {
    return DoubleVector.broadcast(DOUBLE, value);
  }

  static IntVector all(int value) {
    return IntVector.broadcast(INT, value);
  }

  /** Writes the first n lanes of a mask. */
  static void store(VectorMask<?> mask, boolean[] out, int at, int n) {
    long bits = mask.toLong();
    for (int i = 0; i < n; i++) {
      out[at + i] = (bits >>> i & 1) != 0;
    }
  }
}
