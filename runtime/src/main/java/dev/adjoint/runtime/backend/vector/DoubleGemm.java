package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.DOUBLE;

import jdk.incubator.vector.DoubleVector;

/** Matrix products of doubles. */
final class DoubleGemm extends Gemm {
  /** Rows that are read at once where columns are packed: few enough to stay in the first-level cache. */
  private static final int STRIP = 64;

  DoubleGemm() {
    super(DOUBLE.length(), DOUBLE.vectorBitSize() == 512);
  }

  @Override
  Object allocate(int length) {
    return new double[length];
  }

  @Override
  void packRows(Matrix a, Object to, int toAt) {
    double[] x = (double[]) a.array();
    double[] y = (double[]) to;
    if (a.rowStep() == 1 && a.rows() == ROWS) {
      packColumnwise(x, a.at(), a.columnStep(), a.columns(), y, toAt);
      return;
    }
    for (int i = 0; i < ROWS; i++) {
      int at = a.at() + i * a.rowStep();
      int step = a.columnStep();
      int end = toAt + a.columns() * ROWS;
      if (i >= a.rows()) {
        for (int o = toAt + i; o < end; o += ROWS) {
          y[o] = 0;
        }
      } else {
        for (int o = toAt + i; o < end; o += ROWS, at += step) {
          y[o] = x[at];
        }
      }
    }
  }

  private static void packColumnwise(double[] x, int xAt, int step, int k, double[] y, int yAt) {
    for (int l = 0; l < k; l++) {
      int from = xAt + l * step;
      int to = yAt + l * ROWS;
      y[to] = x[from];
      y[to + 1] = x[from + 1];
      y[to + 2] = x[from + 2];
      y[to + 3] = x[from + 3];
      y[to + 4] = x[from + 4];
      y[to + 5] = x[from + 5];
      y[to + 6] = x[from + 6];
      y[to + 7] = x[from + 7];
    }
  }

  @Override
  void packColumns(Matrix b, int width, Object to, int toAt) {
    double[] x = (double[]) b.array();
    double[] y = (double[]) to;
    int n = b.columns();
    if (b.columnStep() == 1 && n == width) {
      for (int l = 0; l < b.rows(); l++) {
        copy(x, b.at() + l * b.rowStep(), y, toAt + l * width, width);
      }
      return;
    }
    for (int strip = 0; strip < b.rows(); strip += STRIP) {
      int rows = Math.min(STRIP, b.rows() - strip);
      int end = toAt + (strip + rows) * width;
      for (int j = 0; j < width; j++) {
        int at = b.at() + strip * b.rowStep() + j * b.columnStep();
        int step = b.rowStep();
        if (j >= n) {
          for (int o = toAt + strip * width + j; o < end; o += width) {
            y[o] = 0;
          }
        } else {
          for (int o = toAt + strip * width + j; o < end; o += width, at += step) {
            y[o] = x[at];
          }
        }
      }
    }
  }

  private static void copy(double[] x, int at, double[] y, int to, int n) {
    for (int i = 0; i < n; i += DOUBLE.length()) {
      DoubleVector.fromArray(DOUBLE, x, at + i).intoArray(y, to + i);
    }
  }

  @Override
  void wide(int k, Object a, int aAt, Object b, int bAt, int bStep, Object c, int cAt, int cStep, boolean add) {
    DoubleTiles.wide(k, (double[]) a, aAt, (double[]) b, bAt, bStep, (double[]) c, cAt, cStep, add);
  }

  @Override
  void narrow(int k, Object a, int aAt, Object b, int bAt, int bStep, Object c, int cAt, int cStep, boolean add) {
    DoubleTiles.narrow(k, (double[]) a, aAt, (double[]) b, bAt, bStep, (double[]) c, cAt, cStep, add);
  }

  @Override
  void unpacked(int k, Object a, int aAt, int aStep, Object b, int bAt, Object c, int cAt, int cStep) {
    DoubleTiles.unpacked(k, (double[]) a, aAt, aStep, (double[]) b, bAt, (double[]) c, cAt, cStep);
  }

  @Override
  void dots(int k, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object tile) {
    DoubleDots.tile(k, (double[]) a, aAt, aStep, (double[]) b, bAt, bStep, (double[]) tile);
  }

  @Override
  void store(Object tile, int tileAt, int tileStep, Matrix c, boolean add) {
    double[] x = (double[]) tile;
    double[] y = (double[]) c.array();
    for (int i = 0; i < c.rows(); i++) {
      int from = tileAt + i * tileStep;
      int at = c.at() + i * c.rowStep();
      int step = c.columnStep();
      if (add) {
        for (int j = 0; j < c.columns(); j++) {
          y[at + j * step] += x[from + j];
        }
      } else {
        for (int j = 0; j < c.columns(); j++) {
          y[at + j * step] = x[from + j];
        }
      }
    }
  }

  @Override
  void rowTimesRows(Object a, int aAt, Matrix b, Object c, int cAt, boolean add) {
    double[] x = (double[]) a;
    double[] y = (double[]) b.array();
    double[] z = (double[]) c;
    int n = b.columns();
    int j = 0;
    for (; j + 4 * DOUBLE.length() <= n; j += 4 * DOUBLE.length()) {
      fourColumns(x, aAt, y, b.at() + j, b.rowStep(), b.rows(), z, cAt + j, add);
    }
    for (; j < n; j += DOUBLE.length()) {
      var mask = DOUBLE.indexInRange(j, n);
      DoubleVector sum = add ? DoubleVector.fromArray(DOUBLE, z, cAt + j, mask) : DoubleVector.zero(DOUBLE);
      for (int l = 0; l < b.rows(); l++) {
        DoubleVector row = DoubleVector.fromArray(DOUBLE, y, b.at() + j + l * b.rowStep(), mask);
        sum = DoubleVector.broadcast(DOUBLE, x[aAt + l]).fma(row, sum);
      }
      sum.intoArray(z, cAt + j, mask);
    }
  }

  private static void fourColumns(double[] x, int xAt, double[] b, int bAt, int bStep, int k, double[] c, int cAt,
      boolean add) {
    int lanes = DOUBLE.length();
    DoubleVector c0 = DoubleVector.zero(DOUBLE);
    DoubleVector c1 = DoubleVector.zero(DOUBLE);
    DoubleVector c2 = DoubleVector.zero(DOUBLE);
    DoubleVector c3 = DoubleVector.zero(DOUBLE);
    for (int l = 0; l < k; l++) {
      int at = bAt + l * bStep;
      DoubleVector factor = DoubleVector.broadcast(DOUBLE, x[xAt + l]);
      c0 = factor.fma(DoubleVector.fromArray(DOUBLE, b, at), c0);
      c1 = factor.fma(DoubleVector.fromArray(DOUBLE, b, at + lanes), c1);
      c2 = factor.fma(DoubleVector.fromArray(DOUBLE, b, at + 2 * lanes), c2);
      c3 = factor.fma(DoubleVector.fromArray(DOUBLE, b, at + 3 * lanes), c3);
    }
    if (add) {
      c0 = c0.add(DoubleVector.fromArray(DOUBLE, c, cAt));
      c1 = c1.add(DoubleVector.fromArray(DOUBLE, c, cAt + lanes));
      c2 = c2.add(DoubleVector.fromArray(DOUBLE, c, cAt + 2 * lanes));
      c3 = c3.add(DoubleVector.fromArray(DOUBLE, c, cAt + 3 * lanes));
    }
    c0.intoArray(c, cAt);
    c1.intoArray(c, cAt + lanes);
    c2.intoArray(c, cAt + 2 * lanes);
    c3.intoArray(c, cAt + 3 * lanes);
  }

  @Override
  void rowTimesColumns(Object a, int aAt, Matrix b, Object c, int cAt, boolean add) {
    double[] x = (double[]) a;
    double[] y = (double[]) b.array();
    double[] z = (double[]) c;
    double[] values = new double[DOUBLE.length()];
    for (int j = 0; j < b.columns(); j++) {
      double dot = dot(x, aAt, y, b.at() + j * b.columnStep(), b.rows(), values);
      z[cAt + j] = add ? z[cAt + j] + dot : dot;
    }
  }

  /** Of n products; the sums of the lanes are added in {@code values}, since the order of reduceLanes is not fixed. */
  private static double dot(double[] x, int xAt, double[] y, int yAt, int n, double[] values) {
    int lanes = DOUBLE.length();
    DoubleVector s0 = DoubleVector.zero(DOUBLE);
    DoubleVector s1 = DoubleVector.zero(DOUBLE);
    DoubleVector s2 = DoubleVector.zero(DOUBLE);
    DoubleVector s3 = DoubleVector.zero(DOUBLE);
    int i = 0;
    for (; i + 4 * lanes <= n; i += 4 * lanes) {
      s0 = DoubleVector.fromArray(DOUBLE, x, xAt + i).fma(DoubleVector.fromArray(DOUBLE, y, yAt + i), s0);
      s1 = DoubleVector.fromArray(DOUBLE, x, xAt + i + lanes).fma(DoubleVector.fromArray(DOUBLE, y, yAt + i + lanes),
          s1);
      s2 = DoubleVector.fromArray(DOUBLE, x, xAt + i + 2 * lanes)
          .fma(DoubleVector.fromArray(DOUBLE, y, yAt + i + 2 * lanes), s2);
      s3 = DoubleVector.fromArray(DOUBLE, x, xAt + i + 3 * lanes)
          .fma(DoubleVector.fromArray(DOUBLE, y, yAt + i + 3 * lanes), s3);
    }
    for (; i < n; i += lanes) {
      var mask = DOUBLE.indexInRange(i, n);
      s0 = DoubleVector.fromArray(DOUBLE, x, xAt + i, mask).fma(DoubleVector.fromArray(DOUBLE, y, yAt + i, mask), s0);
    }
    s0.add(s1).add(s2.add(s3)).intoArray(values, 0);
    for (int half = lanes / 2; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        values[j] += values[j + half];
      }
    }
    return values[0];
  }
}
