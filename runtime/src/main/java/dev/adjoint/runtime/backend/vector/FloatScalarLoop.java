package dev.adjoint.runtime.backend.vector;

import java.util.function.DoubleUnaryOperator;

/** A function of floats computed in double, one after the other: for operands that no vector function is made for. */
final class FloatScalarLoop implements Loop {
  private final DoubleUnaryOperator function;

  FloatScalarLoop(DoubleUnaryOperator function) {
    this.function = function;
  }

  @Override
  public boolean takes(int aStep, int bStep, int cStep) {
    return aStep == 1;
  }

  @Override
  public void run(Object out, int outAt, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object c, int cAt,
      int cStep, int n) {
    float[] x = (float[]) a;
    float[] y = (float[]) out;
    for (int i = 0; i < n; i++) {
      y[outAt + i] = (float) function.applyAsDouble(x[aAt + i]);
    }
  }
}
