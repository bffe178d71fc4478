package dev.adjoint.tests.backend;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.runtime.backend.spi.Window;
import dev.adjoint.tests.backend.Comparison.Data;
import dev.adjoint.tests.backend.Comparison.Kernel;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;

/**
 * Sliding windows. Copies and greatest elements agree to the bit; a sum of overlapping windows may differ by as many
 * rounding errors as a window has elements.
 */
final class WindowsConformance {
  private static final List<Window> WINDOWS = List.of(new Window(1, 1, 1, 1, 0, 0, 1, 1),
      new Window(2, 2, 2, 2, 0, 0, 1, 1), new Window(3, 3, 1, 1, 1, 1, 1, 1), new Window(3, 2, 2, 1, 1, 0, 1, 2),
      new Window(2, 3, 1, 3, 0, 1, 3, 1), new Window(5, 5, 4, 3, 2, 2, 1, 1), new Window(9, 1, 1, 1, 0, 0, 1, 1));
  /** Batch, channels, rows, columns. */
  private static final int[][] IMAGES = {{1, 1, 5, 5}, {2, 3, 7, 5}, {0, 2, 5, 5}, {1, 2, 17, 33}};

  private final Comparison comparison;

  private WindowsConformance(Comparison comparison) {
    this.comparison = comparison;
  }

  static List<DynamicTest> tests(Comparison comparison) {
    var all = new WindowsConformance(comparison);
    var tests = new ArrayList<DynamicTest>();
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      tests.add(dynamicTest("unfold " + dtype, () -> all.unfold(dtype)));
      tests.add(dynamicTest("fold " + dtype, () -> all.fold(dtype)));
      tests.add(dynamicTest("maxPool " + dtype, () -> all.maxPool(dtype)));
    }
    return tests;
  }

  private static int[] columns(int[] image, Window window) {
    return new int[] {image[0], image[1] * window.height() * window.width(),
        Math.max(0, window.outputHeight(image[2])) * Math.max(0, window.outputWidth(image[3]))};
  }

  private void unfold(DType dtype) {
    for (int[] sizes : IMAGES) {
      for (Window window : WINDOWS) {
        Kernel kernel = (backend, in, out) -> backend.windows().unfold(in[0], window, out);
        int[] columns = columns(sizes, window);
        Object image = Samples.of(dtype, Sizes.count(sizes), 61);
        Object out = Samples.of(dtype, Sizes.count(columns), 99);
        for (Layout layout : Layout.values()) {
          comparison.check(Tolerance.EXACT, Data.contiguous(out, columns), kernel, new Data(layout, image, sizes));
        }
        for (Layout layout : Layout.ofResults()) {
          comparison.check(Tolerance.EXACT, new Data(layout, out, columns), kernel, Data.contiguous(image, sizes));
        }
      }
    }
  }

  private void fold(DType dtype) {
    for (int[] sizes : IMAGES) {
      for (Window window : WINDOWS) {
        Kernel kernel = (backend, in, out) -> backend.windows().fold(in[0], window, out);
        int[] columns = columns(sizes, window);
        Object x = Samples.of(dtype, Sizes.count(columns), 62);
        Object out = Samples.of(dtype, Sizes.count(sizes), 63);
        for (Layout layout : Layout.values()) {
          fold(kernel, window, Data.contiguous(out, sizes), new Data(layout, x, columns));
        }
        for (Layout layout : Layout.ofResults()) {
          fold(kernel, window, new Data(layout, out, sizes), Data.contiguous(x, columns));
        }
      }
    }
  }

  private void fold(Kernel kernel, Window window, Data out, Data x) {
    On reference = comparison.reference();
    Object laid = reference.backend().memory().download(x.on(reference));
    double[] magnitudes = (double[]) comparison.expected(
        Data.contiguous(Samples.magnitudes(out.elements()), out.sizes()), kernel,
        Data.contiguous(Samples.magnitudes(laid), x.sizes()));
    comparison.check(Tolerance.ulps(1).and(window.height() * window.width() + 1, magnitudes), out, kernel, x);
  }

  private void maxPool(DType dtype) {
    for (int[] sizes : IMAGES) {
      for (Window window : WINDOWS) {
        int[] pooled = {sizes[0], sizes[1], Math.max(0, window.outputHeight(sizes[2])),
            Math.max(0, window.outputWidth(sizes[3]))};
        int n = Sizes.count(pooled);
        Kernel greatest = (backend, in, out) ->
            backend.windows().maxPool(in[0], window, out, scratch(backend, DType.INT64, pooled));
        Kernel places = (backend, in, out) ->
            backend.windows().maxPool(in[0], window, scratch(backend, dtype, pooled), out);
        Object image = Samples.of(dtype, Sizes.count(sizes), 64);
        special(image);
        for (Layout layout : Layout.values()) {
          var x = new Data(layout, image, sizes);
          comparison.check(Tolerance.EXACT, Data.contiguous(Samples.of(dtype, n, 99), pooled), greatest, x);
          comparison.check(Tolerance.EXACT, Data.contiguous(new long[n], pooled), places, x);
        }
        for (Layout layout : Layout.ofResults()) {
          var x = Data.contiguous(image, sizes);
          comparison.check(Tolerance.EXACT, new Data(layout, Samples.of(dtype, n, 99), pooled), greatest, x);
          comparison.check(Tolerance.EXACT, new Data(layout, new long[n], pooled), places, x);
        }
      }
    }
  }

  /** Equal neighbours, infinities and NaN. */
  private static void special(Object image) {
    double[] values = {Double.NEGATIVE_INFINITY, 3, 3, Double.NaN, Double.POSITIVE_INFINITY, Double.NaN};
    for (int i = 0; i < values.length && 7 * i < Array.getLength(image); i++) {
      if (image instanceof float[] x) {
        x[7 * i] = (float) values[i];
      } else {
        ((double[]) image)[7 * i] = values[i];
      }
    }
  }

  private static View scratch(Backend backend, DType dtype, int... sizes) {
    Shape shape = Shape.of(sizes);
    return new View(backend.memory().allocate(new On(backend).device(), dtype, shape.numel()), shape);
  }
}
