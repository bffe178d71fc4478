package dev.adjoint.tests.matrix;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.matrix.Dependence;
import dev.adjoint.runtime.matrix.SparseMatrix;
import dev.adjoint.runtime.matrix.Sparsity;
import dev.adjoint.tests.corpus.Compilation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Sets of columns, and the patterns that are found with them. */
class DependenceTest {
  private static final String SOURCE = """
      package t;
      import dev.adjoint.annotations.Differentiable;
      final class Grid {
        static int calls;

        @Differentiable(sparsity = true)
        static double[] residual(double[] u) {
          int n = u.length;
          double[] r = new double[n];
          for (int i = 0; i < n; i++) {
            double left = i == 0 ? 0 : u[i - 1];
            double right = i == n - 1 ? 0 : u[i + 1];
            r[i] = left - 2 * u[i] + right + Math.exp(u[i]);
          }
          count();
          return r;
        }

        @Differentiable(sparsity = true)
        static double[] fivePoint(double[] u, int n) {
          double[] r = new double[u.length];
          for (int i = 1; i < n - 1; i++) {
            for (int j = 1; j < n - 1; j++) {
              int k = i * n + j;
              r[k] = u[k - n] + u[k - 1] - 4 * u[k] + u[k + 1] + u[k + n] * u[k];
            }
          }
          return r;
        }

        static void count() {
          calls++;
        }
      }
      """;

  private static int[] sorted(TreeSet<Integer> set) {
    return set.isEmpty() ? null : set.stream().mapToInt(i -> i).toArray();
  }

  @Test
  void unionsAreThoseOfSets() {
    var random = new Random(2);
    for (int round = 0; round < 2000; round++) {
      var a = new TreeSet<Integer>();
      var b = new TreeSet<Integer>();
      for (int i = random.nextInt(8); i > 0; i--) {
        (random.nextBoolean() ? a : b).add(random.nextInt(8));
      }
      var both = new TreeSet<>(a);
      both.addAll(b);
      int[] x = sorted(a);
      int[] y = sorted(b);
      int[] union = Dependence.union(x, y);
      assertArrayEquals(sorted(both), union);
      if (a.containsAll(b)) {
        assertArrayEquals(x, union);
      }
    }
    int[] set = {1, 4};
    assertSame(set, Dependence.union(set, new int[] {4}));
    assertSame(set, Dependence.union(null, set));
  }

  @Test
  void cellsThatAreOneHaveTheColumnsOfBoth() {
    var columns = new Dependence();
    columns.next();
    double[] row = new double[2];
    int[][][] sets = (int[][][]) columns.of(new double[][] {row, null, row});
    assertSame(sets[0], sets[2]);
    assertArrayEquals(new int[] {1, 3}, sets[0][0]);
    assertArrayEquals(new int[] {2, 4}, sets[0][1]);
    Sparsity pattern = columns.pattern(new int[][] {sets[0][1], null});
    assertEquals(5, pattern.columns());
    assertArrayEquals(new int[] {2, 4}, pattern.row(0));
    assertEquals(0, pattern.row(1).length);
  }

  private static Object call(Class<?> owner, String name, Class<?>[] types, Object... args) throws ReflectiveOperationException {
    Method m = owner.getDeclaredMethod(name, types);
    m.setAccessible(true);
    return m.invoke(null, args);
  }

  private static int groups(Sparsity pattern) {
    return 1 + Arrays.stream(pattern.columnGroups()).max().orElseThrow();
  }

  @Test
  void aTridiagonalJacobianTakesThreeSweepsOfAnySize() throws ReflectiveOperationException {
    Compilation compilation = Compilation.withProcessor(Map.of("t.Grid", SOURCE));
    assertTrue(compilation.success(), compilation::problems);
    ClassLoader loader = compilation.loader();
    Class<?> generated = loader.loadClass("t.GridDerivatives");
    var calls = loader.loadClass("t.Grid").getDeclaredField("calls");
    calls.setAccessible(true);
    for (int n : new int[] {10, 100, 1000}) {
      double[] u = new Random(n).doubles(n).toArray();
      var pattern = (Sparsity) call(generated, "residualSparsity", new Class<?>[] {double[].class}, u);
      assertEquals(3, groups(pattern));
      int entries = 0;
      for (int i = 0; i < n; i++) {
        assertArrayEquals(Sparsity.banded(n, n, 1, 1).row(i), pattern.row(i));
        entries += pattern.row(i).length;
      }
      assertEquals(3 * n - 2, entries);
      calls.setInt(null, 0);
      var matrix = (SparseMatrix) call(generated, "residualSparseJacobian", new Class<?>[] {double[].class}, u);
      // once for the pattern
      assertEquals(1 + 3, calls.getInt(null));
      assertEquals(Math.exp(u[n / 2]) - 2, matrix.get(n / 2, n / 2), 1e-15);
      assertEquals(1, matrix.get(n / 2, n / 2 + 1));
    }
  }

  @Test
  void aFivePointStencilTakesAConstantNumberOfSweeps() throws ReflectiveOperationException {
    Compilation compilation = Compilation.withProcessor(Map.of("t.Grid", SOURCE));
    Class<?> generated = compilation.loader().loadClass("t.GridDerivatives");
    for (int n : new int[] {6, 12, 30}) {
      var pattern = (Sparsity) call(generated, "fivePointSparsity", new Class<?>[] {double[].class, int.class}, new double[n * n], n);
      assertTrue(groups(pattern) <= 8, "groups: " + groups(pattern));
    }
  }
}
