package dev.adjoint.tests.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.reference.ReferenceBackend;
import dev.adjoint.runtime.backend.spi.ReduceOp;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class ReferenceReductionsTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  private final On on = new On(new ReferenceBackend());

  private double all(ReduceOp op, double... x) {
    View out = on.zeros(DType.FLOAT64, 1);
    on.backend().reductions().reduce(op, on.view(x, x.length), new boolean[] {true}, out);
    return on.doubles(out)[0];
  }

  private long place(ReduceOp op, double... x) {
    View out = on.zeros(DType.INT64, 1);
    on.backend().reductions().reduce(op, on.view(x, x.length), new boolean[] {true}, out);
    return on.longs(out)[0];
  }

  @Test
  void ofNoElementsThereIsTheNeutralOne() {
    assertEquals(0, all(ReduceOp.SUM));
    assertEquals(1, all(ReduceOp.PROD));
    assertEquals(0, all(ReduceOp.NORM2));
    assertEquals(-INF, all(ReduceOp.LOGSUMEXP));
    var error = assertThrows(IllegalArgumentException.class, () -> all(ReduceOp.MAX));
    assertEquals("MAX of no elements, in a tensor of shape [0]", error.getMessage());
  }

  @Test
  void sumsKeepInfinitiesAndNaN() {
    assertEquals(INF, all(ReduceOp.SUM, 1, INF, 2));
    assertEquals(NAN, all(ReduceOp.SUM, INF, -INF));
    assertEquals(INF, all(ReduceOp.SUM, Double.MAX_VALUE, Double.MAX_VALUE, 1));
    assertEquals(NAN, all(ReduceOp.SUM, 1, NAN));
  }

  @Test
  void sumOfManyFloatsIsRoundedOnce() {
    int n = 1_000_003;
    float[] x = new float[n];
    Arrays.fill(x, 0.1f);
    View out = on.zeros(DType.FLOAT32, 1);
    on.backend().reductions().reduce(ReduceOp.SUM, on.view(x, n), new boolean[] {true}, out);
    assertEquals((float) (n * (double) 0.1f), on.floats(out)[0]);
  }

  @Test
  void sumsOfRowsAndColumnsAndBoth() {
    View x = on.view(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    View rows = on.zeros(DType.FLOAT64, 2, 1);
    View columns = on.zeros(DType.FLOAT64, 1, 3);
    View both = on.zeros(DType.FLOAT64, 1, 1);
    View none = on.zeros(DType.FLOAT64, 2, 3);
    on.backend().reductions().reduce(ReduceOp.SUM, x, new boolean[] {false, true}, rows);
    on.backend().reductions().reduce(ReduceOp.SUM, x, new boolean[] {true, false}, columns);
    on.backend().reductions().reduce(ReduceOp.SUM, x, new boolean[] {true, true}, both);
    on.backend().reductions().reduce(ReduceOp.SUM, x, new boolean[] {false, false}, none);
    assertArrayEquals(new double[] {6, 15}, on.doubles(rows));
    assertArrayEquals(new double[] {5, 7, 9}, on.doubles(columns));
    assertArrayEquals(new double[] {21}, on.doubles(both));
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, on.doubles(none));
  }

  @Test
  void extremaPassNaN() {
    assertEquals(NAN, all(ReduceOp.MAX, 1, NAN, 3));
    assertEquals(NAN, all(ReduceOp.MIN, 1, NAN, -INF));
    assertEquals(-INF, all(ReduceOp.MAX, -INF, -INF));
    assertEquals(-3, all(ReduceOp.MIN, 4, -3, 2));
  }

  @Test
  void argmaxIsTheFirstGreatestOrTheFirstNaN() {
    assertEquals(1, place(ReduceOp.ARGMAX, 1, 7, 7, 2));
    assertEquals(2, place(ReduceOp.ARGMAX, 1, 7, NAN, 9, NAN));
    assertEquals(0, place(ReduceOp.ARGMAX, -INF, -INF));
    assertEquals(3, place(ReduceOp.ARGMIN, 1, 7, 7, -2, -2));
    assertEquals(1, place(ReduceOp.ARGMIN, 1, NAN, -INF));
  }

  @Test
  void argmaxCountsAlongTheReducedDimensionsInRowMajorOrder() {
    View x = on.view(new long[] {0, 1, 9, 3, 4, 5, 6, 9}, 2, 2, 2);
    View out = on.zeros(DType.INT64, 1, 2, 1);
    on.backend().reductions().reduce(ReduceOp.ARGMAX, x, new boolean[] {true, false, true}, out);
    assertArrayEquals(new long[] {3, 0}, on.longs(out));
  }

  @Test
  void logSumExpNeitherOverflowsNorVanishes() {
    assertEquals(1000 + Math.log(2), all(ReduceOp.LOGSUMEXP, 1000, 1000), 1e-12);
    assertEquals(-1000 + Math.log(2), all(ReduceOp.LOGSUMEXP, -INF, -1000, -1000), 1e-12);
    assertEquals(-INF, all(ReduceOp.LOGSUMEXP, -INF, -INF));
    assertEquals(INF, all(ReduceOp.LOGSUMEXP, 1, INF));
    assertEquals(NAN, all(ReduceOp.LOGSUMEXP, INF, NAN));
    double[] rising = new double[5000];
    Arrays.setAll(rising, i -> i * 0.1);
    // The sum of a geometric series.
    assertEquals(499.9 - Math.log(1 - Math.exp(-0.1)), all(ReduceOp.LOGSUMEXP, rising), 1e-12);
  }

  @Test
  void truthIsReducedWithItsNeutralElements() {
    assertEquals(true, truth(ReduceOp.ALL));
    assertEquals(false, truth(ReduceOp.ANY));
    assertEquals(false, truth(ReduceOp.ALL, true, false, true));
    assertEquals(true, truth(ReduceOp.ANY, false, false, true));
  }

  private boolean truth(ReduceOp op, boolean... x) {
    View out = on.zeros(DType.BOOL, 1);
    on.backend().reductions().reduce(op, on.view(x, x.length), new boolean[] {true}, out);
    return on.booleans(out)[0];
  }

  @Test
  void softmaxOfLargeNumbersIsFinite() {
    View x = on.view(new double[] {1000, 1000, 0, Math.log(3)}, 2, 2);
    View out = on.zeros(DType.FLOAT64, 2, 2);
    on.backend().reductions().softmax(x, 1, false, out);
    assertArrayEquals(new double[] {0.5, 0.5, 0.25, 0.75}, on.doubles(out), 1e-15);
    on.backend().reductions().softmax(x, 1, true, out);
    assertArrayEquals(new double[] {Math.log(0.5), Math.log(0.5), Math.log(0.25), Math.log(0.75)}, on.doubles(out),
        1e-15);
  }

  @Test
  void softmaxAlongTheFirstDimension() {
    View x = on.view(new double[] {0, 5, Math.log(3), 5}, 2, 2);
    View out = on.zeros(DType.FLOAT64, 2, 2);
    on.backend().reductions().softmax(x, 0, false, out);
    assertArrayEquals(new double[] {0.25, 0.5, 0.75, 0.5}, on.doubles(out), 1e-15);
  }

  @Test
  void softmaxPullIsOrthogonalToConstants() {
    View y = on.view(new double[] {0.25, 0.75}, 1, 2);
    View s = on.view(new double[] {1, 3}, 1, 2);
    View out = on.zeros(DType.FLOAT64, 1, 2);
    on.backend().reductions().softmaxPull(y, s, 1, false, out);
    assertArrayEquals(new double[] {-0.375, 0.375}, on.doubles(out), 1e-15);
    View logarithm = on.view(new double[] {Math.log(0.25), Math.log(0.75)}, 1, 2);
    on.backend().reductions().softmaxPull(logarithm, s, 1, true, out);
    assertArrayEquals(new double[] {0, 0}, on.doubles(out), 1e-15);
  }

  @Test
  void cumsumRunsForwardsAndBackwards() {
    View x = on.view(new long[] {1, 2, 3, 4, 5, 6}, 2, 3);
    View out = on.zeros(DType.INT64, 2, 3);
    on.backend().reductions().cumsum(x, 1, false, out);
    assertArrayEquals(new long[] {1, 3, 6, 4, 9, 15}, on.longs(out));
    on.backend().reductions().cumsum(x, 0, true, out);
    assertArrayEquals(new long[] {5, 7, 9, 4, 5, 6}, on.longs(out));
    View y = on.view(new double[] {1, INF, 2}, 3);
    View sums = on.zeros(DType.FLOAT64, 3);
    on.backend().reductions().cumsum(y, 0, false, sums);
    assertArrayEquals(new double[] {1, INF, INF}, on.doubles(sums));
  }

  @Test
  void aScalarIsALaneOfOneElement() {
    View x = on.view(new double[] {3});
    View out = on.zeros(DType.FLOAT64);
    on.backend().reductions().softmax(x, 0, false, out);
    assertArrayEquals(new double[] {1}, on.doubles(out));
    on.backend().reductions().cumsum(x, 0, false, out);
    assertArrayEquals(new double[] {3}, on.doubles(out));
    on.backend().reductions().reduce(ReduceOp.MAX, x, new boolean[0], out);
    assertArrayEquals(new double[] {3}, on.doubles(out));
  }
}
