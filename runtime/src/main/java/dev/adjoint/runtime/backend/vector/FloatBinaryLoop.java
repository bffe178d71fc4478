package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.FLOAT;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;

/** The loops over a {@link FloatFunction.Binary}, a template of {@link Specialized}. */
final class FloatBinaryLoop implements Loop {
  private static final FloatFunction.Binary F =
      Specialized.function(MethodHandles.lookup(), FloatFunction.Binary.class);

  @Override
  public boolean takes(int aStep, int bStep, int cStep) {
    return (aStep | bStep) == 1;
  }

  @Override
  public void run(Object out, int outAt, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object c, int cAt,
      int cStep, int n) {
    float[] x = (float[]) a;
    float[] y = (float[]) b;
    float[] z = (float[]) out;
    if (aStep == 0) {
      left(x[aAt], y, bAt, z, outAt, n);
    } else if (bStep == 0) {
      right(x, aAt, y[bAt], z, outAt, n);
    } else {
      both(x, aAt, y, bAt, z, outAt, n);
    }
  }

  private static void both(float[] a, int aAt, float[] b, int bAt, float[] out, int outAt, int n) {
    for (int i = 0; i < n; i += FLOAT.length()) {
      F.of(FloatVector.fromArray(FLOAT, a, aAt + i), FloatVector.fromArray(FLOAT, b, bAt + i))
          .intoArray(out, outAt + i);
    }
  }

  private static void right(float[] a, int aAt, float number, float[] out, int outAt, int n) {
    var b = FloatVector.broadcast(FLOAT, number);
    for (int i = 0; i < n; i += FLOAT.length()) {
      F.of(FloatVector.fromArray(FLOAT, a, aAt + i), b).intoArray(out, outAt + i);
    }
  }

  private static void left(float number, float[] b, int bAt, float[] out, int outAt, int n) {
    var a = FloatVector.broadcast(FLOAT, number);
    for (int i = 0; i < n; i += FLOAT.length()) {
      F.of(a, FloatVector.fromArray(FLOAT, b, bAt + i)).intoArray(out, outAt + i);
    }
  }
}
