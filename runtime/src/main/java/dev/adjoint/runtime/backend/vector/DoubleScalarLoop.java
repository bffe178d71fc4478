package dev.adjoint.runtime.backend.vector;

import java.util.function.DoubleUnaryOperator;

/** A function of doubles, one after the other: for operands that no vector function is made for. */
final class DoubleScalarLoop implements Loop {
  private final DoubleUnaryOperator function;

  DoubleScalarLoop(DoubleUnaryOperator function) {
    this.function = function;
  }

  @Override
  public boolean takes(int aStep, int bStep, int cStep) {
    return aStep == 1;
  }

  @Override
  public void run(Object out, int outAt, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object c, int cAt,
      int cStep, int n) {
    double[] x = (double[]) a;
    double[] y = (double[]) out;
    for (int i = 0; i < n; i++) {
      y[outAt + i] = function.applyAsDouble(x[aAt + i]);
    }
  }
}
