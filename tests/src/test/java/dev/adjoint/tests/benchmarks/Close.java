package dev.adjoint.tests.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Comparisons of vectors and matrices: the largest deviation of an entry, relative to the largest entry expected. */
final class Close {
  private Close() {}

  static void assertClose(double expected, double actual, double tolerance) {
    assertClose(new double[] {expected}, new double[] {actual}, tolerance);
  }

  static void assertClose(double[] expected, double[] actual, double tolerance) {
    assertClose(new double[][] {expected}, new double[][] {actual}, tolerance);
  }

  static void assertClose(double[][] expected, double[][] actual, double tolerance) {
    assertEquals(expected.length, actual.length, "rows");
    double largest = 0, deviation = 0;
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i].length, actual[i].length, "length of row " + i);
      for (int j = 0; j < expected[i].length; j++) {
        largest = Math.max(largest, Math.abs(expected[i][j]));
        deviation = Math.max(deviation, Math.abs(expected[i][j] - actual[i][j]));
      }
    }
    double relative = largest == 0 ? deviation : deviation / largest;
    assertTrue(relative <= tolerance, "relative deviation " + relative + " exceeds " + tolerance);
  }
}
