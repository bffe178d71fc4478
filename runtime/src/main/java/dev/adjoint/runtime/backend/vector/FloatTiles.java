package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.FLOAT;

import jdk.incubator.vector.FloatVector;

/**
 * Tiles of products of floats. The accumulators are locals, one by one, since HotSpot keeps no array of vectors in
 * registers; there are 8 of one vector, or of two, to hide the latency of multiplication.
 */
final class FloatTiles {
  private FloatTiles() {}

  /** As {@link Gemm#wide}. */
  static void wide(int k, float[] a, int aAt, float[] b, int bAt, int bStep, float[] c, int cAt, int cStep,
      boolean add) {
    int lanes = FLOAT.length();
    FloatVector c0a = FloatVector.zero(FLOAT);
    FloatVector c0b = FloatVector.zero(FLOAT);
    FloatVector c1a = FloatVector.zero(FLOAT);
    FloatVector c1b = FloatVector.zero(FLOAT);
    FloatVector c2a = FloatVector.zero(FLOAT);
    FloatVector c2b = FloatVector.zero(FLOAT);
    FloatVector c3a = FloatVector.zero(FLOAT);
    FloatVector c3b = FloatVector.zero(FLOAT);
    FloatVector c4a = FloatVector.zero(FLOAT);
    FloatVector c4b = FloatVector.zero(FLOAT);
    FloatVector c5a = FloatVector.zero(FLOAT);
    FloatVector c5b = FloatVector.zero(FLOAT);
    FloatVector c6a = FloatVector.zero(FLOAT);
    FloatVector c6b = FloatVector.zero(FLOAT);
    FloatVector c7a = FloatVector.zero(FLOAT);
    FloatVector c7b = FloatVector.zero(FLOAT);
    for (int l = 0; l < k; l++) {
      int column = aAt + l * Gemm.ROWS;
      int row = bAt + l * bStep;
      FloatVector ya = FloatVector.fromArray(FLOAT, b, row);
      FloatVector yb = FloatVector.fromArray(FLOAT, b, row + lanes);
      FloatVector x0 = FloatVector.broadcast(FLOAT, a[column]);
      c0a = x0.fma(ya, c0a);
      c0b = x0.fma(yb, c0b);
      FloatVector x1 = FloatVector.broadcast(FLOAT, a[column + 1]);
      c1a = x1.fma(ya, c1a);
      c1b = x1.fma(yb, c1b);
      FloatVector x2 = FloatVector.broadcast(FLOAT, a[column + 2]);
      c2a = x2.fma(ya, c2a);
      c2b = x2.fma(yb, c2b);
      FloatVector x3 = FloatVector.broadcast(FLOAT, a[column + 3]);
      c3a = x3.fma(ya, c3a);
      c3b = x3.fma(yb, c3b);
      FloatVector x4 = FloatVector.broadcast(FLOAT, a[column + 4]);
      c4a = x4.fma(ya, c4a);
      c4b = x4.fma(yb, c4b);
      FloatVector x5 = FloatVector.broadcast(FLOAT, a[column + 5]);
      c5a = x5.fma(ya, c5a);
      c5b = x5.fma(yb, c5b);
      FloatVector x6 = FloatVector.broadcast(FLOAT, a[column + 6]);
      c6a = x6.fma(ya, c6a);
      c6b = x6.fma(yb, c6b);
      FloatVector x7 = FloatVector.broadcast(FLOAT, a[column + 7]);
      c7a = x7.fma(ya, c7a);
      c7b = x7.fma(yb, c7b);
    }
    if (add) {
      c0a.add(FloatVector.fromArray(FLOAT, c, cAt)).intoArray(c, cAt);
      c0b.add(FloatVector.fromArray(FLOAT, c, cAt + lanes)).intoArray(c, cAt + lanes);
      c1a.add(FloatVector.fromArray(FLOAT, c, cAt + cStep)).intoArray(c, cAt + cStep);
      c1b.add(FloatVector.fromArray(FLOAT, c, cAt + cStep + lanes)).intoArray(c, cAt + cStep + lanes);
      c2a.add(FloatVector.fromArray(FLOAT, c, cAt + 2 * cStep)).intoArray(c, cAt + 2 * cStep);
      c2b.add(FloatVector.fromArray(FLOAT, c, cAt + 2 * cStep + lanes)).intoArray(c, cAt + 2 * cStep + lanes);
      c3a.add(FloatVector.fromArray(FLOAT, c, cAt + 3 * cStep)).intoArray(c, cAt + 3 * cStep);
      c3b.add(FloatVector.fromArray(FLOAT, c, cAt + 3 * cStep + lanes)).intoArray(c, cAt + 3 * cStep + lanes);
      c4a.add(FloatVector.fromArray(FLOAT, c, cAt + 4 * cStep)).intoArray(c, cAt + 4 * cStep);
      c4b.add(FloatVector.fromArray(FLOAT, c, cAt + 4 * cStep + lanes)).intoArray(c, cAt + 4 * cStep + lanes);
      c5a.add(FloatVector.fromArray(FLOAT, c, cAt + 5 * cStep)).intoArray(c, cAt + 5 * cStep);
      c5b.add(FloatVector.fromArray(FLOAT, c, cAt + 5 * cStep + lanes)).intoArray(c, cAt + 5 * cStep + lanes);
      c6a.add(FloatVector.fromArray(FLOAT, c, cAt + 6 * cStep)).intoArray(c, cAt + 6 * cStep);
      c6b.add(FloatVector.fromArray(FLOAT, c, cAt + 6 * cStep + lanes)).intoArray(c, cAt + 6 * cStep + lanes);
      c7a.add(FloatVector.fromArray(FLOAT, c, cAt + 7 * cStep)).intoArray(c, cAt + 7 * cStep);
      c7b.add(FloatVector.fromArray(FLOAT, c, cAt + 7 * cStep + lanes)).intoArray(c, cAt + 7 * cStep + lanes);
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
  static void narrow(int k, float[] a, int aAt, float[] b, int bAt, int bStep, float[] c, int cAt, int cStep,
      boolean add) {
    FloatVector c0 = FloatVector.zero(FLOAT);
    FloatVector c1 = FloatVector.zero(FLOAT);
    FloatVector c2 = FloatVector.zero(FLOAT);
    FloatVector c3 = FloatVector.zero(FLOAT);
    FloatVector c4 = FloatVector.zero(FLOAT);
    FloatVector c5 = FloatVector.zero(FLOAT);
    FloatVector c6 = FloatVector.zero(FLOAT);
    FloatVector c7 = FloatVector.zero(FLOAT);
    for (int l = 0; l < k; l++) {
      int column = aAt + l * Gemm.ROWS;
      int row = bAt + l * bStep;
      FloatVector y = FloatVector.fromArray(FLOAT, b, row);
      FloatVector x0 = FloatVector.broadcast(FLOAT, a[column]);
      c0 = x0.fma(y, c0);
      FloatVector x1 = FloatVector.broadcast(FLOAT, a[column + 1]);
      c1 = x1.fma(y, c1);
      FloatVector x2 = FloatVector.broadcast(FLOAT, a[column + 2]);
      c2 = x2.fma(y, c2);
      FloatVector x3 = FloatVector.broadcast(FLOAT, a[column + 3]);
      c3 = x3.fma(y, c3);
      FloatVector x4 = FloatVector.broadcast(FLOAT, a[column + 4]);
      c4 = x4.fma(y, c4);
      FloatVector x5 = FloatVector.broadcast(FLOAT, a[column + 5]);
      c5 = x5.fma(y, c5);
      FloatVector x6 = FloatVector.broadcast(FLOAT, a[column + 6]);
      c6 = x6.fma(y, c6);
      FloatVector x7 = FloatVector.broadcast(FLOAT, a[column + 7]);
      c7 = x7.fma(y, c7);
    }
    if (add) {
      c0.add(FloatVector.fromArray(FLOAT, c, cAt)).intoArray(c, cAt);
      c1.add(FloatVector.fromArray(FLOAT, c, cAt + cStep)).intoArray(c, cAt + cStep);
      c2.add(FloatVector.fromArray(FLOAT, c, cAt + 2 * cStep)).intoArray(c, cAt + 2 * cStep);
      c3.add(FloatVector.fromArray(FLOAT, c, cAt + 3 * cStep)).intoArray(c, cAt + 3 * cStep);
      c4.add(FloatVector.fromArray(FLOAT, c, cAt + 4 * cStep)).intoArray(c, cAt + 4 * cStep);
      c5.add(FloatVector.fromArray(FLOAT, c, cAt + 5 * cStep)).intoArray(c, cAt + 5 * cStep);
      c6.add(FloatVector.fromArray(FLOAT, c, cAt + 6 * cStep)).intoArray(c, cAt + 6 * cStep);
      c7.add(FloatVector.fromArray(FLOAT, c, cAt + 7 * cStep)).intoArray(c, cAt + 7 * cStep);
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
  static void unpacked(int k, float[] a, int aAt, int aStep, float[] b, int bAt, float[] c, int cAt, int cStep) {
    int row0 = aAt;
    int row1 = aAt + aStep;
    int row2 = aAt + 2 * aStep;
    int row3 = aAt + 3 * aStep;
    int row4 = aAt + 4 * aStep;
    int row5 = aAt + 5 * aStep;
    int row6 = aAt + 6 * aStep;
    int row7 = aAt + 7 * aStep;
    FloatVector c0 = FloatVector.zero(FLOAT);
    FloatVector c1 = FloatVector.zero(FLOAT);
    FloatVector c2 = FloatVector.zero(FLOAT);
    FloatVector c3 = FloatVector.zero(FLOAT);
    FloatVector c4 = FloatVector.zero(FLOAT);
    FloatVector c5 = FloatVector.zero(FLOAT);
    FloatVector c6 = FloatVector.zero(FLOAT);
    FloatVector c7 = FloatVector.zero(FLOAT);
    for (int l = 0; l < k; l++) {
      int row = bAt + l * FLOAT.length();
      FloatVector y = FloatVector.fromArray(FLOAT, b, row);
      FloatVector x0 = FloatVector.broadcast(FLOAT, a[row0 + l]);
      c0 = x0.fma(y, c0);
      FloatVector x1 = FloatVector.broadcast(FLOAT, a[row1 + l]);
      c1 = x1.fma(y, c1);
      FloatVector x2 = FloatVector.broadcast(FLOAT, a[row2 + l]);
      c2 = x2.fma(y, c2);
      FloatVector x3 = FloatVector.broadcast(FLOAT, a[row3 + l]);
      c3 = x3.fma(y, c3);
      FloatVector x4 = FloatVector.broadcast(FLOAT, a[row4 + l]);
      c4 = x4.fma(y, c4);
      FloatVector x5 = FloatVector.broadcast(FLOAT, a[row5 + l]);
      c5 = x5.fma(y, c5);
      FloatVector x6 = FloatVector.broadcast(FLOAT, a[row6 + l]);
      c6 = x6.fma(y, c6);
      FloatVector x7 = FloatVector.broadcast(FLOAT, a[row7 + l]);
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
