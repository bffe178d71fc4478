package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.FLOAT;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;

/** The loops over a {@link FloatFunction.Ternary}, a template of {@link Specialized}. */
final class FloatTernaryLoop implements Loop {
  private static final FloatFunction.Ternary F =
      Specialized.function(MethodHandles.lookup(), FloatFunction.Ternary.class);

  @Override
  public boolean takes(int aStep, int bStep, int cStep) {
    return aStep == 1 && bStep >= cStep;
  }

  @Override
  public void run(Object out, int outAt, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object c, int cAt,
      int cStep, int n) {
    float[] x = (float[]) a;
    float[] y = (float[]) b;
    float[] z = (float[]) c;
    float[] r = (float[]) out;
    if (bStep == 0) {
      numbers(x, aAt, y[bAt], z[cAt], r, outAt, n);
    } else if (cStep == 0) {
      number(x, aAt, y, bAt, z[cAt], r, outAt, n);
    } else {
      all(x, aAt, y, bAt, z, cAt, r, outAt, n);
    }
  }

  private static void all(float[] a, int aAt, float[] b, int bAt, float[] c, int cAt, float[] out, int outAt, int n) {
    for (int i = 0; i < n; i += FLOAT.length()) {
      F.of(FloatVector.fromArray(FLOAT, a, aAt + i), FloatVector.fromArray(FLOAT, b, bAt + i),
          FloatVector.fromArray(FLOAT, c, cAt + i)).intoArray(out, outAt + i);
    }
  }

  private static void number(float[] a, int aAt, float[] b, int bAt, float third, float[] out, int outAt, int n) {
    var c = FloatVector.broadcast(FLOAT, third);
    for (int i = 0; i < n; i += FLOAT.length()) {
      F.of(FloatVector.fromArray(FLOAT, a, aAt + i), FloatVector.fromArray(FLOAT, b, bAt + i), c)
          .intoArray(out, outAt + i);
    }
  }

  private static void numbers(float[] a, int aAt, float second, float third, float[] out, int outAt, int n) {
    var b = FloatVector.broadcast(FLOAT, second);
    var c = FloatVector.broadcast(FLOAT, third);
    for (int i = 0; i < n; i += FLOAT.length()) {
      F.of(FloatVector.fromArray(FLOAT, a, aAt + i), b, c).intoArray(out, outAt + i);
    }
  }
}
