package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.FLOAT;

import jdk.incubator.vector.FloatVector;

/** Matrix products of floats. */
final class FloatGemm extends Gemm {
  /** Rows that are read at once where columns are packed: few enough to stay in the first-level cache. */
  private static final int STRIP = 64;

  FloatGemm() {
    super(FLOAT.length(), FLOAT.vectorBitSize() == 512);
  }

  @Override
  Object allocate(int length) {
    return new float[length];
  }

  @Override
  void packRows(Matrix a, Object to, int toAt) {
    float[] x = (float[]) a.array();
    float[] y = (float[]) to;
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

  private static void packColumnwise(float[] x, int xAt, int step, int k, float[] y, int yAt) {
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
    float[] x = (float[]) b.array();
    float[] y = (float[]) to;
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

  private static void copy(float[] x, int at, float[] y, int to, int n) {
    for (int i = 0; i < n; i += FLOAT.length()) {
      FloatVector.fromArray(FLOAT, x, at + i).intoArray(y, to + i);
    }
  }

  @Override
  void wide(int k, Object a, int aAt, Object b, int bAt, int bStep, Object c, int cAt, int cStep, boolean add) {
    FloatTiles.wide(k, (float[]) a, aAt, (float[]) b, bAt, bStep, (float[]) c, cAt, cStep, add);
  }

  @Override
  void narrow(int k, Object a, int aAt, Object b, int bAt, int bStep, Object c, int cAt, int cStep, boolean add) {
    FloatTiles.narrow(k, (float[]) a, aAt, (float[]) b, bAt, bStep, (float[]) c, cAt, cStep, add);
  }

  @Override
  void unpacked(int k, Object a, int aAt, int aStep, Object b, int bAt, Object c, int cAt, int cStep) {
    FloatTiles.unpacked(k, (float[]) a, aAt, aStep, (float[]) b, bAt, (float[]) c, cAt, cStep);
  }

  @Override
  void dots(int k, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object tile) {
    FloatDots.tile(k, (float[]) a, aAt, aStep, (float[]) b, bAt, bStep, (float[]) tile);
  }

  @Override
  void store(Object tile, int tileAt, int tileStep, Matrix c, boolean add) {
    float[] x = (float[]) tile;
    float[] y = (float[]) c.array();
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
    float[] x = (float[]) a;
    float[] y = (float[]) b.array();
    float[] z = (float[]) c;
    int n = b.columns();
    int j = 0;
    for (; j + 4 * FLOAT.length() <= n; j += 4 * FLOAT.length()) {
      fourColumns(x, aAt, y, b.at() + j, b.rowStep(), b.rows(), z, cAt + j, add);
    }
    for (; j < n; j += FLOAT.length()) {
      var mask = FLOAT.indexInRange(j, n);
      FloatVector sum = add ? FloatVector.fromArray(FLOAT, z, cAt + j, mask) : FloatVector.zero(FLOAT);
      for (int l = 0; l < b.rows(); l++) {
        FloatVector row = FloatVector.fromArray(FLOAT, y, b.at() + j + l * b.rowStep(), mask);
        sum = FloatVector.broadcast(FLOAT, x[aAt + l]).fma(row, sum);
      }
      sum.intoArray(z, cAt + j, mask);
    }
  }

  private static void fourColumns(float[] x, int xAt, float[] b, int bAt, int bStep, int k, float[] c, int cAt,
      boolean add) {
    int lanes = FLOAT.length();
    FloatVector c0 = FloatVector.zero(FLOAT);
    FloatVector c1 = FloatVector.zero(FLOAT);
    FloatVector c2 = FloatVector.zero(FLOAT);
    FloatVector c3 = FloatVector.zero(FLOAT);
    for (int l = 0; l < k; l++) {
      int at = bAt + l * bStep;
      FloatVector factor = FloatVector.broadcast(FLOAT, x[xAt + l]);
      c0 = factor.fma(FloatVector.fromArray(FLOAT, b, at), c0);
      c1 = factor.fma(FloatVector.fromArray(FLOAT, b, at + lanes), c1);
      c2 = factor.fma(FloatVector.fromArray(FLOAT, b, at + 2 * lanes), c2);
      c3 = factor.fma(FloatVector.fromArray(FLOAT, b, at + 3 * lanes), c3);
    }
    if (add) {
      c0 = c0.add(FloatVector.fromArray(FLOAT, c, cAt));
      c1 = c1.add(FloatVector.fromArray(FLOAT, c, cAt + lanes));
      c2 = c2.add(FloatVector.fromArray(FLOAT, c, cAt + 2 * lanes));
      c3 = c3.add(FloatVector.fromArray(FLOAT, c, cAt + 3 * lanes));
    }
    c0.intoArray(c, cAt);
    c1.intoArray(c, cAt + lanes);
    c2.intoArray(c, cAt + 2 * lanes);
    c3.intoArray(c, cAt + 3 * lanes);
  }

  @Override
  void rowTimesColumns(Object a, int aAt, Matrix b, Object c, int cAt, boolean add) {
    float[] x = (float[]) a;
    float[] y = (float[]) b.array();
    float[] z = (float[]) c;
    float[] values = new float[FLOAT.length()];
    for (int j = 0; j < b.columns(); j++) {
      float dot = dot(x, aAt, y, b.at() + j * b.columnStep(), b.rows(), values);
      z[cAt + j] = add ? z[cAt + j] + dot : dot;
    }
  }

  /** Of n products; the sums of the lanes are added in {@code values}, since the order of reduceLanes is not fixed. */
  private static float dot(float[] x, int xAt, float[] y, int yAt, int n, float[] values) {
    int lanes = FLOAT.length();
    FloatVector s0 = FloatVector.zero(FLOAT);
    FloatVector s1 = FloatVector.zero(FLOAT);
    FloatVector s2 = FloatVector.zero(FLOAT);
    FloatVector s3 = FloatVector.zero(FLOAT);
    int i = 0;
    for (; i + 4 * lanes <= n; i += 4 * lanes) {
      s0 = FloatVector.fromArray(FLOAT, x, xAt + i).fma(FloatVector.fromArray(FLOAT, y, yAt + i), s0);
      s1 = FloatVector.fromArray(FLOAT, x, xAt + i + lanes).fma(FloatVector.fromArray(FLOAT, y, yAt + i + lanes), s1);
      s2 = FloatVector.fromArray(FLOAT, x, xAt + i + 2 * lanes)
          .fma(FloatVector.fromArray(FLOAT, y, yAt + i + 2 * lanes), s2);
      s3 = FloatVector.fromArray(FLOAT, x, xAt + i + 3 * lanes)
          .fma(FloatVector.fromArray(FLOAT, y, yAt + i + 3 * lanes), s3);
    }
    for (; i < n; i += lanes) {
      var mask = FLOAT.indexInRange(i, n);
      s0 = FloatVector.fromArray(FLOAT, x, xAt + i, mask).fma(FloatVector.fromArray(FLOAT, y, yAt + i, mask), s0);
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
