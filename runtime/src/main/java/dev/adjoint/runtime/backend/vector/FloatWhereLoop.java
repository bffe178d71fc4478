package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.FLOAT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** {@code out = a ? b : c}: a is an array of booleans, b and c are floats. */
final class FloatWhereLoop implements Loop {
  @Override
  public boolean takes(int aStep, int bStep, int cStep) {
    return aStep == 1 && (bStep | cStep) == 1;
  }

  @Override
  public void run(Object out, int outAt, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object c, int cAt,
      int cStep, int n) {
    boolean[] condition = (boolean[]) a;
    float[] x = (float[]) b;
    float[] y = (float[]) c;
    float[] z = (float[]) out;
    if (bStep == 0) {
      var number = FloatVector.broadcast(FLOAT, x[bAt]);
      for (int i = 0; i < n; i += FLOAT.length()) {
        FloatVector.fromArray(FLOAT, y, cAt + i).blend(number, VectorMask.fromArray(FLOAT, condition, aAt + i))
            .intoArray(z, outAt + i);
      }
    } else if (cStep == 0) {
      var number = FloatVector.broadcast(FLOAT, y[cAt]);
      for (int i = 0; i < n; i += FLOAT.length()) {
        number.blend(FloatVector.fromArray(FLOAT, x, bAt + i), VectorMask.fromArray(FLOAT, condition, aAt + i))
            .intoArray(z, outAt + i);
      }
    } else {
      for (int i = 0; i < n; i += FLOAT.length()) {
        FloatVector.fromArray(FLOAT, y, cAt + i)
            .blend(FloatVector.fromArray(FLOAT, x, bAt + i), VectorMask.fromArray(FLOAT, condition, aAt + i))
            .intoArray(z, outAt + i);
      }
    }
  }
}
