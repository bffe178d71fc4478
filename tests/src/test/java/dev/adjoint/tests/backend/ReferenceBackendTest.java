package dev.adjoint.tests.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.Backends;
import dev.adjoint.runtime.backend.reference.Philox;
import dev.adjoint.runtime.backend.reference.ReferenceBackend;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.backend.spi.Memory;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.View;
import org.junit.jupiter.api.Test;

/** Identity, memory, matrix products and random numbers of the reference. */
final class ReferenceBackendTest {
  private final ReferenceBackend backend = new ReferenceBackend();
  private final On on = new On(backend);
  private final Memory memory = backend.memory();

  @Test
  void isFoundAsAServiceAndAlwaysAvailable() {
    assertTrue(Backends.all().stream().anyMatch(ReferenceBackend.class::isInstance));
    assertInstanceOf(Availability.Available.class, backend.probe());
    assertEquals("reference", backend.name());
    assertEquals(0, backend.priority());
  }

  @Test
  void storageBelongsToTheBackendAndBeginsAsZeros() {
    var storage = memory.allocate(Device.cpu(), DType.FLOAT32, 3);
    assertSame(backend, storage.backend());
    assertArrayEquals(new float[3], on.floats(new View(storage, Shape.of(3))));
    assertThrows(IllegalArgumentException.class, () -> memory.allocate(new Device("cuda", 0), DType.FLOAT32, 3));
  }

  @Test
  void uploadCopies() {
    long[] array = {1, 2};
    View view = on.view(array, 2);
    array[0] = 9;
    assertArrayEquals(new long[] {1, 2}, on.longs(view));
    var error = assertThrows(IllegalArgumentException.class, () -> memory.upload(Device.cpu(), new int[1]));
    assertEquals("no element type for int[]", error.getMessage());
  }

  @Test
  void elementsAreReadAsDoubleAndAsLong() {
    assertEquals(2.5, memory.getDouble(on.view(new float[] {2.5f}, 1).storage(), 0));
    assertEquals(-2, memory.getLong(on.view(new double[] {0, -2.9}, 2).storage(), 1));
    assertEquals(0x1p53, memory.getDouble(on.view(new long[] {(1L << 53) + 1}, 1).storage(), 0));
    assertEquals(1, memory.getLong(on.view(new boolean[] {true}, 1).storage(), 0));
  }

  @Test
  void copyCastsAsJavaDoes() {
    View x = on.view(new double[] {-2.9, Double.NaN, 1e300, 0, -0.0, 0.5}, 6);
    View longs = on.zeros(DType.INT64, 6);
    memory.copy(x, longs);
    assertArrayEquals(new long[] {-2, 0, Long.MAX_VALUE, 0, 0, 0}, on.longs(longs));
    View truth = on.zeros(DType.BOOL, 6);
    memory.copy(x, truth);
    assertArrayEquals(new boolean[] {true, true, true, false, false, true}, on.booleans(truth));
    View floats = on.zeros(DType.FLOAT32, 6);
    memory.copy(x, floats);
    assertArrayEquals(new float[] {-2.9f, Float.NaN, Float.POSITIVE_INFINITY, 0, -0f, 0.5f}, on.floats(floats));
  }

  @Test
  void aTransposedSliceIsReadAndFilledInItsOwnOrder() {
    View x = on.view(new long[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 3, 4);
    View slice = new View(x.storage(), 1, Shape.of(2, 3), new int[] {2, 4});
    assertArrayEquals(new long[] {1, 5, 9, 3, 7, 11}, on.longs(slice));
    memory.fill(slice, Scalar.of(-1));
    assertArrayEquals(new long[] {0, -1, 2, -1, 4, -1, 6, -1, 8, -1, 10, -1}, on.longs(x));
  }

  @Test
  void matmulOfABatchWithOneMatrixForAll() {
    View a = on.view(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2);
    View b = on.view(new float[] {1, 1, 0, 2}, 1, 2, 2).expand(Shape.of(2, 2, 2));
    View out = on.zeros(DType.FLOAT32, 2, 2, 2);
    backend.matrixProducts().matmul(a, b, out, false);
    float[] product = {1, 5, 3, 11, 5, 17, 7, 23};
    assertArrayEquals(product, on.floats(out));
    backend.matrixProducts().matmul(a, b, out, true);
    for (int i = 0; i < product.length; i++) {
      assertEquals(2 * product[i], on.floats(out)[i]);
    }
  }

  @Test
  void matmulOverNothingIsZeroAndKeepsNaN() {
    View out = on.view(new double[] {5, 5}, 1, 1, 2);
    backend.matrixProducts().matmul(on.zeros(DType.FLOAT64, 1, 1, 0), on.zeros(DType.FLOAT64, 1, 0, 2), out, true);
    assertArrayEquals(new double[] {5, 5}, on.doubles(out));
    backend.matrixProducts().matmul(on.zeros(DType.FLOAT64, 1, 1, 0), on.zeros(DType.FLOAT64, 1, 0, 2), out, false);
    assertArrayEquals(new double[] {0, 0}, on.doubles(out));
    View nan = on.view(new double[] {Double.NaN, 1}, 1, 1, 2);
    backend.matrixProducts().matmul(on.zeros(DType.FLOAT64, 1, 1, 1), nan, out, false);
    assertArrayEquals(new double[] {Double.NaN, 0}, on.doubles(out));
  }

  @Test
  void philoxGivesThePublishedAnswers() {
    block(0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    block(-1, -1, -1, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
    block(0x85a308d3_243f6a88L, 0x03707344_13198a2eL, 0x299f31d0_a4093822L, 0xd16cfe09, 0x94fdcceb, 0x5001e420,
        0x24126ea1);
  }

  private static void block(long number, long offset, long key, int... words) {
    var philox = new Philox(key, offset);
    philox.block(number);
    for (int i = 0; i < words.length; i++) {
      assertEquals(words[i], philox.word(i), "word " + i);
    }
  }

  @Test
  void uniformNumbersAreTheTopBitsOfTheWords() {
    View floats = on.zeros(DType.FLOAT32, 5);
    backend.randomNumbers().uniform(floats, 0, 0);
    float[] x = on.floats(floats);
    assertEquals(0x6627e8 * 0x1p-24f, x[0]);
    assertEquals(0x9b00db * 0x1p-24f, x[3]);
    var second = new Philox(0, 0);
    second.block(1);
    assertEquals((float) second.single(0), x[4]);
    View doubles = on.zeros(DType.FLOAT64, 3);
    backend.randomNumbers().uniform(doubles, 0, 0);
    double[] y = on.doubles(doubles);
    assertEquals((0xe169c58d_6627e8d5L >>> 11) * 0x1p-53, y[0]);
    assertEquals((0x9b00dbd8_bc57ac4cL >>> 11) * 0x1p-53, y[1]);
    assertEquals(second.pair(0), y[2]);
  }

  @Test
  void normalNumbersComeFromPairsOfUniformOnes() {
    View uniform = on.zeros(DType.FLOAT64, 4);
    View normal = on.zeros(DType.FLOAT64, 3);
    backend.randomNumbers().uniform(uniform, 42, 7);
    backend.randomNumbers().normal(normal, 42, 7);
    double[] u = on.doubles(uniform);
    double[] z = on.doubles(normal);
    assertEquals(Math.sqrt(-2 * Math.log(1 - u[0])) * Math.cos(2 * Math.PI * u[1]), z[0], 1e-14);
    assertEquals(Math.sqrt(-2 * Math.log(1 - u[0])) * Math.sin(2 * Math.PI * u[1]), z[1], 1e-14);
    assertEquals(Math.sqrt(-2 * Math.log(1 - u[2])) * Math.cos(2 * Math.PI * u[3]), z[2], 1e-14);
  }

  @Test
  void normalNumbersHaveMeanZeroAndVarianceOne() {
    int n = 100_000;
    View normal = on.zeros(DType.FLOAT32, n);
    backend.randomNumbers().normal(normal, 1, 0);
    double sum = 0;
    double squares = 0;
    for (float z : on.floats(normal)) {
      sum += z;
      squares += z * z;
    }
    assertEquals(0, sum / n, 0.015);
    assertEquals(1, squares / n, 0.02);
  }
}
