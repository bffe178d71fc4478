package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.FLOAT;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The loops over a comparison of floats with a result of booleans, a template of {@link Specialized}. */
final class FloatCompareLoop implements Loop {
  private static final VectorOperators.Comparison TEST =
      Specialized.function(MethodHandles.lookup(), VectorOperators.Comparison.class);

  @Override
  public boolean takes(int aStep, int bStep, int cStep) {
    return aStep == 1;
  }

  @Override
  public void run(Object out, int outAt, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object c, int cAt,
      int cStep, int n) {
    float[] x = (float[]) a;
    float[] y = (float[]) b;
    boolean[] z = (boolean[]) out;
    if (bStep == 0) {
      right(x, aAt, y[bAt], z, outAt, n);
    } else {
      both(x, aAt, y, bAt, z, outAt, n);
    }
  }

  private static void both(float[] a, int aAt, float[] b, int bAt, boolean[] out, int outAt, int n) {
    for (int i = 0; i < n; i += FLOAT.length()) {
      FloatVector.fromArray(FLOAT, a, aAt + i).compare(TEST, FloatVector.fromArray(FLOAT, b, bAt + i))
          .intoArray(out, outAt + i);
    }
  }

  private static void right(float[] a, int aAt, float number, boolean[] out, int outAt, int n) {
    var b = FloatVector.broadcast(FLOAT, number);
    for (int i = 0; i < n; i += FLOAT.length()) {
      FloatVector.fromArray(FLOAT, a, aAt + i).compare(TEST, b).intoArray(out, outAt + i);
    }
  }
}
