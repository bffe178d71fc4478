package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.DOUBLE;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/** The loops over a comparison of doubles with a result of booleans, a template of {@link Specialized}. */
final class DoubleCompareLoop implements Loop {
  private static final VectorOperators.Comparison TEST =
      Specialized.function(MethodHandles.lookup(), VectorOperators.Comparison.class);

  @Override
  public boolean takes(int aStep, int bStep, int cStep) {
    return aStep == 1;
  }

  @Override
  public void run(Object out, int outAt, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object c, int cAt,
      int cStep, int n) {
    double[] x = (double[]) a;
    double[] y = (double[]) b;
    boolean[] z = (boolean[]) out;
    if (bStep == 0) {
      right(x, aAt, y[bAt], z, outAt, n);
    } else {
      both(x, aAt, y, bAt, z, outAt, n);
    }
  }

  private static void both(double[] a, int aAt, double[] b, int bAt, boolean[] out, int outAt, int n) {
    for (int i = 0; i < n; i += DOUBLE.length()) {
      DoubleVector.fromArray(DOUBLE, a, aAt + i).compare(TEST, DoubleVector.fromArray(DOUBLE, b, bAt + i))
          .intoArray(out, outAt + i);
    }
  }

  private static void right(double[] a, int aAt, double number, boolean[] out, int outAt, int n) {
    var b = DoubleVector.broadcast(DOUBLE, number);
    for (int i = 0; i < n; i += DOUBLE.length()) {
      DoubleVector.fromArray(DOUBLE, a, aAt + i).compare(TEST, b).intoArray(out, outAt + i);
    }
  }
}
