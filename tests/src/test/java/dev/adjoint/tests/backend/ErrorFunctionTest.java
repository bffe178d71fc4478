package dev.adjoint.tests.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.runtime.backend.reference.ErrorFunction;
import org.junit.jupiter.api.Test;

/** Expected values to 20 digits by arbitrary-precision arithmetic. */
final class ErrorFunctionTest {

  @Test
  void erfIsRightInEveryRange() {
    close(0.1124629160182848984, ErrorFunction.erf(0.1));
    close(0.49261347321793799159, ErrorFunction.erf(0.46875));
    close(0.52049987781304653768, ErrorFunction.erf(0.5));
    close(0.84270079294971486934, ErrorFunction.erf(1));
    close(-0.99532226501895273416, ErrorFunction.erf(-2));
    close(0.99999999980338395585, ErrorFunction.erf(4.5));
  }

  @Test
  void erfcKeepsItsTail() {
    close(0.0046777349810472658379, ErrorFunction.erfc(2));
    close(7.4309837234141274552e-7, ErrorFunction.erfc(3.5));
    close(1.9661604415428874763e-10, ErrorFunction.erfc(4.5));
    close(1.3286267594591274162, ErrorFunction.erfc(-0.3));
  }

  @Test
  void normalDistributionKeepsItsTail() {
    close(0.5, ErrorFunction.normal(0));
    close(0.15865525393145705141, ErrorFunction.normal(-1));
    close(2.8665157187919391167e-7, ErrorFunction.normal(-5));
    close(2.7536241186062336951e-89, ErrorFunction.normal(-20));
    close(0.933192798731141934, ErrorFunction.normal(1.5));
    close(0.24197072451914334980, ErrorFunction.density(-1));
  }

  @Test
  void limitsAndNaN() {
    assertEquals(1, ErrorFunction.erf(Double.POSITIVE_INFINITY));
    assertEquals(-1, ErrorFunction.erf(Double.NEGATIVE_INFINITY));
    assertEquals(-0.0, ErrorFunction.erf(-0.0));
    assertEquals(Double.NaN, ErrorFunction.erf(Double.NaN));
    assertEquals(0, ErrorFunction.erfc(Double.POSITIVE_INFINITY));
    assertEquals(2, ErrorFunction.erfc(Double.NEGATIVE_INFINITY));
    assertEquals(0, ErrorFunction.normal(Double.NEGATIVE_INFINITY));
    assertEquals(1, ErrorFunction.normal(Double.POSITIVE_INFINITY));
    assertEquals(Double.NaN, ErrorFunction.normal(Double.NaN));
  }

  private static void close(double expected, double actual) {
    assertEquals(expected, actual, 1e-15 * Math.abs(expected));
  }
}
