package dev.adjoint.tests.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.device.DeviceException;
import dev.adjoint.runtime.backend.reference.ReferenceBackend;
import dev.adjoint.runtime.backend.spi.View;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Products through cuBLAS are those of the reference, whatever the strides; where cuBLAS cannot, kernels or copies are used. */
class CublasProductsTest {
  private final Fakes fakes = new Fakes();
  private final ReferenceBackend reference = new ReferenceBackend();

  @AfterEach
  void nothingWentWrongInALibrary() {
    fakes.check();
  }

  /** How the matrices of a batch lie in a storage. */
  private enum Layout {
    ROWS, COLUMNS, ROWS_WITH_GAPS, COLUMNS_WITH_GAPS, BATCH_INNER, ONE_FOR_ALL, ONE_FOR_ALL_BY_COLUMNS;

    int[] strides(int batch, int rows, int columns) {
      return switch (this) {
        case ROWS -> new int[] {rows * columns, columns, 1};
        case COLUMNS -> new int[] {rows * columns, 1, rows};
        case ROWS_WITH_GAPS -> new int[] {rows * (columns + 3) + 2, columns + 3, 1};
        case COLUMNS_WITH_GAPS -> new int[] {(rows + 1) * columns, 1, rows + 1};
        case BATCH_INNER -> new int[] {columns, batch * columns, 1};
        case ONE_FOR_ALL -> new int[] {0, columns, 1};
        case ONE_FOR_ALL_BY_COLUMNS -> new int[] {0, 1, rows};
      };
    }

    boolean isResult() {
      return this != ONE_FOR_ALL && this != ONE_FOR_ALL_BY_COLUMNS;
    }
  }

  private static double[] numbers(int n, int seed) {
    double[] numbers = new double[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = (i * 7 + seed * 5) % 11 - 5;
    }
    return numbers;
  }

  private static Object elements(double[] numbers, DType dtype) {
    if (dtype == DType.FLOAT64) {
      return numbers.clone();
    }
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  private static View cpu(ReferenceBackend backend, Object array, int offset, Shape shape, int[] strides) {
    return new View(backend.memory().upload(Device.cpu(), array), offset, shape, strides);
  }

  /** Computes a product here and by the reference, from equal storages, and compares all of the result's storage. */
  private void compare(DType dtype, int[] bmkn, Layout[] layouts, boolean accumulate) {
    Shape[] shapes = {Shape.of(bmkn[0], bmkn[1], bmkn[2]), Shape.of(bmkn[0], bmkn[2], bmkn[3]),
        Shape.of(bmkn[0], bmkn[1], bmkn[3])};
    View[] here = new View[3];
    View[] there = new View[3];
    for (int i = 0; i < 3; i++) {
      int[] strides = layouts[i].strides(shapes[i].size(0), shapes[i].size(1), shapes[i].size(2));
      int offset = i + 1;
      int length = offset + 1;
      for (int d = 0; d < 3; d++) {
        length += (shapes[i].size(d) - 1) * strides[d];
      }
      double[] numbers = numbers(length, i);
      here[i] = new View(fakes.backend().memory().upload(Fakes.DEVICE, elements(numbers, dtype)), offset, shapes[i], strides);
      there[i] = cpu(reference, elements(numbers, dtype), offset, shapes[i], strides);
    }
    fakes.backend().matrixProducts().matmul(here[0], here[1], here[2], accumulate);
    reference.matrixProducts().matmul(there[0], there[1], there[2], accumulate);
    int length = here[2].storage().length();
    Object result = fakes.backend().memory().download(new View(here[2].storage(), Shape.of(length)));
    Object expected = reference.memory().download(new View(there[2].storage(), Shape.of(length)));
    String message = List.of(layouts) + " " + Shape.of(bmkn) + (accumulate ? " added" : "");
    if (dtype == DType.FLOAT32) {
      assertArrayEquals((float[]) expected, (float[]) result, message);
    } else {
      assertArrayEquals((double[]) expected, (double[]) result, message);
    }
  }

  static Stream<Arguments> sizes() {
    return Stream.of(new int[] {1, 4, 3, 5}, new int[] {3, 4, 3, 5}, new int[] {2, 1, 3, 5}, new int[] {2, 4, 1, 5},
        new int[] {2, 4, 3, 1}, new int[] {1, 1, 3, 1}, new int[] {1, 1, 1, 1}, new int[] {3, 1, 4, 1}).map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void everyLayoutThatCublasCanExpressGivesTheReferencesResult(int[] bmkn) {
    int direct = 0;
    for (Layout a : Layout.values()) {
      for (Layout b : Layout.values()) {
        for (Layout out : Layout.values()) {
          if (out.isResult()) {
            compare(DType.FLOAT32, bmkn, new Layout[] {a, b, out}, false);
            compare(DType.FLOAT64, bmkn, new Layout[] {a, b, out}, true);
            direct += 2;
          }
        }
      }
    }
    assertEquals(direct, fakes.cublas.products.size(), "each in one call");
    assertEquals(List.of(), fakes.cuda.launched);
  }

  @Test
  void productsAreQueuedOnTheDevicesStreamWithoutTf32() {
    compare(DType.FLOAT32, new int[] {1, 2, 3, 4}, new Layout[] {Layout.ROWS, Layout.ROWS, Layout.ROWS}, false);
    assertEquals(FakeCuda.STREAM, fakes.cublas.stream);
    assertEquals(0, fakes.cublas.mathMode);
    assertEquals(1, fakes.cublas.library.calls.stream().filter("cublasCreate_v2"::equals).count());
  }

  @Test
  void tf32IsUsedWhenItIsAskedFor() {
    System.setProperty("adjoint.cuda.tf32", "true");
    try {
      compare(DType.FLOAT32, new int[] {1, 2, 3, 4}, new Layout[] {Layout.ROWS, Layout.ROWS, Layout.ROWS}, false);
      assertEquals(3, fakes.cublas.mathMode);
    } finally {
      System.clearProperty("adjoint.cuda.tf32");
    }
  }

  @Test
  void batchesWithOneRightFactorAreOneMatrix() {
    compare(DType.FLOAT32, new int[] {3, 4, 5, 2}, new Layout[] {Layout.ROWS, Layout.ONE_FOR_ALL, Layout.ROWS}, true);
    long[] product = fakes.cublas.products.getFirst();
    assertEquals(List.of(2L, 12L, 5L, 1L), List.of(product[3], product[4], product[5], product[17]));
  }

  @Test
  void veryManyMatricesGoInSeveralCalls() {
    fakes.cuda.room = 8 << 20;
    fakes.backend().memoryBudget(Fakes.DEVICE, 8 << 20);
    compare(DType.FLOAT32, new int[] {70_000, 1, 2, 1}, new Layout[] {Layout.ROWS, Layout.ROWS, Layout.ROWS}, false);
    assertEquals(List.of(32768L, 32768L, 4464L), fakes.cublas.products.stream().map(p -> p[17]).toList());
  }

  @Test
  void sumsOfNoProductsAndEmptyResultsAreForTheKernels() {
    fakes.backend().matrixProducts().matmul(fakes.zeros(DType.FLOAT32, 1, 2, 0), fakes.zeros(DType.FLOAT32, 1, 0, 2),
        fakes.zeros(DType.FLOAT32, 1, 2, 2), false);
    fakes.backend().matrixProducts().matmul(fakes.zeros(DType.FLOAT32, 1, 2, 3), fakes.zeros(DType.FLOAT32, 1, 3, 0),
        fakes.zeros(DType.FLOAT32, 1, 2, 0), false);
    assertEquals(List.of("matmul_16_float32_tiles"), fakes.cuda.launched.stream().map(FakeCuda.Launched::kernel).toList());
    assertEquals(List.of(), fakes.cublas.products);
  }

  private View everyOther(int... sizes) {
    Shape shape = Shape.of(sizes);
    int[] strides = shape.strides();
    for (int d = 0; d < strides.length; d++) {
      strides[d] *= 2;
    }
    return new View(fakes.zeros(DType.FLOAT32, 2 * shape.numel()).storage(), 0, shape, strides);
  }

  @Test
  void smallProductsOfOtherStridesAreForTheKernels() {
    fakes.backend().matrixProducts().matmul(everyOther(1, 4, 4), fakes.zeros(DType.FLOAT32, 1, 4, 4),
        fakes.zeros(DType.FLOAT32, 1, 4, 4), false);
    assertEquals(List.of("matmul_16_float32_tiles"), fakes.cuda.launched.stream().map(FakeCuda.Launched::kernel).toList());
  }

  @Test
  void largeOperandsOfOtherStridesAreCopied() {
    View a = everyOther(1, 64, 64);
    View row = fakes.zeros(DType.FLOAT32, 64);
    View b = new View(row.storage(), 0, Shape.of(1, 64, 64), new int[] {0, 0, 1});
    fakes.backend().matrixProducts().matmul(a, b, everyOther(1, 64, 64), true);
    assertEquals(List.of("cast_float32_strided", "cast_float32_strided", "cast_float32_strided", "cast_float32_strided"),
        fakes.cuda.launched.stream().map(FakeCuda.Launched::kernel).toList(), "both factors, the sum, and the result");
    long[] product = fakes.cublas.products.getFirst();
    assertEquals(List.of(64L, 64L, 64L), List.of(product[8], product[11], product[15]), "copies are by rows");
    long held = fakes.backend().memoryStatistics(Fakes.DEVICE).heldBytes();
    assertTrue(held < 3 * 64 * 64 * 8, "copies are given back: " + held);
  }

  @Test
  void withoutCublasKernelsAreUsed() {
    fakes.withoutCublas();
    fakes.backend().matrixProducts().matmul(fakes.zeros(DType.FLOAT64, 1, 2, 3), fakes.zeros(DType.FLOAT64, 1, 3, 2),
        fakes.zeros(DType.FLOAT64, 1, 2, 2), false);
    assertEquals(List.of("matmul_16_float64_tiles"), fakes.cuda.launched.stream().map(FakeCuda.Launched::kernel).toList());
  }

  @Test
  void anErrorNamesTheFunctionAndTheShapes() {
    fakes.cublas.library.fail("cublasDgemmStridedBatched", 13);
    View square = fakes.zeros(DType.FLOAT64, 1, 2, 2);
    var error = assertThrows(DeviceException.class,
        () -> fakes.backend().matrixProducts().matmul(square, square, fakes.zeros(DType.FLOAT64, 1, 2, 2), false));
    assertEquals("cublasDgemmStridedBatched of [1, 2, 2] and [1, 2, 2] on Fake GPU (compute capability 9.0) failed with "
        + "CUBLAS_STATUS_NUMBER_13 (13)", error.getMessage());
  }

  @Test
  void aHandleThatCannotBeMadeIsAskedForAgainWhenTheCacheIsEmpty() {
    View square = fakes.zeros(DType.FLOAT64, 1, 2, 2);
    fakes.zeros(DType.FLOAT64, 1000).storage().release();
    fakes.cublas.library.fail("cublasCreate_v2", 3);
    var error = assertThrows(DeviceException.class,
        () -> fakes.backend().matrixProducts().matmul(square, square, fakes.zeros(DType.FLOAT64, 1, 2, 2), false));
    assertTrue(error.getMessage().startsWith("cublasCreate_v2 on Fake GPU"), error.getMessage());
    assertEquals(2, fakes.cublas.library.calls.stream().filter("cublasCreate_v2"::equals).count());
    assertEquals(0, fakes.backend().memoryStatistics(Fakes.DEVICE).cachedBytes());
    fakes.cublas.library.fail("cublasCreate_v2", 0);
    fakes.backend().matrixProducts().matmul(square, square, fakes.zeros(DType.FLOAT64, 1, 2, 2), false);
  }
}
