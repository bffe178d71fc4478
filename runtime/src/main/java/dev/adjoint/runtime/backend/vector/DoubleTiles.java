package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.DOUBLE;

import jdk.incubator.vector.DoubleVector;

/**
 * Tiles of products of doubles. The accumulators are locals, one by one, since HotSpot keeps no array of vectors in
 * registers; there are 8 of one vector, or of two, to hide the latency of multiplication.
 */
final class DoubleTiles {
  private DoubleTiles() {}

  /** As {@link Gemm#wide}. */
  static void wide(int k, double[] a, int aAt, double[] b, int bAt, int bStep, double[] c, int cAt, int cStep,
      boolean add) {
    int lanes = DOUBLE.length();
    DoubleVector c0a = DoubleVector.zero(DOUBLE);
    DoubleVector c0b = DoubleVector.zero(DOUBLE);
    DoubleVector c1a = DoubleVector.zero(DOUBLE);
    DoubleVector c1b = DoubleVector.zero(DOUBLE);
    DoubleVector c2a = DoubleVector.zero(DOUBLE);
    DoubleVector c2b = DoubleVector.zero(DOUBLE);
    DoubleVector c3a = DoubleVector.zero(DOUBLE);
    DoubleVector c3b = DoubleVector.zero(DOUBLE);
    DoubleVector c4a = DoubleVector.zero(DOUBLE);
    DoubleVector c4b = DoubleVector.zero(DOUBLE);
    DoubleVector c5a = DoubleVector.zero(DOUBLE);
    DoubleVector c5b = DoubleVector.zero(DOUBLE);
    DoubleVector c6a = DoubleVector.zero(DOUBLE);
    DoubleVector c6b = DoubleVector.zero(DOUBLE);
    DoubleVector c7a = DoubleVector.zero(DOUBLE);
    DoubleVector c7b = DoubleVector.zero(DOUBLE);
    for (int l = 0; l < k; l++) {
      int column = aAt + l * Gemm.ROWS;
      int row = bAt + l * bStep;
      DoubleVector ya = DoubleVector.fromArray(DOUBLE, b, row);
      DoubleVector yb = DoubleVector.fromArray(DOUBLE, b, row + lanes);
      DoubleVector x0 = DoubleVector.broadcast(DOUBLE, a[column]);
      c0a = x0.fma(ya, c0a);
      c0b = x0.fma(yb, c0b);
      DoubleVector x1 = DoubleVector.broadcast(DOUBLE, a[column + 1]);
      c1a = x1.fma(ya, c1a);
      c1b = x1.fma(yb, c1b);
      DoubleVector x2 = DoubleVector.broadcast(DOUBLE, a[column + 2]);
      c2a = x2.fma(ya, c2a);
      c2b = x2.fma(yb, c2b);
      DoubleVector x3 = DoubleVector.broadcast(DOUBLE, a[column + 3]);
      c3a = x3.fma(ya, c3a);
      c3b = x3.fma(yb, c3b);
      DoubleVector x4 = DoubleVector.broadcast(DOUBLE, a[column + 4]);
      c4a = x4.fma(ya, c4a);
      c4b = x4.fma(yb, c4b);
      DoubleVector x5 = DoubleVector.broadcast(DOUBLE, a[column + 5]);
      c5a = x5.fma(ya, c5a);
      c5b = x5.fma(yb, c5b);
      DoubleVector x6 = DoubleVector.broadcast(DOUBLE, a[column + 6]);
      c6a = x6.fma(ya, c6a);
      c6b = x6.fma(yb, c6b);
      DoubleVector x7 = DoubleVector.broadcast(DOUBLE, a[column + 7]);
      c7a = x7.fma(ya, c7a);
      c7b = x7.fma(yb, c7b);
    }
    if (add) {
      c0a.add(DoubleVector.fromArray(DOUBLE, c, cAt)).intoArray(c, cAt);
      c0b.add(DoubleVector.fromArray(DOUBLE, c, cAt + lanes)).intoArray(c, cAt + lanes);
      c1a.add(DoubleVector.fromArray(DOUBLE, c, cAt + cStep)).intoArray(c, cAt + cStep);
      c1b.add(DoubleVector.fromArray(DOUBLE, c, cAt + cStep + lanes)).intoArray(c, cAt + cStep + lanes);
      c2a.add(DoubleVector.fromArray(DOUBLE, c, cAt + 2 * cStep)).intoArray(c, cAt + 2 * cStep);
      c2b.add(DoubleVector.fromArray(DOUBLE, c, cAt + 2 * cStep + lanes)).intoArray(c, cAt + 2 * cStep + lanes);
      c3a.add(DoubleVector.fromArray(DOUBLE, c, cAt + 3 * cStep)).intoArray(c, cAt + 3 * cStep);
      c3b.add(DoubleVector.fromArray(DOUBLE, c, cAt + 3 * cStep + lanes)).intoArray(c, cAt + 3 * cStep + lanes);
      c4a.add(DoubleVector.fromArray(DOUBLE, c, cAt + 4 * cStep)).intoArray(c, cAt + 4 * cStep);
      c4b.add(DoubleVector.fromArray(DOUBLE, c, cAt + 4 * cStep + lanes)).intoArray(c, cAt + 4 * cStep + lanes);
      c5a.add(DoubleVector.fromArray(DOUBLE, c, cAt + 5 * cStep)).intoArray(c, cAt + 5 * cStep);
      c5b.add(DoubleVector.fromArray(DOUBLE, c, cAt + 5 * cStep + lanes)).intoArray(c, cAt + 5 * cStep + lanes);
      c6a.add(DoubleVector.fromArray(DOUBLE, c, cAt + 6 * cStep)).intoArray(c, cAt + 6 * cStep);
      c6b.add(DoubleVector.fromArray(DOUBLE, c, cAt + 6 * cStep + lanes)).intoArray(c, cAt + 6 * cStep + lanes);
      c7a.add(DoubleVector.fromArray(DOUBLE, c, cAt + 7 * cStep)).intoArray(c, cAt + 7 * cStep);
      c7b.add(DoubleVector.fromArray(DOUBLE, c, cAt + 7 * cStep + lanes)).intoArray(c, cAt + 7 * cStep + lanes);
    } else {
      c0a.intoArray(c, cAt);
      c0b.intoArray(c, cAt + lanes);
      c1a.intoArray(c, cAt + cStep);
      c1b.intoArray(c, cAt + cStep + lanes);
      c2a.intoArray(c, cAt + 2 * cStep);
      c2b.intoArray(c, cAt + 2 * cStep + lanes);
      c3a.intoArray(c, cAt + 3 * cStep);
      c3b.intoArray(c, cAt + 3 * cStep + lanes);
      c4a.intoArray(c, cAt + 4 * cStep);
      c4b.intoArray(c, cAt + 4 * cStep + lanes);
      c5a.intoArray(c, cAt + 5 * cStep);
      c5b.intoArray(c, cAt + 5 * cStep + lanes);
      c6a.intoArray(c, cAt + 6 * cStep);
      c6b.intoArray(c, cAt + 6 * cStep + lanes);
      c7a.intoArray(c, cAt + 7 * cStep);
      c7b.intoArray(c, cAt + 7 * cStep + lanes);
    }
  }

  /** As {@link Gemm#narrow}. */
  static void narrow(int k, double[] a, int aAt, double[] b, int bAt, int bStep, double[] c, int cAt, int cStep,
      boolean add) {
    DoubleVector c0 = DoubleVector.zero(DOUBLE);
    DoubleVector c1 = DoubleVector.zero(DOUBLE);
    DoubleVector c2 = DoubleVector.zero(DOUBLE);
    DoubleVector c3 = DoubleVector.zero(DOUBLE);
    DoubleVector c4 = DoubleVector.zero(DOUBLE);
    DoubleVector c5 = DoubleVector.zero(DOUBLE);
    DoubleVector c6 = DoubleVector.zero(DOUBLE);
    DoubleVector c7 = DoubleVector.zero(DOUBLE);
    for (int l = 0; l < k; l++) {
      int column = aAt + l * Gemm.ROWS;
      int row = bAt + l * bStep;
      DoubleVector y = DoubleVector.fromArray(DOUBLE, b, row);
      DoubleVector x0 = DoubleVector.broadcast(DOUBLE, a[column]);
      c0 = x0.fma(y, c0);
      DoubleVector x1 = DoubleVector.broadcast(DOUBLE, a[column + 1]);
      c1 = x1.fma(y, c1);
      DoubleVector x2 = DoubleVector.broadcast(DOUBLE, a[column + 2]);
      c2 = x2.fma(y, c2);
      DoubleVector x3 = DoubleVector.broadcast(DOUBLE, a[column + 3]);
      c3 = x3.fma(y, c3);
      DoubleVector x4 = DoubleVector.broadcast(DOUBLE, a[column + 4]);
      c4 = x4.fma(y, c4);
      DoubleVector x5 = DoubleVector.broadcast(DOUBLE, a[column + 5]);
      c5 = x5.fma(y, c5);
      DoubleVector x6 = DoubleVector.broadcast(DOUBLE, a[column + 6]);
      c6 = x6.fma(y, c6);
      DoubleVector x7 = DoubleVector.broadcast(DOUBLE, a[column + 7]);
      c7 = x7.fma(y, c7);
    }
    if (add) {
      c0.add(DoubleVector.fromArray(DOUBLE, c, cAt)).intoArray(c, cAt);
      c1.add(DoubleVector.fromArray(DOUBLE, c, cAt + cStep)).intoArray(c, cAt + cStep);
      c2.add(DoubleVector.fromArray(DOUBLE, c, cAt + 2 * cStep)).intoArray(c, cAt + 2 * cStep);
      c3.add(DoubleVector.fromArray(DOUBLE, c, cAt + 3 * cStep)).intoArray(c, cAt + 3 * cStep);
      c4.add(DoubleVector.fromArray(DOUBLE, c, cAt + 4 * cStep)).intoArray(c, cAt + 4 * cStep);
      c5.add(DoubleVector.fromArray(DOUBLE, c, cAt + 5 * cStep)).intoArray(c, cAt + 5 * cStep);
      c6.add(DoubleVector.fromArray(DOUBLE, c, cAt + 6 * cStep)).intoArray(c, cAt + 6 * cStep);
      c7.add(DoubleVector.fromArray(DOUBLE, c, cAt + 7 * cStep)).intoArray(c, cAt + 7 * cStep);
    } else {
      c0.intoArray(c, cAt);
      c1.intoArray(c, cAt + cStep);
      c2.intoArray(c, cAt + 2 * cStep);
      c3.intoArray(c, cAt + 3 * cStep);
      c4.intoArray(c, cAt + 4 * cStep);
      c5.intoArray(c, cAt + 5 * cStep);
      c6.intoArray(c, cAt + 6 * cStep);
      c7.intoArray(c, cAt + 7 * cStep);
    }
  }

  /** As {@link Gemm#unpacked}. */
  static void unpacked(int k, double[] a, int aAt, int aStep, double[] b, int bAt, double[] c, int cAt, int cStep) {
    int row0 = aAt;
    int row1 = aAt + aStep;
    int row2 = aAt + 2 * aStep;
    int row3 = aAt + 3 * aStep;
    int row4 = aAt + 4 * aStep;
    int row5 = aAt + 5 * aStep;
    int row6 = aAt + 6 * aStep;
    int row7 = aAt + 7 * aStep;
    DoubleVector c0 = DoubleVector.zero(DOUBLE);
    DoubleVector c1 = DoubleVector.zero(DOUBLE);
    DoubleVector c2 = DoubleVector.zero(DOUBLE);
    DoubleVector c3 = DoubleVector.zero(DOUBLE);
    DoubleVector c4 = DoubleVector.zero(DOUBLE);
    DoubleVector c5 = DoubleVector.zero(DOUBLE);
    DoubleVector c6 = DoubleVector.zero(DOUBLE);
    DoubleVector c7 = DoubleVector.zero(DOUBLE);
    for (int l = 0; l < k; l++) {
      int row = bAt + l * DOUBLE.length();
      DoubleVector y = DoubleVector.fromArray(DOUBLE, b, row);
      DoubleVector x0 = DoubleVector.broadcast(DOUBLE, a[row0 + l]);
      c0 = x0.fma(y, c0);
      DoubleVector x1 = DoubleVector.broadcast(DOUBLE, a[row1 + l]);
      c1 = x1.fma(y, c1);
      DoubleVector x2 = DoubleVector.broadcast(DOUBLE, a[row2 + l]);
      c2 = x2.fma(y, c2);
      DoubleVector x3 = DoubleVector.broadcast(DOUBLE, a[row3 + l]);
      c3 = x3.fma(y, c3);
      DoubleVector x4 = DoubleVector.broadcast(DOUBLE, a[row4 + l]);
      c4 = x4.fma(y, c4);
      DoubleVector x5 = DoubleVector.broadcast(DOUBLE, a[row5 + l]);
      c5 = x5.fma(y, c5);
      DoubleVector x6 = DoubleVector.broadcast(DOUBLE, a[row6 + l]);
      c6 = x6.fma(y, c6);
      DoubleVector x7 = DoubleVector.broadcast(DOUBLE, a[row7 + l]);
      c7 = x7.fma(y, c7);
    }
    c0.intoArray(c, cAt);
    c1.intoArray(c, cAt + cStep);
    c2.intoArray(c, cAt + 2 * cStep);
    c3.intoArray(c, cAt + 3 * cStep);
    c4.intoArray(c, cAt + 4 * cStep);
    c5.intoArray(c, cAt + 5 * cStep);
    c6.intoArray(c, cAt + 6 * cStep);
    c7.intoArray(c, cAt + 7 * cStep);
  }
}
