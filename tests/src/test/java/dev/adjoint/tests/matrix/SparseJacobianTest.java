package dev.adjoint.tests.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.matrix.Jacobian;
import dev.adjoint.runtime.matrix.SparseMatrix;
import dev.adjoint.runtime.matrix.Sparsity;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Columns of one group have no row in common, and the compressed Jacobian is the dense one from fewer products. */
class SparseJacobianTest {

  /** A random matrix with the entries of a pattern. */
  private static double[][] matrix(Sparsity pattern, Random random) {
    double[][] a = new double[pattern.rows()][pattern.columns()];
    for (int i = 0; i < a.length; i++) {
      for (int j : pattern.row(i)) {
        a[i][j] = 1 + random.nextInt(100);
      }
    }
    return a;
  }

  private static double[] times(double[][] a, double[] x) {
    return Arrays.stream(a).mapToDouble(row -> {
      double sum = 0;
      for (int j = 0; j < row.length; j++) {
        sum += row[j] * x[j];
      }
      return sum;
    }).toArray();
  }

  private static double[][] transposed(double[][] a, int columns) {
    double[][] t = new double[columns][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < columns; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  private static SparseMatrix compressed(double[][] a, Sparsity pattern, AtomicInteger products) {
    return Jacobian.compressed(new Object[] {new double[pattern.columns()]}, pattern, tangents -> {
      products.incrementAndGet();
      return times(a, (double[]) tangents[0]);
    }, seed -> {
      products.incrementAndGet();
      return new Object[] {times(transposed(a, pattern.columns()), seed)};
    });
  }

  private static Sparsity random(Random random, int rows, int columns) {
    int[][] all = new int[rows][];
    Arrays.setAll(all, i -> random.ints(random.nextInt(4), 0, columns).distinct().toArray());
    return Sparsity.of(columns, all);
  }

  @Test
  void columnsOfOneGroupHaveNoRowInCommon() {
    var random = new Random(3);
    for (int round = 0; round < 200; round++) {
      Sparsity pattern = random(random, 1 + random.nextInt(12), 1 + random.nextInt(12));
      int[] group = pattern.columnGroups();
      for (int i = 0; i < pattern.rows(); i++) {
        assertEquals(pattern.row(i).length, Arrays.stream(pattern.row(i)).map(j -> group[j]).distinct().count());
      }
    }
  }

  @Test
  void theCompressedMatrixIsTheDenseOne() {
    var random = new Random(4);
    for (int round = 0; round < 200; round++) {
      Sparsity pattern = random(random, 1 + random.nextInt(12), 1 + random.nextInt(12));
      double[][] a = matrix(pattern, random);
      assertTrue(Arrays.deepEquals(a, compressed(a, pattern, new AtomicInteger()).toDense()));
    }
  }

  @Test
  void aBandTakesAsManyProductsAsItIsWide() {
    Sparsity pattern = Sparsity.banded(1000, 1000, 1, 1);
    double[][] a = matrix(pattern, new Random(5));
    var products = new AtomicInteger();
    SparseMatrix sparse = compressed(a, pattern, products);
    assertEquals(3, products.get());
    assertEquals(a[500][501], sparse.get(500, 501));
    assertEquals(0, sparse.get(500, 502));
  }

  @Test
  void aFullRowIsTakenByReverseMode() {
    int[][] rows = new int[50][];
    Arrays.setAll(rows, i -> i == 0 ? java.util.stream.IntStream.range(0, 50).toArray() : new int[] {i});
    Sparsity pattern = Sparsity.of(50, rows);
    double[][] a = matrix(pattern, new Random(6));
    var products = new AtomicInteger();
    assertTrue(Arrays.deepEquals(a, compressed(a, pattern, products).toDense()));
    assertEquals(2, products.get());
  }

  @Test
  void theTransposedPatternHasRowsForColumns() {
    Sparsity pattern = Sparsity.of(3, new int[] {0, 2}, new int[] {1});
    assertArrayEquals(new int[] {0}, pattern.transposed().row(2));
    assertEquals(3, pattern.transposed().rows());
  }

  @Test
  void aPatternOfAnotherSizeIsRefused() {
    Sparsity pattern = Sparsity.banded(3, 4, 0, 0);
    assertThrows(IllegalArgumentException.class, () -> Jacobian.compressed(new Object[] {new double[3]}, pattern, t -> new double[3],
        s -> new Object[] {new double[3]}));
    assertThrows(IllegalArgumentException.class, () -> Sparsity.of(2, new int[] {0, 2}));
    assertThrows(IllegalArgumentException.class, () -> Sparsity.of(2, new int[] {1, 1}));
  }
}
