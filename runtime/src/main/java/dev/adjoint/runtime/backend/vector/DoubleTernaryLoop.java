package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.DOUBLE;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;

/** The loops over a {@link DoubleFunction.Ternary}, a template of {@link Specialized}. */
final class DoubleTernaryLoop implements Loop {
  private static final DoubleFunction.Ternary F =
      Specialized.function(MethodHandles.lookup(), DoubleFunction.Ternary.class);

  @Override
  public boolean takes(int aStep, int bStep, int cStep) {
    return aStep == 1 && bStep >= cStep;
  }

  @Override
  public void run(Object out, int outAt, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object c, int cAt,
      int cStep, int n) {
    double[] x = (double[]) a;
    double[] y = (double[]) b;
    double[] z = (double[]) c;
    double[] r = (double[]) out;
    if (bStep == 0) {
      numbers(x, aAt, y[bAt], z[cAt], r, outAt, n);
    } else if (cStep == 0) {
      number(x, aAt, y, bAt, z[cAt], r, outAt, n);
    } else {
      all(x, aAt, y, bAt, z, cAt, r, outAt, n);
    }
  }

  private static void all(double[] a, int aAt, double[] b, int bAt, double[] c, int cAt, double[] out, int outAt,
      int n) {
    for (int i = 0; i < n; i += DOUBLE.length()) {
      F.of(DoubleVector.fromArray(DOUBLE, a, aAt + i), DoubleVector.fromArray(DOUBLE, b, bAt + i),
          DoubleVector.fromArray(DOUBLE, c, cAt + i)).intoArray(out, outAt + i);
    }
  }

  private static void number(double[] a, int aAt, double[] b, int bAt, double third, double[] out, int outAt, int n) {
    var c = DoubleVector.broadcast(DOUBLE, third);
    for (int i = 0; i < n; i += DOUBLE.length()) {
      F.of(DoubleVector.fromArray(DOUBLE, a, aAt + i), DoubleVector.fromArray(DOUBLE, b, bAt + i), c)
          .intoArray(out, outAt + i);
    }
  }

  private static void numbers(double[] a, int aAt, double second, double third, double[] out, int outAt, int n) {
    var b = DoubleVector.broadcast(DOUBLE, second);
    var c = DoubleVector.broadcast(DOUBLE, third);
    for (int i = 0; i < n; i += DOUBLE.length()) {
      F.of(DoubleVector.fromArray(DOUBLE, a, aAt + i), b, c).intoArray(out, outAt + i);
    }
  }
}
