package dev.adjoint.tests.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.Window;
import dev.adjoint.runtime.tensor.Extremum;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PoolingTest {
  private final Generator generator = new Generator(9);

  private static Window randomWindow(SplittableRandom random, boolean padded) {
    int height = random.nextInt(1, 4);
    int width = random.nextInt(1, 4);
    return new Window(height, width, random.nextInt(1, 4), random.nextInt(1, 4),
        padded ? random.nextInt(height / 2 + 1) : 0, padded ? random.nextInt(width / 2 + 1) : 0, random.nextInt(1, 3),
        random.nextInt(1, 3));
  }

  @Test
  void valuesAndPlacesAreThoseOfALoop() {
    var random = new SplittableRandom(10);
    int compared = 0;
    while (compared < 200) {
      Window window = randomWindow(random, true);
      // In an image of one pixel a window that is dilated and padded could have padding only.
      int height = random.nextInt(2, 8);
      int width = random.nextInt(2, 8);
      int rows = window.outputHeight(height);
      int columns = window.outputWidth(width);
      if (rows < 1 || columns < 1) {
        continue;
      }
      // Few values, so that there are ties.
      Tensor x = Derivatives.constant(generator, random.nextInt(3), 2, height, width).mul(2L).round();
      double[] image = x.toDoubles();
      Extremum greatest = NeuralNet.maxPool2dWithIndices(x, window);
      double[] values = greatest.values().toDoubles();
      long[] places = greatest.indices().toLongs();
      double[] means = NeuralNet.avgPool2d(x, window).toDoubles();
      assertEquals(Shape.of(x.size(0), 2, rows, columns), greatest.values().shape());
      for (int k = 0; k < values.length; k++) {
        int plane = k / (rows * columns);
        int y = k / columns % rows;
        int z = k % columns;
        double max = Double.NEGATIVE_INFINITY;
        long place = -1;
        double sum = 0;
        for (int i = 0; i < window.height(); i++) {
          for (int j = 0; j < window.width(); j++) {
            int row = y * window.strideY() + i * window.dilationY() - window.padY();
            int column = z * window.strideX() + j * window.dilationX() - window.padX();
            if (row >= 0 && row < height && column >= 0 && column < width) {
              double value = image[(plane * height + row) * width + column];
              sum += value;
              if (value > max) {
                max = value;
                place = row * width + column;
              }
            }
          }
        }
        assertEquals(max, values[k], window.toString());
        assertEquals(place, places[k], window.toString());
        assertEquals(sum / (window.height() * window.width()), means[k], 1e-14, window.toString());
      }
      compared++;
    }
  }

  @Test
  void derivativesOfBothOrdersAgreeWithDifferences() {
    var random = new SplittableRandom(11);
    int compared = 0;
    while (compared < 8) {
      Window window = randomWindow(random, true);
      if (window.outputHeight(4) < 1 || window.outputWidth(5) < 1) {
        continue;
      }
      Tensor x = Derivatives.active(generator, 2, 1, 4, 5);
      Derivatives.check(in -> NeuralNet.maxPool2d(in.getFirst(), window), x);
      Derivatives.check(in -> NeuralNet.avgPool2d(in.getFirst(), window), x);
      Derivatives.check(in -> NeuralNet.unfold(in.getFirst(), window), x);
      Tensor columns = NeuralNet.unfold(x.detach(), window).requiresGrad_();
      Derivatives.check(in -> NeuralNet.fold(in.getFirst(), 4, 5, window), columns);
      compared++;
    }
  }

  @Test
  void theGradientGoesToTheFirstOfEqualPixels() {
    Tensor x = Tensor.zeros(1, 1, 2, 4).requiresGrad_();
    Tensor y = NeuralNet.maxPool2d(x, Window.square(2).withStride(2));
    assertEquals("MaxPool2DWithIndicesBackward0", y.gradFn().name());
    y.sum().backward();
    assertArrayEquals(new float[] {1, 0, 1, 0, 0, 0, 0, 0}, x.grad().toFloats());
  }

  @Test
  void oneImageNeedsNoBatch() {
    Tensor x = Derivatives.active(generator, 2, 4, 4);
    Window window = Window.square(2).withStride(2);
    assertEquals(Shape.of(2, 2, 2), NeuralNet.maxPool2d(x, window).shape());
    assertEquals(Shape.of(2, 2, 2), NeuralNet.maxPool2dWithIndices(x, window).indices().shape());
    assertEquals(Shape.of(2, 2, 2), NeuralNet.avgPool2d(x, window).shape());
    Derivatives.check(in -> NeuralNet.maxPool2d(in.getFirst(), window), x);
  }

  @Test
  void foldIsTheAdjointOfUnfold() {
    Window window = new Window(3, 2, 2, 1, 1, 0, 1, 2);
    Tensor x = Derivatives.constant(generator, 2, 3, 6, 5);
    Tensor columns = NeuralNet.unfold(x, window);
    Tensor s = Derivatives.constant(generator, columns.shape().sizes());
    assertEquals(columns.mul(s).sum().item(), x.mul(NeuralNet.fold(s, 6, 5, window)).sum().item(), 1e-11);
  }

  @Test
  void whatDoesNotFitIsRefusedWithShapes() {
    Tensor x = Tensor.zeros(1, 1, 3, 3);
    var error = assertThrows(IllegalArgumentException.class, () -> NeuralNet.maxPool2d(x, Window.square(4)));
    assertEquals("maxPool2d: a window of 4 x 4 with stride 1, 1, padding 0, 0 and dilation 1, 1 does not fit into images"
        + " of shape [1, 1, 3, 3]", error.getMessage());
    error = assertThrows(IllegalArgumentException.class,
        () -> NeuralNet.avgPool2d(x, Window.square(3).withPadding(2)));
    assertTrue(error.getMessage().contains("more than half"), error.getMessage());
    error = assertThrows(IllegalArgumentException.class,
        () -> NeuralNet.fold(Tensor.zeros(1, 5, 4), 3, 3, Window.square(2)));
    assertTrue(error.getMessage().contains("[1, 5, 4]"), error.getMessage());
    // 2^30 * 3 is 2^31 + 2^30, which an int does not hold.
    assertThrows(IllegalArgumentException.class,
        () -> NeuralNet.unfold(x, new Window(4, 1, 1, 1, 0, 0, 1 << 30, 1)));
    assertThrows(IllegalArgumentException.class, () -> NeuralNet.unfold(Tensor.zeros(3, 3), Window.square(2)));
  }
}
