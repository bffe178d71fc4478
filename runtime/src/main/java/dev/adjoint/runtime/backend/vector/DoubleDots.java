package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.DOUBLE;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of products of doubles whose sums run along vectors: both operands lie one element of k after the other. The accumulators are
 * locals, one by one, since HotSpot keeps no array of vectors in registers; there are as many as processors with vectors of
 * 512 bits have registers for.
 */
final class DoubleDots {
  private static final VectorSpecies<Double> HALF = DoubleVector.SPECIES_256;
  private static final VectorSpecies<Double> QUARTER = DoubleVector.SPECIES_128;

  private DoubleDots() {}

  /** As {@link Gemm#dots}. */
  static void tile(int k, double[] a, int aAt, int aStep, double[] b, int bAt, int bStep, double[] tile) {
    int lanes = DOUBLE.length();
    int column1 = bAt + bStep;
    int column2 = bAt + 2 * bStep;
    int column3 = bAt + 3 * bStep;
    int row1 = aAt + aStep;
    int row2 = aAt + 2 * aStep;
    int row3 = aAt + 3 * aStep;
    int row4 = aAt + 4 * aStep;
    int row5 = aAt + 5 * aStep;
    DoubleVector c00 = DoubleVector.zero(DOUBLE);
    DoubleVector c01 = DoubleVector.zero(DOUBLE);
    DoubleVector c02 = DoubleVector.zero(DOUBLE);
    DoubleVector c03 = DoubleVector.zero(DOUBLE);
    DoubleVector c10 = DoubleVector.zero(DOUBLE);
    DoubleVector c11 = DoubleVector.zero(DOUBLE);
    DoubleVector c12 = DoubleVector.zero(DOUBLE);
    DoubleVector c13 = DoubleVector.zero(DOUBLE);
    DoubleVector c20 = DoubleVector.zero(DOUBLE);
    DoubleVector c21 = DoubleVector.zero(DOUBLE);
    DoubleVector c22 = DoubleVector.zero(DOUBLE);
    DoubleVector c23 = DoubleVector.zero(DOUBLE);
    DoubleVector c30 = DoubleVector.zero(DOUBLE);
    DoubleVector c31 = DoubleVector.zero(DOUBLE);
    DoubleVector c32 = DoubleVector.zero(DOUBLE);
    DoubleVector c33 = DoubleVector.zero(DOUBLE);
    DoubleVector c40 = DoubleVector.zero(DOUBLE);
    DoubleVector c41 = DoubleVector.zero(DOUBLE);
    DoubleVector c42 = DoubleVector.zero(DOUBLE);
    DoubleVector c43 = DoubleVector.zero(DOUBLE);
    DoubleVector c50 = DoubleVector.zero(DOUBLE);
    DoubleVector c51 = DoubleVector.zero(DOUBLE);
    DoubleVector c52 = DoubleVector.zero(DOUBLE);
    DoubleVector c53 = DoubleVector.zero(DOUBLE);
    int whole = DOUBLE.loopBound(k);
    for (int l = 0; l < whole; l += lanes) {
      DoubleVector y0 = DoubleVector.fromArray(DOUBLE, b, bAt + l);
      DoubleVector y1 = DoubleVector.fromArray(DOUBLE, b, column1 + l);
      DoubleVector y2 = DoubleVector.fromArray(DOUBLE, b, column2 + l);
      DoubleVector y3 = DoubleVector.fromArray(DOUBLE, b, column3 + l);
      DoubleVector x0 = DoubleVector.fromArray(DOUBLE, a, aAt + l);
      c00 = x0.fma(y0, c00);
      c01 = x0.fma(y1, c01);
      c02 = x0.fma(y2, c02);
      c03 = x0.fma(y3, c03);
      DoubleVector x1 = DoubleVector.fromArray(DOUBLE, a, row1 + l);
      c10 = x1.fma(y0, c10);
      c11 = x1.fma(y1, c11);
      c12 = x1.fma(y2, c12);
      c13 = x1.fma(y3, c13);
      DoubleVector x2 = DoubleVector.fromArray(DOUBLE, a, row2 + l);
      c20 = x2.fma(y0, c20);
      c21 = x2.fma(y1, c21);
      c22 = x2.fma(y2, c22);
      c23 = x2.fma(y3, c23);
      DoubleVector x3 = DoubleVector.fromArray(DOUBLE, a, row3 + l);
      c30 = x3.fma(y0, c30);
      c31 = x3.fma(y1, c31);
      c32 = x3.fma(y2, c32);
      c33 = x3.fma(y3, c33);
      DoubleVector x4 = DoubleVector.fromArray(DOUBLE, a, row4 + l);
      c40 = x4.fma(y0, c40);
      c41 = x4.fma(y1, c41);
      c42 = x4.fma(y2, c42);
      c43 = x4.fma(y3, c43);
      DoubleVector x5 = DoubleVector.fromArray(DOUBLE, a, row5 + l);
      c50 = x5.fma(y0, c50);
      c51 = x5.fma(y1, c51);
      c52 = x5.fma(y2, c52);
      c53 = x5.fma(y3, c53);
    }
    c00.intoArray(tile, 0);
    c01.intoArray(tile, lanes);
    c02.intoArray(tile, 2 * lanes);
    c03.intoArray(tile, 3 * lanes);
    c10.intoArray(tile, 4 * lanes);
    c11.intoArray(tile, 5 * lanes);
    c12.intoArray(tile, 6 * lanes);
    c13.intoArray(tile, 7 * lanes);
    c20.intoArray(tile, 8 * lanes);
    c21.intoArray(tile, 9 * lanes);
    c22.intoArray(tile, 10 * lanes);
    c23.intoArray(tile, 11 * lanes);
    c30.intoArray(tile, 12 * lanes);
    c31.intoArray(tile, 13 * lanes);
    c32.intoArray(tile, 14 * lanes);
    c33.intoArray(tile, 15 * lanes);
    c40.intoArray(tile, 16 * lanes);
    c41.intoArray(tile, 17 * lanes);
    c42.intoArray(tile, 18 * lanes);
    c43.intoArray(tile, 19 * lanes);
    c50.intoArray(tile, 20 * lanes);
    c51.intoArray(tile, 21 * lanes);
    c52.intoArray(tile, 22 * lanes);
    c53.intoArray(tile, 23 * lanes);
    if (whole < k) {
      rest(k - whole, a, aAt + whole, aStep, b, bAt + whole, bStep, tile);
    }
    sums(tile);
  }

  /** What remains of k; apart, so that HotSpot takes all of {@link #tile}. */
  private static void rest(int k, double[] a, int aAt, int aStep, double[] b, int bAt, int bStep, double[] tile) {
    var mask = DOUBLE.indexInRange(0, k);
    int at = 0;
    for (int i = 0; i < Gemm.DOT_ROWS; i++) {
      DoubleVector x = DoubleVector.fromArray(DOUBLE, a, aAt + i * aStep, mask);
      for (int j = 0; j < Gemm.DOT_COLUMNS; j++) {
        DoubleVector y = DoubleVector.fromArray(DOUBLE, b, bAt + j * bStep, mask);
        x.fma(y, DoubleVector.fromArray(DOUBLE, tile, at)).intoArray(tile, at);
        at += DOUBLE.length();
      }
    }
  }

  /** The sum of each vector in its place among the first elements, halves first, since the order of reduceLanes is not fixed. */
  private static void sums(double[] tile) {
    int lanes = DOUBLE.length();
    int end = Gemm.DOT_ROWS * Gemm.DOT_COLUMNS * lanes;
    for (int at = 0; at < end; at += lanes) {
      DoubleVector.fromArray(HALF, tile, at).add(DoubleVector.fromArray(HALF, tile, at + lanes / 2)).intoArray(tile, at);
    }
    for (int at = 0; at < end; at += lanes) {
      DoubleVector.fromArray(QUARTER, tile, at).add(DoubleVector.fromArray(QUARTER, tile, at + lanes / 4)).intoArray(tile, at);
    }
    for (int at = 0, i = 0; at < end; at += lanes, i++) {
      tile[i] = tile[at] + tile[at + 1];
    }
  }
}
