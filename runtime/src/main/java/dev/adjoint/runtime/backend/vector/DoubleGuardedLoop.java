package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.DOUBLE;
import static dev.adjoint.runtime.backend.vector.Lanes.LONG;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/**
 * The loop over a {@link Guard}, a template of {@link Specialized}. A block is computed as if within bounds, and once
 * more where it turns out that it was not: so the loop has no branch.
 */
final class DoubleGuardedLoop implements Loop {
  private static final int BLOCK = 1024;
  private static final Guard GUARD = Specialized.function(MethodHandles.lookup(), Guard.class);
  private static final DoubleFunction.Unary F = (DoubleFunction.Unary) GUARD.within();
  private static final long MASK = GUARD.mask();
  private static final long LEAST = GUARD.least();
  private static final long GREATEST = GUARD.greatest();

  @Override
  public boolean takes(int aStep, int bStep, int cStep) {
    return aStep == 1;
  }

  @Override
  public void run(Object out, int outAt, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object c, int cAt,
      int cStep, int n) {
    double[] x = (double[]) a;
    double[] y = (double[]) out;
    // In place the operand is needed once more where it was out of bounds.
    double[] kept = x == y ? new double[Math.min(BLOCK, n)] : null;
    for (int i = 0; i < n; i += BLOCK) {
      int block = Math.min(BLOCK, n - i);
      if (kept != null) {
        System.arraycopy(x, aAt + i, kept, 0, block);
      }
      if (!within(x, aAt + i, y, outAt + i, block)) {
        GUARD.anywhere().run(y, outAt + i, kept == null ? x : kept, kept == null ? aAt + i : 0, 1, null, 0, 1, null, 0,
            1, block);
      }
    }
  }

  private static boolean within(double[] x, int xAt, double[] y, int yAt, int n) {
    // The bits of doubles of one sign are ordered as the numbers are, with infinity and NaN above them.
    LongVector outside = LongVector.zero(LONG);
    for (int i = 0; i < n; i += DOUBLE.length()) {
      DoubleVector v = DoubleVector.fromArray(DOUBLE, x, xAt + i);
      F.of(v).intoArray(y, yAt + i);
      LongVector bits = v.reinterpretAsLongs().and(MASK);
      outside = outside.or(bits.sub(LEAST)).or(bits.neg().add(GREATEST));
    }
    return outside.reduceLanes(VectorOperators.OR) >= 0;
  }
}
