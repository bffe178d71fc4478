package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.DOUBLE;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;

/** The loops over a {@link DoubleFunction.Binary}, a template of {@link Specialized}. */
final class DoubleBinaryLoop implements Loop {
  private static final DoubleFunction.Binary F =
      Specialized.function(MethodHandles.lookup(), DoubleFunction.Binary.class);

  @Override
  public boolean takes(int aStep, int bStep, int cStep) {
    return (aStep | bStep) == 1;
  }

  @Override
  public void run(Object out, int outAt, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object c, int cAt,
      int cStep, int n) {
    double[] x = (double[]) a;
    double[] y = (double[]) b;
    double[] z = (double[]) out;
    if (aStep == 0) {
      left(x[aAt], y, bAt, z, outAt, n);
    } else if (bStep == 0) {
      right(x, aAt, y[bAt], z, outAt, n);
    } else {
      both(x, aAt, y, bAt, z, outAt, n);
    }
  }

  private static void both(double[] a, int aAt, double[] b, int bAt, double[] out, int outAt, int n) {
    for (int i = 0; i < n; i += DOUBLE.length()) {
      F.of(DoubleVector.fromArray(DOUBLE, a, aAt + i), DoubleVector.fromArray(DOUBLE, b, bAt + i))
          .intoArray(out, outAt + i);
    }
  }

  private static void right(double[] a, int aAt, double number, double[] out, int outAt, int n) {
    var b = DoubleVector.broadcast(DOUBLE, number);
    for (int i = 0; i < n; i += DOUBLE.length()) {
      F.of(DoubleVector.fromArray(DOUBLE, a, aAt + i), b).intoArray(out, outAt + i);
    }
  }

  private static void left(double number, double[] b, int bAt, double[] out, int outAt, int n) {
    var a = DoubleVector.broadcast(DOUBLE, number);
    for (int i = 0; i < n; i += DOUBLE.length()) {
      F.of(a, DoubleVector.fromArray(DOUBLE, b, bAt + i)).intoArray(out, outAt + i);
    }
  }
}
