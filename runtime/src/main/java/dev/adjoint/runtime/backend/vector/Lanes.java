package dev.adjoint.runtime.backend.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/** The vectors that this processor computes with, as wide as it has them. */
final class Lanes {
  static final VectorSpecies<Float> FLOAT = FloatVector.SPECIES_PREFERRED;
  static final VectorSpecies<Double> DOUBLE = DoubleVector.SPECIES_PREFERRED;
  /** Of the same shape as {@link #FLOAT}. */
  static final VectorSpecies<Integer> INT = IntVector.SPECIES_PREFERRED;
  /** Of the same shape as {@link #DOUBLE}. */
  static final VectorSpecies<Long> LONG = LongVector.SPECIES_PREFERRED;

  private Lanes() {}

  static FloatVector all(float value) {
    return FloatVector.broadcast(FLOAT, value);
  }

  static DoubleVector all(double value) {
    return DoubleVector.broadcast(DOUBLE, value);
  }
}
