package dev.adjoint.tests.openblas;

import static dev.adjoint.tests.openblas.Products.check;
import static dev.adjoint.tests.openblas.Products.matrices;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.tests.openblas.Products.Order;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Products by OpenBLAS are those of the reference, but for rounding. */
final class OpenBlasMatrixProductsTest {
  private static final Order[] RESULTS =
      {Order.ROWS, Order.COLUMNS, Order.SPACED_ROWS, Order.SPACED_COLUMNS, Order.STEPPED};

  private Backend backend;
  private final SplittableRandom random = new SplittableRandom(71);

  @BeforeEach
  void find() {
    backend = Products.openBlas();
  }

  private View matrix(DType dtype, Order order, int rows, int columns) {
    return matrices(backend, dtype, random, order, 1, rows, columns);
  }

  private int size() {
    return switch (random.nextInt(4)) {
      case 0 -> 1;
      case 1 -> random.nextInt(2, 8);
      case 2 -> random.nextInt(8, 40);
      default -> random.nextInt(40, 150);
    };
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void productsOfRandomShapesAndStridesAreTheReferences(DType dtype) {
    for (int i = 0; i < 800; i++) {
      int batch = random.nextInt(1, 4);
      int m = size();
      int k = size();
      int n = size();
      Order[] orders = Order.values();
      View a = matrices(backend, dtype, random, orders[random.nextInt(orders.length)], batch, m, k);
      View b = matrices(backend, dtype, random, orders[random.nextInt(orders.length)], batch, k, n);
      View out = matrices(backend, dtype, random, RESULTS[random.nextInt(RESULTS.length)], batch, m, n);
      check(backend, a, b, out, random.nextBoolean());
    }
  }

  /** Each is divided: the sum, the rows, the columns, a matrix times a vector, and a sum of many products. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void productsThatAreComputedInPiecesAreTheReferences(DType dtype) {
    int[][] shapes = {{40, 140_000, 40}, {4000, 30, 2500}, {30, 2500, 4000}, {4000, 3000, 1}, {1, 3000, 4000}, {1, 4_000_000, 1}};
    for (int[] shape : shapes) {
      for (boolean accumulate : new boolean[] {false, true}) {
        check(backend, matrix(dtype, Order.ROWS, shape[0], shape[1]), matrix(dtype, Order.COLUMNS, shape[1], shape[2]),
            matrix(dtype, Order.SPACED_ROWS, shape[0], shape[2]), accumulate);
      }
    }
  }

  /** Where the library reads what is in the result and multiplies it by 0, NaN remains. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void contentOfTheResultIsNotReadUnlessAddedTo(DType dtype) {
    int[][] shapes = {{30, 40, 50}, {16, 1000, 100}, {130, 70, 1}, {1, 70, 130}, {1, 500, 1}, {700, 5, 700}};
    for (int[] shape : shapes) {
      for (Order order : RESULTS) {
        View out = matrix(dtype, order, shape[0], shape[2]);
        backend.memory().fill(out, Scalar.of(Double.NaN));
        View a = matrix(dtype, Order.ROWS, shape[0], shape[1]);
        View b = matrix(dtype, Order.ROWS, shape[1], shape[2]);
        check(backend, a, b, out, false);
        backend.memory().fill(out, Scalar.of(Double.NaN));
        backend.matrixProducts().matmul(a, b, out, true);
        for (double element : Products.elements(out)) {
          assertEquals(Double.NaN, element, () -> "added to NaN: " + out);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void zeroHidesNeitherNaNNorInfinity(double value) {
    for (int[] shape : new int[][] {{9, 9, 9}, {60, 60, 60}, {80, 80, 1}, {1, 80, 80}, {1, 80, 1}}) {
      View a = matrix(DType.FLOAT64, Order.ROWS, shape[0], shape[1]);
      View b = matrix(DType.FLOAT64, Order.COLUMNS, shape[1], shape[2]);
      View out = matrix(DType.FLOAT64, Order.ROWS, shape[0], shape[2]);
      backend.memory().fill(a, Scalar.of(0));
      backend.memory().fill(b, Scalar.of(value));
      backend.matrixProducts().matmul(a, b, out, false);
      double[] expected = new double[shape[0] * shape[2]];
      Arrays.fill(expected, Double.NaN);
      assertArrayEquals(expected, Products.elements(out));
    }
  }

  @Test
  void aSumOfNothingIsZero() {
    View out = matrix(DType.FLOAT32, Order.SPACED_ROWS, 50, 60);
    backend.memory().fill(out, Scalar.of(Double.NaN));
    View a = matrix(DType.FLOAT32, Order.ROWS, 50, 0);
    View b = matrix(DType.FLOAT32, Order.ROWS, 0, 60);
    backend.matrixProducts().matmul(a, b, out, false);
    assertArrayEquals(new double[50 * 60], Products.elements(out));
    backend.memory().fill(out, Scalar.of(3));
    backend.matrixProducts().matmul(a, b, out, true);
    double[] threes = new double[50 * 60];
    Arrays.fill(threes, 3);
    assertArrayEquals(threes, Products.elements(out));
  }

  @Test
  void theSameProductHasTheSameBits() {
    View a = matrix(DType.FLOAT32, Order.ROWS, 300, 500);
    View b = matrix(DType.FLOAT32, Order.STEPPED, 500, 200);
    View first = matrix(DType.FLOAT32, Order.ROWS, 300, 200);
    View second = Products.copy(first);
    backend.matrixProducts().matmul(a, b, first, false);
    backend.matrixProducts().matmul(a, b, second, false);
    Products.compare(first, second, 0, "the second time");
  }

  @Test
  void storageBelongsToTheBackend() {
    assertSame(backend, backend.memory().allocate(Device.cpu(), DType.FLOAT32, 3).backend());
    assertSame(backend, backend.memory().reserve(Device.cpu(), DType.FLOAT64, 5000).backend());
  }
}
