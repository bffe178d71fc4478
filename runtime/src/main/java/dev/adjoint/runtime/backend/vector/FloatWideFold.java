package dev.adjoint.runtime.backend.vector;

import static dev.adjoint.runtime.backend.vector.Lanes.DOUBLE;
import static dev.adjoint.runtime.backend.vector.Lanes.FLOAT;

import dev.adjoint.runtime.backend.spi.ReduceOp;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Reductions of floats in double, where a float would overflow; a template of {@link Specialized}. */
final class FloatWideFold implements Fold {
  private static final DoubleFold.Step STEP = Specialized.function(MethodHandles.lookup(), DoubleFold.Step.class);
  private static final DoubleFunction.Binary F = STEP.function();
  private static final VectorOperators.Associative MERGE = Fold.merge(STEP.op());
  private static final double NEUTRAL = Fold.neutral(STEP.op());

  @Override
  public double row(Object x, int at, int n) {
    float[] array = (float[]) x;
    DoubleVector s0 = DoubleVector.broadcast(DOUBLE, NEUTRAL);
    DoubleVector s1 = s0;
    for (int i = 0; i < n; i += FLOAT.length()) {
      var rest = FLOAT.indexInRange(i, n);
      FloatVector v =
          FloatVector.broadcast(FLOAT, (float) NEUTRAL).blend(FloatVector.fromArray(FLOAT, array, at + i, rest), rest);
      s0 = F.of(s0, (DoubleVector) v.convertShape(VectorOperators.F2D, DOUBLE, 0));
      s1 = F.of(s1, (DoubleVector) v.convertShape(VectorOperators.F2D, DOUBLE, 1));
    }
    double value = NEUTRAL;
    // Not by reduceLanes, whose order changes when the method is compiled.
    for (double lane : s0.lanewise(MERGE, s1).toArray()) {
      value = Fold.merged(STEP.op(), value, lane);
    }
    return value;
  }

  @Override
  public void columns(Object x, int at, int rows, int rowStep, double[] into, int n) {
    float[] array = (float[]) x;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < n; j++) {
        double element = array[at + i * rowStep + j];
        into[j] = Fold.merged(STEP.op(), into[j],
            STEP.op() == ReduceOp.NORM2 ? element * element : element);
      }
    }
  }
}
