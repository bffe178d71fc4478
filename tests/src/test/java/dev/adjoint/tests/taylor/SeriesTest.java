package dev.adjoint.tests.taylor;

import static dev.adjoint.runtime.taylor.TaylorArithmetic.add;
import static dev.adjoint.runtime.taylor.TaylorArithmetic.constant;
import static dev.adjoint.runtime.taylor.TaylorArithmetic.divide;
import static dev.adjoint.runtime.taylor.TaylorArithmetic.multiply;
import static dev.adjoint.runtime.taylor.TaylorArithmetic.subtract;
import static dev.adjoint.runtime.taylor.TaylorArithmetic.variable;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.adjoint.runtime.taylor.SeriesArrays;
import dev.adjoint.runtime.taylor.TaylorArithmetic;
import dev.adjoint.runtime.taylor.TaylorPowers;
import dev.adjoint.runtime.taylor.TaylorTrigonometry;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Series against closed forms, and against each other along random curves. */
class SeriesTest {
  private static final int ORDER = 12;
  private static final double INF = Double.POSITIVE_INFINITY;

  private final Random random = new Random(8);

  private static void assertClose(double[] expected, double[] actual) {
    for (int k = 0; k < expected.length; k++) {
      assertEquals(expected[k], actual[k], 1e-11 * (1 + Math.abs(expected[k])), "order " + k + " of " + Arrays.toString(actual));
    }
  }

  private static void closed(UnaryOperator<double[]> f, double x, IntToDoubleFunction coefficient) {
    double[] expected = new double[ORDER + 1];
    Arrays.setAll(expected, coefficient);
    assertClose(expected, f.apply(variable(x, ORDER)));
  }

  private static double factorial(int k) {
    return k == 0 ? 1 : k * factorial(k - 1);
  }

  private static double binomial(double p, int k) {
    return k == 0 ? 1 : binomial(p, k - 1) * (p - k + 1) / k;
  }

  private double[] curve(double x) {
    double[] c = new double[ORDER + 1];
    Arrays.setAll(c, k -> k == 0 ? x : random.nextDouble(-0.6, 0.6) / k);
    return c;
  }

  @Test
  void elementaryFunctionsHaveTheirClosedForms() {
    closed(TaylorPowers::exp, 0.7, k -> Math.exp(0.7) / factorial(k));
    closed(TaylorPowers::expm1, -0.8, k -> (k == 0 ? Math.expm1(-0.8) : Math.exp(-0.8)) / factorial(k));
    closed(TaylorPowers::log, 1.3, k -> k == 0 ? Math.log(1.3) : -Math.pow(-1 / 1.3, k) / k);
    closed(TaylorPowers::log10, 1.3, k -> k == 0 ? Math.log10(1.3) : -Math.pow(-1 / 1.3, k) / k / Math.log(10));
    closed(TaylorPowers::log1p, 0.3, k -> k == 0 ? Math.log1p(0.3) : -Math.pow(-1 / 1.3, k) / k);
    closed(TaylorTrigonometry::sin, 0.4, k -> Math.sin(0.4 + k * Math.PI / 2) / factorial(k));
    closed(TaylorTrigonometry::cos, 0.4, k -> Math.cos(0.4 + k * Math.PI / 2) / factorial(k));
    closed(TaylorTrigonometry::sinh, 0.4, k -> (k % 2 == 0 ? Math.sinh(0.4) : Math.cosh(0.4)) / factorial(k));
    closed(TaylorTrigonometry::cosh, 0.4, k -> (k % 2 == 1 ? Math.sinh(0.4) : Math.cosh(0.4)) / factorial(k));
    closed(TaylorTrigonometry::atan, 0.0, k -> k % 2 == 0 ? 0 : (k % 4 == 1 ? 1.0 : -1.0) / k);
    closed(TaylorTrigonometry::atanh, 0.0, k -> k % 2 == 0 ? 0 : 1.0 / k);
    closed(TaylorTrigonometry::asin, 0.0, k -> k % 2 == 0 ? 0 : Math.abs(binomial(-0.5, k / 2)) / k);
    closed(x -> divide(1, x), 1.7, k -> Math.pow(-1, k) * Math.pow(1.7, -k - 1));
    for (double p : new double[] {-2, -0.5, 0, 0.5, 1, 2, 3, 5, 7.25}) {
      closed(x -> TaylorPowers.pow(x, p), 1.7, k -> binomial(p, k) * Math.pow(1.7, p - k));
    }
    closed(TaylorPowers::sqrt, 1.7, k -> binomial(0.5, k) * Math.pow(1.7, 0.5 - k));
    closed(TaylorPowers::cbrt, -1.7, k -> -binomial(1.0 / 3, k) * Math.pow(1.7, 1.0 / 3 - k) * (k % 2 == 0 ? 1 : -1));
    closed(p -> TaylorPowers.pow(2.5, p), 1.7, k -> Math.pow(2.5, 1.7) * Math.pow(Math.log(2.5), k) / factorial(k));
  }

  @Test
  void wholePowersAtZeroArePolynomials() {
    for (double zero : new double[] {0.0, -0.0}) {
      for (int p = 1; p <= 6; p++) {
        double[] x = variable(zero, ORDER);
        x[2] = 0.5;
        double[] expected = x;
        for (int i = 1; i < p; i++) {
          expected = multiply(expected, x);
        }
        assertClose(expected, TaylorPowers.pow(x, p));
      }
    }
  }

  @Test
  void inversesUndoFunctionsAlongCurves() {
    for (int i = 0; i < 20; i++) {
      double[] x = curve(random.nextDouble(0.2, 0.8));
      assertClose(x, TaylorTrigonometry.sin(TaylorTrigonometry.asin(x)));
      assertClose(x, TaylorTrigonometry.cos(TaylorTrigonometry.acos(x)));
      assertClose(x, TaylorTrigonometry.tan(TaylorTrigonometry.atan(x)));
      assertClose(x, TaylorTrigonometry.sinh(TaylorTrigonometry.asinh(x)));
      assertClose(x, TaylorTrigonometry.tanh(TaylorTrigonometry.atanh(x)));
      assertClose(add(x, 1), TaylorTrigonometry.cosh(TaylorTrigonometry.acosh(add(x, 1))));
      assertClose(x, TaylorPowers.exp(TaylorPowers.log(x)));
      assertClose(x, TaylorPowers.expm1(TaylorPowers.log1p(x)));
      assertClose(x, TaylorPowers.pow(10, TaylorPowers.log10(x)));
      assertClose(x, TaylorPowers.pow(TaylorPowers.cbrt(x), 3));
      double[] root = TaylorPowers.sqrt(x);
      assertClose(x, multiply(root, root));
    }
  }

  @Test
  void functionsOfTwoCurvesHaveTheirIdentities() {
    for (int i = 0; i < 20; i++) {
      double[] x = curve(random.nextDouble(0.7, 2));
      double[] y = curve(-random.nextDouble(0.7, 2));
      assertClose(add(multiply(x, x), multiply(y, y)), TaylorPowers.pow(TaylorPowers.hypot(x, y), 2));
      assertClose(TaylorTrigonometry.atan(divide(y, x)), TaylorTrigonometry.atan2(y, x));
      assertClose(TaylorPowers.exp(multiply(y, TaylorPowers.log(x))), TaylorPowers.pow(x, y));
      assertClose(x, multiply(divide(x, y), y));
      assertClose(TaylorArithmetic.fma(x, y, x), add(multiply(x, y), x));
      assertClose(divide(TaylorPowers.log(x), TaylorPowers.log(constant(3, ORDER))), TaylorPowers.log(constant(3, ORDER), x));
      double[] r = TaylorArithmetic.remainder(multiply(x, 5), y);
      assertEquals(5 * x[0] % y[0], r[0]);
      assertClose(multiply(x, 5), add(r, multiply(y, (double) (long) (5 * x[0] / y[0]))));
      assertClose(subtract(x, y), TaylorArithmetic.negate(subtract(y, x)));
      assertSameBits(x, TaylorArithmetic.max(x, y));
      assertSameBits(y, TaylorArithmetic.min(x, y));
      assertSameBits(x, TaylorArithmetic.clamp(x, y, add(x, 1)));
      assertSameBits(y, TaylorArithmetic.copySign(TaylorArithmetic.negate(y), y));
    }
  }

  /** Equal as numbers; a zero has any sign. */
  private static void assertExact(double[] expected, double[] actual) {
    assertArrayEquals(expected, Arrays.stream(actual).map(c -> c + 0.0).toArray());
  }

  private static void assertSameBits(double[] expected, double[] actual) {
    assertArrayEquals(expected, actual);
  }

  @Test
  void nothingOverflowsWhereTheFunctionDoesNot() {
    assertClose(new double[] {Math.sqrt(2) * 1e300, Math.sqrt(0.5), 0},
        round(TaylorPowers.hypot(variable(1e300, 2), constant(1e300, 2)), 2));
    double[] cube = TaylorPowers.pow(variable(1e-120, 2), 3);
    assertEquals(3e-240, cube[1], 1e-253);
    assertEquals(3e-120, cube[2], 1e-133);
  }

  private static double[] round(double[] x, int order) {
    double[] c = x.clone();
    c[order] = Math.abs(c[order]) < 1e-290 ? 0 : c[order];
    return c;
  }

  @Test
  void constantsHaveExactZerosAlsoAtSingularPoints() {
    double[] zero = constant(0, 4);
    double[] one = constant(1, 4);
    for (double[] c : new double[][] {TaylorPowers.sqrt(zero), TaylorPowers.log(zero), TaylorPowers.cbrt(zero), divide(one, zero),
        TaylorPowers.pow(zero, 0.5), TaylorPowers.pow(zero, -1), TaylorPowers.pow(constant(-1, 4), 0.5), TaylorTrigonometry.asin(one),
        TaylorTrigonometry.acos(one), TaylorTrigonometry.atanh(one), TaylorTrigonometry.atan2(zero, zero), TaylorPowers.hypot(zero, zero),
        TaylorPowers.sqrt(constant(-1, 4)), TaylorArithmetic.max(constant(Double.NaN, 4), one)}) {
      assertExact(new double[4], Arrays.copyOfRange(c, 1, 5));
    }
  }

  @Test
  void singularPointsAreThoseOfFirstDerivatives() {
    assertEquals(INF, TaylorPowers.sqrt(variable(0, 3))[1]);
    assertEquals(-INF, TaylorPowers.sqrt(variable(0, 3))[2]);
    assertEquals(INF, TaylorPowers.sqrt(variable(-0.0, 3))[1]);
    assertEquals(INF, TaylorPowers.log(variable(0, 3))[1]);
    assertEquals(INF, TaylorPowers.cbrt(variable(0, 3))[1]);
    assertEquals(INF, TaylorPowers.pow(variable(0, 3), 0.5)[1]);
    assertExact(new double[] {0, 0, 0, INF}, TaylorPowers.pow(variable(0, 3), 2.5));
    assertExact(new double[] {1, 0, 0, 0}, TaylorPowers.pow(variable(0, 3), 0));
    assertEquals(0, TaylorPowers.pow(constant(0, 3), variable(2, 3))[1]);
    assertEquals(Double.NaN, TaylorPowers.pow(constant(0, 3), variable(0, 3))[1]);
    assertEquals(Double.NaN, TaylorPowers.pow(constant(-1, 3), variable(2, 3))[1]);
    assertEquals(INF, TaylorTrigonometry.asin(variable(1, 3))[1]);
    assertEquals(-INF, TaylorTrigonometry.acos(variable(1, 3))[1]);
    assertEquals(INF, TaylorTrigonometry.atanh(variable(1, 3))[1]);
    assertEquals(-INF, divide(1, variable(0, 3))[1]);
  }

  @Test
  void kinksAreThoseOfFirstDerivativesUnlessTheCurveIsSmooth() {
    assertExact(new double[] {0, 0, 0}, TaylorArithmetic.abs(variable(0, 2)));
    assertExact(new double[] {0, 0, 3, 1}, TaylorArithmetic.abs(new double[] {0, 0, -3, -1}));
    assertExact(new double[] {0, 0, 0, 0}, TaylorArithmetic.abs(new double[] {0, 0, 0, -3}));
    assertExact(new double[] {0, 0, 5}, TaylorPowers.hypot(new double[] {0, 0, 3}, new double[] {0, 0, -4}));
    assertExact(new double[] {0, 0, 0}, TaylorPowers.hypot(variable(0, 2), constant(0, 2)));
    assertExact(new double[] {1, 1, 0}, TaylorArithmetic.max(variable(1, 2), constant(1, 2)));
    assertExact(new double[] {1, 0, 0}, TaylorArithmetic.min(constant(1, 2), variable(1, 2)));
  }

  @Test
  void arraysThatAreOneHaveOneArrayOfSeries() {
    double[] row = {1, 2};
    double[][] rows = {row, {3}, row, null};
    var arrays = new SeriesArrays();
    Object beside = arrays.of(row);
    double[][][] all = (double[][][]) arrays.of(rows);
    assertSame(beside, all[0]);
    assertSame(all[0], all[2]);
    assertEquals(1, all[1].length);
    assertEquals(null, all[3]);
    assertEquals(2, ((double[][]) arrays.of(new float[2])).length);
    assertEquals(null, arrays.of(null));
    assertThrows(IllegalArgumentException.class, () -> arrays.of(new int[1]));
    assertThrows(IllegalArgumentException.class, () -> arrays.of(new String[0]));
  }

  @Test
  void ordersBelowZeroAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> variable(1, -1));
    assertThrows(IllegalArgumentException.class, () -> TaylorArithmetic.order("fTaylor", "x", new double[0]));
    assertArrayEquals(new double[] {3}, variable(3, 0));
  }
}
