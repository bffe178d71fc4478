package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.DOUBLE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;

/** {@code out = a ? b : c}: a is an array of booleans, b and c are doubles. */
final class DoubleWhereLoop implements Loop {
  @Override
  public boolean takes(int aStep, int bStep, int cStep) {
    return aStep == 1 && (bStep | cStep) == 1;
  }

  @Override
  public void run(Object out, int outAt, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object c, int cAt,
      int cStep, int n) {
    boolean[] condition = (boolean[]) a;
    double[] x = (double[]) b;
    double[] y = (double[]) c;
    double[] z = (double[]) out;
    if (bStep == 0) {
      var number = DoubleVector.broadcast(DOUBLE, x[bAt]);
      for (int i = 0; i < n; i += DOUBLE.length()) {
        DoubleVector.fromArray(DOUBLE, y, cAt + i).blend(number, VectorMask.fromArray(DOUBLE, condition, aAt + i))
            .intoArray(z, outAt + i);
      }
    } else if (cStep == 0) {
      var number = DoubleVector.broadcast(DOUBLE, y[cAt]);
      for (int i = 0; i < n; i += DOUBLE.length()) {
        number.blend(DoubleVector.fromArray(DOUBLE, x, bAt + i), VectorMask.fromArray(DOUBLE, condition, aAt + i))
            .intoArray(z, outAt + i);
      }
    } else {
      for (int i = 0; i < n; i += DOUBLE.length()) {
        DoubleVector.fromArray(DOUBLE, y, cAt + i)
            .blend(DoubleVector.fromArray(DOUBLE, x, bAt + i), VectorMask.fromArray(DOUBLE, condition, aAt + i))
            .intoArray(z, outAt + i);
      }
    }
  }
}
