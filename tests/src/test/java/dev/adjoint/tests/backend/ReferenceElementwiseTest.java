package dev.adjoint.tests.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.reference.ReferenceBackend;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.Operand;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.backend.spi.View;
import org.junit.jupiter.api.Test;

final class ReferenceElementwiseTest {
  private static final double INF = Double.POSITIVE_INFINITY;
  private static final double NAN = Double.NaN;

  private final On on = new On(new ReferenceBackend());

  private double[] unary(UnaryOp op, double... x) {
    View out = on.zeros(DType.FLOAT64, x.length);
    on.backend().elementwise().unary(op, on.view(x, x.length), out);
    return on.doubles(out);
  }

  private long[] int64(UnaryOp op, long... x) {
    View out = on.zeros(DType.INT64, x.length);
    on.backend().elementwise().unary(op, on.view(x, x.length), out);
    return on.longs(out);
  }

  private double binary(BinaryOp op, double a, double b) {
    View out = on.zeros(DType.FLOAT64);
    on.backend().elementwise().binary(op, on.view(new double[] {a}), on.view(new double[] {b}), out);
    return on.doubles(out)[0];
  }

  private long int64(BinaryOp op, long a, long b) {
    View out = on.zeros(DType.INT64);
    on.backend().elementwise().binary(op, on.view(new long[] {a}), on.view(new long[] {b}), out);
    return on.longs(out)[0];
  }

  @Test
  void signIsThatOfTheNumberAndNaNOfNaN() {
    assertArrayEquals(new double[] {-1, 0, 1, NAN, 1}, unary(UnaryOp.SIGN, -3, 0, 4, NAN, INF));
    assertArrayEquals(new long[] {-1, 0, 1}, int64(UnaryOp.SIGN, Long.MIN_VALUE, 0, 5));
  }

  @Test
  void reluOfNaNIsNaNAndOfMinusZeroIsZero() {
    assertArrayEquals(new double[] {0, 0, 2, NAN, 0, INF}, unary(UnaryOp.RELU, -2, -0.0, 2, NAN, -INF, INF));
  }

  @Test
  void int64WrapsAround() {
    assertArrayEquals(new long[] {Long.MIN_VALUE}, int64(UnaryOp.NEG, Long.MIN_VALUE));
    assertArrayEquals(new long[] {Long.MIN_VALUE}, int64(UnaryOp.ABS, Long.MIN_VALUE));
    assertEquals(Long.MIN_VALUE, int64(BinaryOp.ADD, Long.MAX_VALUE, 1));
    assertEquals(1, int64(BinaryOp.MUL, Long.MAX_VALUE, Long.MAX_VALUE));
    assertEquals(0, int64(BinaryOp.POW, 2, 64));
    assertEquals(-2187, int64(BinaryOp.POW, -3, 7));
    assertEquals(1, int64(BinaryOp.POW, 0, 0));
  }

  @Test
  void roundTakesTheEvenNumberAtATie() {
    assertArrayEquals(new double[] {0, 2, 2, -2, -0.0}, unary(UnaryOp.ROUND, 0.5, 1.5, 2.5, -1.5, -0.5));
    assertArrayEquals(new double[] {-2, -0.0, 1}, unary(UnaryOp.CEIL, -2.5, -0.5, 0.1));
    assertArrayEquals(new double[] {-3, -1, 0}, unary(UnaryOp.FLOOR, -2.5, -0.5, 0.1));
  }

  @Test
  void sigmoidAndSoftplusNeitherOverflowNorVanish() {
    assertArrayEquals(new double[] {0, 3.7200759760208356e-44, 0.5, 1, 1},
        unary(UnaryOp.SIGMOID, -INF, -100, 0, 40, INF), 1e-58);
    assertArrayEquals(new double[] {0, 0.6931471805599453, 20.000000002061153, 20.5, 1000},
        unary(UnaryOp.SOFTPLUS, -INF, 0, 20, 20.5, 1000), 1e-14);
  }

  @Test
  void geluKeepsItsTail() {
    double[] y = unary(UnaryOp.GELU, -20, -5, -1, 0, 1.5, INF);
    double[] expected = {-5.5072482372124673902e-88, -1.4332578593959695584e-6, -0.15865525393145705141, 0,
        1.399789198096712901, INF};
    for (int i = 0; i < y.length; i++) {
      assertEquals(expected[i], y[i], 1e-15 * Math.abs(expected[i]), "gelu " + i);
    }
  }

  @Test
  void float32FunctionsAreRoundedOnce() {
    float[] x = {0.1f, 0.7f, -2.3f, 11.25f, 80};
    View out = on.zeros(DType.FLOAT32, x.length);
    on.backend().elementwise().unary(UnaryOp.EXP, on.view(x, x.length), out);
    float[] y = on.floats(out);
    for (int i = 0; i < x.length; i++) {
      assertEquals((float) Math.exp(x[i]), y[i]);
    }
  }

  @Test
  void remainderHasTheSignOfTheDivisor() {
    assertEquals(1, binary(BinaryOp.REMAINDER, -5.0, 3.0));
    assertEquals(-1, binary(BinaryOp.REMAINDER, 5.0, -3.0));
    assertEquals(2, binary(BinaryOp.REMAINDER, 5.0, 3.0));
    assertEquals(NAN, binary(BinaryOp.REMAINDER, 5.0, 0.0));
    assertEquals(NAN, binary(BinaryOp.REMAINDER, INF, 3.0));
    assertEquals(1, int64(BinaryOp.REMAINDER, -5, 3));
    assertEquals(-1, int64(BinaryOp.REMAINDER, 5, -3));
  }

  @Test
  void remainderOfInt64ByZeroIsRefusedBeforeAnythingIsWritten() {
    View out = on.zeros(DType.INT64, 2);
    View a = on.view(new long[] {7, 7}, 2);
    var error = assertThrows(ArithmeticException.class, () ->
        on.backend().elementwise().binary(BinaryOp.REMAINDER, a, on.view(new long[] {2, 0}, 2), out));
    assertEquals("REMAINDER of int64 by zero", error.getMessage());
    assertThrows(ArithmeticException.class, () ->
        on.backend().elementwise().binary(BinaryOp.REMAINDER, a, Scalar.of(0), out));
    assertArrayEquals(new long[2], on.longs(out));
  }

  @Test
  void extremaPassNaNAndOrderZeros() {
    assertEquals(NAN, binary(BinaryOp.MAX, NAN, 1));
    assertEquals(NAN, binary(BinaryOp.MIN, 1, NAN));
    assertEquals(0.0, binary(BinaryOp.MAX, -0.0, 0.0));
    assertEquals(-0.0, binary(BinaryOp.MIN, 0.0, -0.0));
  }

  @Test
  void powIsThatOfMath() {
    assertEquals(1, binary(BinaryOp.POW, NAN, 0.0));
    assertEquals(NAN, binary(BinaryOp.POW, -8.0, 1.0 / 3));
    assertEquals(-8, binary(BinaryOp.POW, -2.0, 3.0));
    assertEquals(INF, binary(BinaryOp.POW, 0.0, -1.0));
  }

  @Test
  void aSeedOfZeroGivesAnExactZero() {
    assertEquals(0.0, binary(BinaryOp.SEED_MUL, 0, INF));
    assertEquals(0.0, binary(BinaryOp.SEED_MUL, -0.0, NAN));
    assertEquals(0.0, binary(BinaryOp.SEED_DIV, 0, 0));
    assertEquals(0.0, binary(BinaryOp.SQRT_PULL, 0, 0));
    assertEquals(INF, binary(BinaryOp.SQRT_PULL, 2, 0));
    assertEquals(INF, binary(BinaryOp.SEED_DIV, 1, 0));
  }

  @Test
  void pullsAreSeedTimesDerivative() {
    assertEquals(2 * 0.75, binary(BinaryOp.TANH_PULL, 2, 0.5));
    assertEquals(2 * 0.1875, binary(BinaryOp.SIGMOID_PULL, 2, 0.25));
    assertEquals(2, binary(BinaryOp.RELU_PULL, 2, 1e-300));
    assertEquals(0, binary(BinaryOp.RELU_PULL, 2, 0));
    assertEquals(1, binary(BinaryOp.SOFTPLUS_PULL, 2, 0));
    assertEquals(2, binary(BinaryOp.SOFTPLUS_PULL, 2, 20.5));
    assertEquals(0.25, binary(BinaryOp.SQRT_PULL, 1, 2));
    // Phi(1) + phi(1)
    assertEquals(1.0833154705876860, binary(BinaryOp.GELU_PULL, 1, 1), 1e-15);
  }

  @Test
  void clampKeepsNaNAndWithinCountsTheBounds() {
    double[] x = {-2, -1, 0, 1, 2, NAN};
    View out = on.zeros(DType.FLOAT64, x.length);
    on.backend().elementwise().ternary(TernaryOp.CLAMP, on.view(x, x.length), Scalar.of(-1.0), Scalar.of(1.0), out);
    assertArrayEquals(new double[] {-1, -1, 0, 1, 1, NAN}, on.doubles(out));
    on.backend().elementwise().ternary(TernaryOp.WITHIN, on.view(x, x.length), Scalar.of(-1.0), Scalar.of(1.0), out);
    assertArrayEquals(new double[] {0, 1, 1, 1, 0, 0}, on.doubles(out));
  }

  @Test
  void addMulRoundsTheProduct() {
    float a = 1 + 0x1p-12f;
    View out = on.zeros(DType.FLOAT32);
    View x = on.view(new float[] {a});
    on.backend().elementwise().ternary(TernaryOp.ADD_MUL, on.view(new float[] {-1 - 0x1p-11f}), x, x, out);
    assertEquals(0, on.floats(out)[0], "a fused product would leave 2^-24");
  }

  @Test
  void comparisonsWithNaNAreFalseButNotEqual() {
    double[] a = {1, NAN, NAN, -0.0};
    double[] b = {2, 1, NAN, 0.0};
    assertArrayEquals(new boolean[] {false, false, false, true}, compare(CompareOp.EQ, a, b));
    assertArrayEquals(new boolean[] {true, true, true, false}, compare(CompareOp.NE, a, b));
    assertArrayEquals(new boolean[] {true, false, false, false}, compare(CompareOp.LT, a, b));
    assertArrayEquals(new boolean[] {true, false, false, true}, compare(CompareOp.LE, a, b));
    assertArrayEquals(new boolean[] {false, false, false, false}, compare(CompareOp.GT, a, b));
    assertArrayEquals(new boolean[] {false, false, false, true}, compare(CompareOp.GE, a, b));
  }

  private boolean[] compare(CompareOp op, double[] a, double[] b) {
    View out = on.zeros(DType.BOOL, a.length);
    on.backend().elementwise().compare(op, on.view(a, a.length), on.view(b, b.length), out);
    return on.booleans(out);
  }

  @Test
  void aScalarMeetsEveryElementOnEitherSide() {
    View x = on.view(new long[] {1, 2, 3}, 3);
    assertArrayEquals(new long[] {-9, -8, -7}, subtract(x, Scalar.of(10)));
    assertArrayEquals(new long[] {9, 8, 7}, subtract(Scalar.of(10.9), x));
  }

  private long[] subtract(Operand a, Operand b) {
    View out = on.zeros(DType.INT64, 3);
    on.backend().elementwise().binary(BinaryOp.SUB, a, b, out);
    return on.longs(out);
  }

  @Test
  void whereChoosesBetweenRowAndColumn() {
    Shape shape = Shape.of(2, 3);
    View row = on.view(new long[] {1, 2, 3}, 3).expand(shape);
    View column = on.view(new long[] {-1, -2}, 2, 1).expand(shape);
    View condition = on.view(new boolean[] {true, false, true, false, true, false}, 2, 3);
    View out = on.zeros(DType.INT64, 2, 3);
    on.backend().elementwise().where(condition, row, column, out);
    assertArrayEquals(new long[] {1, -1, 3, -2, 2, -2}, on.longs(out));
  }

  @Test
  void longTransposedRowsAreWorkedOffInPieces() {
    int n = 3000;
    float[] x = new float[2 * n];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    View view = on.view(x, n, 2);
    View transposed = new View(view.storage(), 0, Shape.of(2, n), new int[] {1, 2});
    View out = on.zeros(DType.FLOAT32, 2, n);
    on.backend().elementwise().binary(BinaryOp.ADD, transposed, Scalar.of(0.5), out);
    float[] y = on.floats(out);
    for (int i = 0; i < n; i++) {
      assertEquals(2 * i + 0.5f, y[i]);
      assertEquals(2 * i + 1.5f, y[n + i]);
    }
  }

  @Test
  void anElementTypeWithoutTheFunctionIsNamed() {
    View x = on.zeros(DType.INT64, 2);
    var error = assertThrows(IllegalArgumentException.class, () ->
        on.backend().elementwise().unary(UnaryOp.EXP, x, x));
    assertEquals("EXP is not defined for elements of type int64", error.getMessage());
  }
}
