package dev.adjoint.runtime.backend.vector;

import jdk.incubator.vector.DoubleVector;

/** Functions of vectors of doubles, lane by lane. */
interface DoubleFunction {
  /** Of one operand. */
  interface Unary {
    DoubleVector of(DoubleVector x);
  }

  /** Of two operands. */
  interface Binary {
    DoubleVector of(DoubleVector a, DoubleVector b);
  }

  /** Of three operands. */
  interface Ternary {
    DoubleVector of(DoubleVector a, DoubleVector b, DoubleVector c);
  }
}
