package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.DOUBLE;

import dev.adjoint.runtime.backend.spi.ReduceOp;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Reductions of doubles, a template of {@link Specialized}. Blocks are reduced in double, their values in double; so
 * the rounding error of a sum is that of a block.
 */
final class DoubleFold implements Fold {
  /**
   * A step of a reduction.
   *
   * @param op the reduction
   * @param function of the values so far, one per lane, and one element more for each
   */
  record Step(ReduceOp op, DoubleFunction.Binary function) {}

  private static final int BLOCK = 4096;
  private static final int BLOCK_ROWS = 64;
  /**
   * Elements that are added one after the other, before their sum is: the error is that of so many, and of so many
   * sums.
   */
  private static final int RUN = 8;
  private static final Step STEP = Specialized.function(MethodHandles.lookup(), Step.class);
  private static final DoubleFunction.Binary F = STEP.function();
  private static final ReduceOp OP = STEP.op();
  private static final VectorOperators.Associative MERGE = Fold.merge(OP);
  private static final double NEUTRAL = Fold.neutral(OP);

  @Override
  public double row(Object x, int at, int n) {
    double[] array = (double[]) x;
    double[] lanes = new double[DOUBLE.length()];
    double value = Fold.neutral(OP);
    for (int i = 0; i < n; i += BLOCK) {
      block(array, at + i, Math.min(BLOCK, n - i), lanes);
      // Not by reduceLanes, whose order changes when the method is compiled.
      for (double lane : lanes) {
        value = Fold.merged(OP, value, lane);
      }
    }
    return value;
  }

  private static void block(double[] x, int at, int n, double[] values) {
    int step = 4 * DOUBLE.length();
    DoubleVector s0 = DoubleVector.broadcast(DOUBLE, NEUTRAL);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    int i = 0;
    while (i <= n - step) {
      DoubleVector t0 = DoubleVector.broadcast(DOUBLE, NEUTRAL);
      DoubleVector t1 = t0;
      DoubleVector t2 = t0;
      DoubleVector t3 = t0;
      for (int end = i + Math.min(RUN * step, (n - i) / step * step); i < end; i += step) {
        t0 = F.of(t0, DoubleVector.fromArray(DOUBLE, x, at + i));
        t1 = F.of(t1, DoubleVector.fromArray(DOUBLE, x, at + i + DOUBLE.length()));
        t2 = F.of(t2, DoubleVector.fromArray(DOUBLE, x, at + i + 2 * DOUBLE.length()));
        t3 = F.of(t3, DoubleVector.fromArray(DOUBLE, x, at + i + 3 * DOUBLE.length()));
      }
      s0 = s0.lanewise(MERGE, t0);
      s1 = s1.lanewise(MERGE, t1);
      s2 = s2.lanewise(MERGE, t2);
      s3 = s3.lanewise(MERGE, t3);
    }
    for (; i <= n - DOUBLE.length(); i += DOUBLE.length()) {
      s0 = F.of(s0, DoubleVector.fromArray(DOUBLE, x, at + i));
    }
    if (i < n) {
      var rest = DOUBLE.indexInRange(i, n);
      s0 = F.of(s0, DoubleVector.broadcast(DOUBLE, NEUTRAL).blend(DoubleVector.fromArray(DOUBLE, x, at + i, rest),
          rest));
    }
    s0.lanewise(MERGE, s1).lanewise(MERGE, s2.lanewise(MERGE, s3)).intoArray(values, 0);
  }

  @Override
  public void columns(Object x, int at, int rows, int rowStep, double[] into, int n) {
    double[] array = (double[]) x;
    int lanes = DOUBLE.length();
    double[] values = new double[4 * lanes];
    for (int i = 0; i < rows; i += BLOCK_ROWS) {
      int count = Math.min(BLOCK_ROWS, rows - i);
      int start = at + i * rowStep;
      int j = 0;
      for (; j <= n - 4 * lanes; j += 4 * lanes) {
        four(array, start + j, count, rowStep, values);
        merge(values, 4 * lanes, into, j);
      }
      for (; j < n; j += lanes) {
        one(array, start + j, count, rowStep, values, Math.min(lanes, n - j));
        merge(values, Math.min(lanes, n - j), into, j);
      }
    }
  }

  private static void four(double[] x, int at, int rows, int rowStep, double[] values) {
    DoubleVector s0 = DoubleVector.broadcast(DOUBLE, NEUTRAL);
    DoubleVector s1 = s0;
    DoubleVector s2 = s0;
    DoubleVector s3 = s0;
    for (int run = 0; run < rows; run += RUN) {
      DoubleVector t0 = DoubleVector.broadcast(DOUBLE, NEUTRAL);
      DoubleVector t1 = t0;
      DoubleVector t2 = t0;
      DoubleVector t3 = t0;
      for (int i = run, end = Math.min(rows, run + RUN); i < end; i++) {
        int start = at + i * rowStep;
        t0 = F.of(t0, DoubleVector.fromArray(DOUBLE, x, start));
        t1 = F.of(t1, DoubleVector.fromArray(DOUBLE, x, start + DOUBLE.length()));
        t2 = F.of(t2, DoubleVector.fromArray(DOUBLE, x, start + 2 * DOUBLE.length()));
        t3 = F.of(t3, DoubleVector.fromArray(DOUBLE, x, start + 3 * DOUBLE.length()));
      }
      s0 = s0.lanewise(MERGE, t0);
      s1 = s1.lanewise(MERGE, t1);
      s2 = s2.lanewise(MERGE, t2);
      s3 = s3.lanewise(MERGE, t3);
    }
    s0.intoArray(values, 0);
    s1.intoArray(values, DOUBLE.length());
    s2.intoArray(values, 2 * DOUBLE.length());
    s3.intoArray(values, 3 * DOUBLE.length());
  }

  private static void one(double[] x, int at, int rows, int rowStep, double[] values, int n) {
    var mask = DOUBLE.indexInRange(0, n);
    DoubleVector s = DoubleVector.broadcast(DOUBLE, NEUTRAL);
    for (int run = 0; run < rows; run += RUN) {
      DoubleVector t = DoubleVector.broadcast(DOUBLE, NEUTRAL);
      for (int i = run, end = Math.min(rows, run + RUN); i < end; i++) {
        t = F.of(t, DoubleVector.fromArray(DOUBLE, x, at + i * rowStep, mask));
      }
      s = s.lanewise(MERGE, t);
    }
    s.intoArray(values, 0);
  }

  private static void merge(double[] values, int n, double[] into, int at) {
    for (int j = 0; j < n; j++) {
      into[at + j] = Fold.merged(OP, into[at + j], values[j]);
    }
  }
}
