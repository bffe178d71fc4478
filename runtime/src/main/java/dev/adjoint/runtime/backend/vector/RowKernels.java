package dev.adjoint.runtime.backend.vector;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.ReduceOp;

/** Functions of all elements of a row, in several passes over it: a row mostly stays in the first-level cache. */
final class RowKernels {
  private static final int BLOCK = 4096;

  private final boolean single;
  private final int lanes;
  private final Fold[] folds = new Fold[ReduceOp.values().length];
  private final Loop expOfDifference;
  private final Loop difference;
  private final Loop product;
  private final Loop softmaxPull;
  private final Loop logSoftmaxPull;

  RowKernels(DType dtype) {
    single = dtype == DType.FLOAT32;
    lanes = single ? Lanes.FLOAT.length() : Lanes.DOUBLE.length();
    for (ReduceOp op : ReduceOp.values()) {
      folds[op.ordinal()] = single ? FloatLoops.fold(op) : DoubleLoops.fold(op);
    }
    expOfDifference = single ? FloatLoops.expOfDifference() : DoubleLoops.expOfDifference();
    difference = single ? FloatLoops.difference() : DoubleLoops.difference();
    product = single ? FloatLoops.of(BinaryOp.MUL) : DoubleLoops.of(BinaryOp.MUL);
    softmaxPull = single ? FloatLoops.softmaxPull() : DoubleLoops.softmaxPull();
    logSoftmaxPull = single ? FloatLoops.logSoftmaxPull() : DoubleLoops.logSoftmaxPull();
  }

  /** The fold of an operation, or null where the reference computes it. */
  Fold fold(ReduceOp op) {
    return folds[op.ordinal()];
  }

  /** {@code log(sum(e^x))} of n elements, at least one. */
  double logSumExp(Object x, int at, int n) {
    double greatest = fold(ReduceOp.MAX).row(x, at, n);
    if (!Double.isFinite(greatest)) {
      return greatest;
    }
    Object e = array(Math.min(BLOCK, n));
    Object shift = number(greatest);
    double sum = 0;
    for (int i = 0; i < n; i += BLOCK) {
      int count = Math.min(BLOCK, n - i);
      run(expOfDifference, e, 0, x, at + i, shift, 0, 0, null, 0, 1, count);
      sum += fold(ReduceOp.SUM).row(e, 0, count);
    }
    return greatest + Math.log(sum);
  }

  /** Softmax of n elements, at least one, or its logarithm. */
  void softmax(Object x, int at, Object out, int outAt, int n, boolean logarithm) {
    double greatest = fold(ReduceOp.MAX).row(x, at, n);
    run(expOfDifference, out, outAt, x, at, number(greatest), 0, 0, null, 0, 1, n);
    double sum = fold(ReduceOp.SUM).row(out, outAt, n);
    if (logarithm) {
      run(difference, out, outAt, x, at, number(greatest), 0, 0, number(Math.log(sum)), 0, 0, n);
    } else {
      run(product, out, outAt, out, outAt, number(1 / sum), 0, 0, null, 0, 1, n);
    }
  }

  /** The adjoint of softmax, y its result and s the adjoint of y, of n elements, at least one. */
  void softmaxPull(Object y, int yAt, Object s, int sAt, Object out, int outAt, int n, boolean logarithm) {
    if (logarithm) {
      double sum = fold(ReduceOp.SUM).row(s, sAt, n);
      run(logSoftmaxPull, out, outAt, y, yAt, s, sAt, 1, number(sum), 0, 0, n);
    } else {
      run(product, out, outAt, y, yAt, s, sAt, 1, null, 0, 1, n);
      double sum = fold(ReduceOp.SUM).row(out, outAt, n);
      run(softmaxPull, out, outAt, y, yAt, s, sAt, 1, number(sum), 0, 0, n);
    }
  }

  private void run(Loop loop, Object out, int outAt, Object a, int aAt, Object b, int bAt, int bStep, Object c, int cAt,
      int cStep, int n) {
    Stretch.run(loop, lanes, out, outAt, a, aAt, 1, b, bAt, bStep, c, cAt, cStep, n);
  }

  private Object array(int n) {
    return single ? new float[n] : new double[n];
  }

  private Object number(double value) {
    return single ? new float[] {(float) value} : new double[] {value};
  }
}
