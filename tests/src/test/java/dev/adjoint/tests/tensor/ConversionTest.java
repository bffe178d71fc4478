package dev.adjoint.tests.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.tests.tensor.Sampler.Range;
import org.junit.jupiter.api.Test;

/** Conversions between types are Java's casts. */
class ConversionTest {

  @Test
  void conversionsAreCasts() {
    Cases.check(s -> {
      Sample x = s.sample(s.dtype(), s.shape(), Range.SPECIAL);
      for (DType type : DType.values()) {
        Agreement.exact("to " + type, x.array().to(type), x.tensor().to(type));
      }
      // Into views of any strides as well.
      Sample into = s.writable(s.dtype(), x.array().shape(), Range.PLAIN);
      Agreement.exact("copy_", x.array().to(into.array().dtype()), into.tensor().copy_(x.tensor()));
    });
  }

  @Test
  void numbersOutOfRangeGoToTheNearest() {
    Tensor x = Tensor.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300, -1e300, 1e19, -2.9, 0.4,
        -0.0, Double.MIN_VALUE);
    assertArrayEquals(new long[] {0, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE, -2, 0,
        0, 0}, x.toLongs());
    assertArrayEquals(new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY, 1e19f, -2.9f, 0.4f, -0f, 0}, x.toFloats());
    assertArrayEquals(new boolean[] {true, true, true, true, true, true, true, true, false, true}, x.toBooleans());
    assertArrayEquals(new float[] {0x1p63f, 0x1p53f, -16777216}, Tensor.of(Long.MAX_VALUE, (1L << 53) + 1, -16777217L)
        .toFloats());
    assertArrayEquals(new double[] {0x1p63, 0x1p53, -16777217}, Tensor.of(Long.MAX_VALUE, (1L << 53) + 1, -16777217L)
        .toDoubles());
  }

  @Test
  void numbersThatFillAreCast() {
    assertArrayEquals(new long[] {0, 0}, Tensor.full(DType.INT64, Double.NaN, 2).toLongs());
    assertArrayEquals(new long[] {Long.MAX_VALUE}, Tensor.full(DType.INT64, 1e300, 1).toLongs());
    assertArrayEquals(new long[] {-1}, Tensor.zeros(DType.INT64, 1).fill_(-1.9).toLongs());
    assertArrayEquals(new boolean[] {true}, Tensor.full(DType.BOOL, 0.5, 1).toBooleans());
    assertArrayEquals(new boolean[] {true}, Tensor.zeros(DType.BOOL, 1).fill_(Double.NaN).toBooleans());
    assertArrayEquals(new boolean[] {false}, Tensor.full(DType.BOOL, -0.0, 1).toBooleans());
    assertArrayEquals(new float[] {Float.POSITIVE_INFINITY}, Tensor.full(1e300, 1).toFloats());
  }

  @Test
  void scalarsAreReadInEveryType() {
    assertEquals(0.1f, Tensor.scalar(0.1f).item());
    assertEquals(0.1, Tensor.scalar(0.1).item());
    assertEquals(Long.MAX_VALUE, Tensor.scalar(Long.MAX_VALUE).itemLong());
    assertEquals(0x1p63, Tensor.scalar(Long.MAX_VALUE).item());
    assertEquals(-2, Tensor.scalar(-2.9).itemLong());
    assertEquals(0, Tensor.scalar(Double.NaN).itemLong());
    assertEquals(true, Tensor.scalar(Double.NaN).itemBoolean());
    assertEquals(true, Tensor.scalar(Long.MIN_VALUE).itemBoolean());
    assertEquals(1, Tensor.scalar(true).item());
    assertEquals(1, Tensor.scalar(true).itemLong());
    assertEquals(false, Tensor.scalar(-0.0).itemBoolean());
    assertEquals(5, Tensor.full(5, 1, 1, 1).item());
  }

  @Test
  void aTensorOfTheTypeIsItself() {
    Tensor x = Tensor.ones(2).t();
    assertSame(x, x.to(DType.FLOAT32));
    assertSame(x, x.to(Device.cpu()));
    assertNotSame(x.view().storage(), x.to(DType.FLOAT64).view().storage());
  }

  @Test
  void arraysAreCopies() {
    float[] given = {1, 2};
    Tensor x = Tensor.of(given);
    given[0] = 5;
    assertEquals(1, x.get(0).item());
    float[] taken = x.toFloats();
    taken[1] = 7;
    ((float[]) x.toArray())[0] = 9;
    assertArrayEquals(new float[] {1, 2}, x.toFloats());
  }
}
