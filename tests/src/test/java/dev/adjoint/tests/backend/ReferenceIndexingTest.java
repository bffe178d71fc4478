package dev.adjoint.tests.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.reference.ReferenceBackend;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.runtime.backend.spi.Window;
import org.junit.jupiter.api.Test;

/** Gathers, scatters and windows of the reference. */
final class ReferenceIndexingTest {
  private final ReferenceBackend backend = new ReferenceBackend();
  private final On on = new On(backend);

  @Test
  void gatherTakesAlongOneDimension() {
    View x = on.view(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    View out = on.zeros(DType.FLOAT64, 2, 2);
    backend.indexing().gather(x, 1, on.view(new long[] {2, 0, 1, 1}, 2, 2), out);
    assertArrayEquals(new double[] {3, 1, 5, 5}, on.doubles(out));
    backend.indexing().gather(x, 0, on.view(new long[] {1, 0, 0, 1}, 2, 2), out);
    assertArrayEquals(new double[] {4, 2, 1, 5}, on.doubles(out));
  }

  @Test
  void scatterAddAddsWhereIndicesRepeat() {
    View out = on.view(new long[] {10, 10, 10, 10, 10, 10}, 2, 3);
    View source = on.view(new long[] {1, 2, 3, 4}, 2, 2);
    backend.indexing().scatterAdd(out, 1, on.view(new long[] {2, 2, 0, 1}, 2, 2), source);
    assertArrayEquals(new long[] {10, 10, 13, 13, 14, 10}, on.longs(out));
  }

  @Test
  void slicesAreSelectedAndAddedBack() {
    View x = on.view(new float[] {1, 2, 3, 4, 5, 6}, 3, 2);
    View index = on.view(new long[] {2, 0, 2}, 3);
    View rows = on.zeros(DType.FLOAT32, 3, 2);
    backend.indexing().indexSelect(x, 0, index, rows);
    assertArrayEquals(new float[] {5, 6, 1, 2, 5, 6}, on.floats(rows));
    View columns = on.zeros(DType.FLOAT32, 3, 3);
    backend.indexing().indexSelect(x, 1, on.view(new long[] {1, 1, 0}, 3), columns);
    assertArrayEquals(new float[] {2, 2, 1, 4, 4, 3, 6, 6, 5}, on.floats(columns));
    View sums = on.zeros(DType.FLOAT32, 3, 2);
    backend.indexing().indexAdd(sums, 0, index, rows);
    assertArrayEquals(new float[] {1, 2, 0, 0, 10, 12}, on.floats(sums));
  }

  @Test
  void anIndexOutOfRangeIsNamedWithItsPositionAndNothingIsWritten() {
    View x = on.view(new double[] {1, 2, 3, 4, 5, 6}, 2, 3);
    View out = on.zeros(DType.FLOAT64, 2, 2);
    var error = assertThrows(IndexOutOfBoundsException.class, () ->
        backend.indexing().gather(x, 1, on.view(new long[] {0, 1, 3, 0}, 2, 2), out));
    assertEquals("gather: index 3 at position [1, 0] is outside of [0, 3), the range of dimension 1",
        error.getMessage());
    assertArrayEquals(new double[4], on.doubles(out));
    error = assertThrows(IndexOutOfBoundsException.class, () ->
        backend.indexing().indexAdd(x, 0, on.view(new long[] {1, -1}, 2), on.view(new double[6], 2, 3)));
    assertEquals("indexAdd: index -1 at position [1] is outside of [0, 2), the range of dimension 0",
        error.getMessage());
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, on.doubles(x));
    assertThrows(IndexOutOfBoundsException.class, () ->
        backend.indexing().indexSelect(x, 0, on.view(new long[] {1L << 32, 0}, 2), on.zeros(DType.FLOAT64, 2, 3)));
  }

  @Test
  void unfoldCopiesWindowsAndPadsWithZeros() {
    View image = on.view(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
    var window = new Window(2, 2, 1, 1, 1, 0, 1, 1);
    // Three positions, one below the other: padding over row 0, rows 0 and 1, row 1 over padding.
    View out = on.view(new float[12], 1, 4, 3);
    backend.windows().unfold(image, window, out);
    assertArrayEquals(new float[] {0, 1, 3, 0, 2, 4, 1, 3, 0, 2, 4, 0}, on.floats(out));
    View back = on.zeros(DType.FLOAT32, 1, 1, 2, 2);
    backend.windows().fold(out, window, back);
    assertArrayEquals(new float[] {2, 4, 6, 8}, on.floats(back), "every element is in two windows");
  }

  @Test
  void unfoldWithStrideAndDilation() {
    View image = on.view(new double[] {0, 1, 2, 3, 4, 5, 6}, 1, 1, 1, 7);
    View out = on.zeros(DType.FLOAT64, 1, 2, 3);
    backend.windows().unfold(image, new Window(1, 2, 1, 2, 0, 0, 1, 2), out);
    assertArrayEquals(new double[] {0, 2, 4, 2, 4, 6}, on.doubles(out));
  }

  @Test
  void maxPoolTakesTheFirstGreatestOrNaNAndNeverPadding() {
    float nan = Float.NaN;
    View image = on.view(new float[] {-5, -5, -1, nan, -7, -5, nan, -2}, 1, 1, 2, 4);
    View out = on.zeros(DType.FLOAT32, 1, 1, 1, 2);
    View indices = on.zeros(DType.INT64, 1, 1, 1, 2);
    backend.windows().maxPool(image, new Window(2, 2, 2, 2, 0, 0, 1, 1), out, indices);
    assertArrayEquals(new float[] {-5, nan}, on.floats(out));
    assertArrayEquals(new long[] {0, 3}, on.longs(indices));
    View padded = on.zeros(DType.FLOAT32, 1, 1, 2, 2);
    View places = on.zeros(DType.INT64, 1, 1, 2, 2);
    View one = on.view(new float[] {-4}, 1, 1, 1, 1);
    backend.windows().maxPool(one, new Window(2, 2, 1, 1, 1, 1, 1, 1), padded, places);
    assertArrayEquals(new float[] {-4, -4, -4, -4}, on.floats(padded));
    assertArrayEquals(new long[4], on.longs(places));
  }

  @Test
  void maxPoolRefusesAWindowOfPadding() {
    View image = on.zeros(DType.FLOAT32, 1, 1, 1, 1);
    View out = on.zeros(DType.FLOAT32, 1, 1, 1, 1);
    var error = assertThrows(IllegalArgumentException.class, () ->
        backend.windows().maxPool(image, new Window(2, 1, 1, 1, 1, 0, 2, 1), out, on.zeros(DType.INT64, 1, 1, 1, 1)));
    assertEquals("maxPool: at position 0 a window of 2 rows with dilation 2 and padding 1 has only padding; "
        + "the image has 1",
        error.getMessage());
  }
}
