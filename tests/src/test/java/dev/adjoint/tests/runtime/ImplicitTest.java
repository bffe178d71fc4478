package dev.adjoint.tests.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.implicit.Implicit;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Linear solutions and iterations of the implicit function theorem. */
class ImplicitTest {
  @Test
  void theSolutionIsThatOfTheTransposedSystem() {
    var random = new Random(1);
    for (int n = 1; n <= 6; n++) {
      double[][] m = new double[n][n];
      double[] b = new double[n];
      for (int i = 0; i < n; i++) {
        b[i] = random.nextGaussian();
        for (int j = 0; j < n; j++) {
          m[i][j] = random.nextGaussian();
        }
      }
      double[][] kept = m.clone();
      for (int i = 0; i < n; i++) {
        kept[i] = m[i].clone();
      }
      double[] x = Implicit.solveTransposed(m, b);
      for (int j = 0; j < n; j++) {
        double s = b[j];
        for (int i = 0; i < n; i++) {
          s += kept[i][j] * x[i];
        }
        assertEquals(0, s, 1e-12);
      }
    }
  }

  @Test
  void aZeroOnTheDiagonalIsNoObstacle() {
    double[] x = Implicit.solveTransposed(new double[][] {{0, 2}, {4, 0}}, new double[] {8, 6});
    assertArrayEquals(new double[] {-3, -2}, x);
  }

  @Test
  void aSingularMatrixIsAnError() {
    var e = assertThrows(ArithmeticException.class,
        () -> Implicit.solveTransposed(new double[][] {{1, 2}, {2, 4}}, new double[] {1, 1}));
    assertTrue(e.getMessage().contains("singular"), e.getMessage());
    assertThrows(ArithmeticException.class,
        () -> Implicit.solveTransposed(new double[][] {{Double.NaN}}, new double[] {1}));
  }

  @Test
  void aZeroSeedGivesZerosWhateverTheMatrix() {
    assertArrayEquals(new double[2], Implicit.solveTransposed(new double[2][2], new double[] {0.0, -0.0}));
  }

  @Test
  void anIterationEndsWhenItsChangeIsSmall() {
    assertTrue(Implicit.goesOn("f", 0, 0, 1e-3, 10));
    assertTrue(Implicit.goesOn("f", 3, 0.5, 1e-3, 10));
    assertFalse(Implicit.goesOn("f", 10, 1e-4, 1e-3, 10));
    assertThrows(ArithmeticException.class, () -> Implicit.goesOn("f", 10, 0.5, 1e-3, 10));
    assertThrows(ArithmeticException.class, () -> Implicit.goesOn("f", 2, Double.NaN, 1e-3, 10));
  }

  @Test
  void aStepIsRelativeToTheLargestElement() {
    double[] w = {1, 4};
    assertEquals(1, Implicit.step(w, new double[] {1, 1}, new double[] {1, 1}));
    assertArrayEquals(new double[] {2, 2}, w);
    assertEquals(0, Implicit.step(new double[2], new double[2], new double[2]));
    assertEquals(0.5, Implicit.change(1, 2));
    assertEquals(0, Implicit.change(0, 0));
  }

  @Test
  void differentLengthsAreAnError() {
    assertThrows(IllegalArgumentException.class, () -> Implicit.sameLength("f", new double[2], new double[3]));
  }
}
