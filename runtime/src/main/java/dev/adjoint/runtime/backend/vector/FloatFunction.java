package dev.adjoint.runtime.backend.vector;

import jdk.incubator.vector.FloatVector;

/** Functions of vectors of floats, lane by lane. */
interface FloatFunction {
  /** Of one operand. */
  interface Unary {
    FloatVector of(FloatVector x);
  }

  /** Of two operands. */
  interface Binary {
    FloatVector of(FloatVector a, FloatVector b);
  }

  /** Of three operands. */
  interface Ternary {
    FloatVector of(FloatVector a, FloatVector b, FloatVector c);
  }
}
