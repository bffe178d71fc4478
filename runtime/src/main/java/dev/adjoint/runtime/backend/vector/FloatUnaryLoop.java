package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.FLOAT;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;

/** The loop over a {@link FloatFunction.Unary}, a template of {@link Specialized}. */
final class FloatUnaryLoop implements Loop {
  private static final FloatFunction.Unary F =
      Specialized.function(MethodHandles.lookup(), FloatFunction.Unary.class);

  @Override
  public boolean takes(int aStep, int bStep, int cStep) {
    return aStep == 1;
  }

  @Override
  public void run(Object out, int outAt, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object c, int cAt,
      int cStep, int n) {
    float[] x = (float[]) a;
    float[] y = (float[]) out;
    for (int i = 0; i < n; i += FLOAT.length()) {
      F.of(FloatVector.fromArray(FLOAT, x, aAt + i)).intoArray(y, outAt + i);
    }
  }
}
