package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.DOUBLE;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;

/** The loop over a {@link DoubleFunction.Unary}, a template of {@link Specialized}. */
final class DoubleUnaryLoop implements Loop {
  private static final DoubleFunction.Unary F =
      Specialized.function(MethodHandles.lookup(), DoubleFunction.Unary.class);

  @Override
  public boolean takes(int aStep, int bStep, int cStep) {
    return aStep == 1;
  }

  @Override
  public void run(Object out, int outAt, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object c, int cAt,
      int cStep, int n) {
    double[] x = (double[]) a;
    double[] y = (double[]) out;
    for (int i = 0; i < n; i += DOUBLE.length()) {
      F.of(DoubleVector.fromArray(DOUBLE, x, aAt + i)).intoArray(y, outAt + i);
    }
  }
}
