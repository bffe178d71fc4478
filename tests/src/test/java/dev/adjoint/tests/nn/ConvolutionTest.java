package dev.adjoint.tests.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.Window;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConvolutionTest {
  private final Generator generator = new Generator(6);

  /** The definition, index by index. */
  private static double[] byLoops(Tensor input, Tensor weight, Tensor bias, Window window, int groups) {
    double[] x = input.toDoubles();
    double[] w = weight.toDoubles();
    double[] b = bias == null ? null : bias.toDoubles();
    int channels = input.size(1);
    int height = input.size(2);
    int width = input.size(3);
    int outputs = weight.size(0);
    int perGroup = weight.size(1);
    int rows = window.outputHeight(height);
    int columns = window.outputWidth(width);
    var out = new double[input.size(0) * outputs * rows * columns];
    int next = 0;
    for (int n = 0; n < input.size(0); n++) {
      for (int o = 0; o < outputs; o++) {
        for (int y = 0; y < rows; y++) {
          for (int z = 0; z < columns; z++) {
            double sum = b == null ? 0 : b[o];
            for (int c = 0; c < perGroup; c++) {
              int channel = o / (outputs / groups) * perGroup + c;
              for (int i = 0; i < window.height(); i++) {
                for (int j = 0; j < window.width(); j++) {
                  int row = y * window.strideY() + i * window.dilationY() - window.padY();
                  int column = z * window.strideX() + j * window.dilationX() - window.padX();
                  if (row >= 0 && row < height && column >= 0 && column < width) {
                    sum += w[((o * perGroup + c) * window.height() + i) * window.width() + j]
                        * x[((n * channels + channel) * height + row) * width + column];
                  }
                }
              }
            }
            out[next++] = sum;
          }
        }
      }
    }
    return out;
  }

  private static Window randomWindow(SplittableRandom random) {
    return new Window(random.nextInt(1, 4), random.nextInt(1, 4), random.nextInt(1, 4), random.nextInt(1, 4),
        random.nextInt(3), random.nextInt(3), random.nextInt(1, 3), random.nextInt(1, 3));
  }

  @Test
  void valuesAreThoseOfTheDefinition() {
    var random = new SplittableRandom(7);
    int compared = 0;
    while (compared < 150) {
      Window window = randomWindow(random);
      int groups = random.nextInt(1, 4);
      int height = random.nextInt(1, 9);
      int width = random.nextInt(1, 9);
      if (window.outputHeight(height) < 1 || window.outputWidth(width) < 1) {
        continue;
      }
      Tensor x = Derivatives.constant(generator, random.nextInt(5), groups * random.nextInt(1, 4), height, width);
      if (random.nextBoolean()) {
        // The same sizes with other strides.
        x = x.transpose(2, 3).copy().transpose(2, 3);
      }
      Tensor w = Derivatives.constant(generator, groups * random.nextInt(1, 4), x.size(1) / groups, window.height(),
          window.width());
      Tensor b = random.nextBoolean() ? Derivatives.constant(generator, w.size(0)) : null;
      Tensor y = NeuralNet.conv2d(x, w, b, window, groups);
      assertEquals(Shape.of(x.size(0), w.size(0), window.outputHeight(height), window.outputWidth(width)), y.shape());
      assertArrayEquals(byLoops(x, w, b, window, groups), y.toDoubles(), 1e-12,
          () -> window + ", groups " + groups + ", weight " + w.shape());
      compared++;
    }
  }

  @Test
  void derivativesOfBothOrdersAgreeWithDifferences() {
    var random = new SplittableRandom(8);
    int compared = 0;
    while (compared < 8) {
      Window window = randomWindow(random);
      int groups = random.nextInt(1, 3);
      int height = random.nextInt(2, 5);
      if (window.outputHeight(height) < 1 || window.outputWidth(3) < 1) {
        continue;
      }
      Tensor x = Derivatives.active(generator, random.nextInt(1, 4), groups, height, 3);
      Tensor w = Derivatives.active(generator, 2 * groups, 1, window.height(), window.width());
      Tensor b = Derivatives.active(generator, 2 * groups);
      Derivatives.check(in -> NeuralNet.conv2d(in.get(0), in.get(1), in.get(2), window, groups), x, w, b);
      compared++;
    }
  }

  @Test
  void aPixelWideWindowIsAMatrixProductAndItsDerivativesAreToo() {
    Tensor x = Derivatives.active(generator, 2, 3, 2, 2);
    Tensor w = Derivatives.active(generator, 4, 3, 1, 1);
    assertArrayEquals(byLoops(x, w, null, Window.square(1), 1), NeuralNet.conv2d(x, w, null).toDoubles(), 1e-13);
    Derivatives.check(in -> NeuralNet.conv2d(in.get(0), in.get(1), null), x, w);
  }

  @Test
  void aBatchInPartsGivesWhatSingleImagesGive() {
    // 9 * 9 * 64 * 64 columns an image: three images at a time.
    Tensor x = Tensor.randn(generator, 7, 9, 64, 64).requiresGrad_();
    Tensor w = Tensor.randn(generator, 4, 9, 3, 3).requiresGrad_();
    Tensor y = NeuralNet.conv2d(x, w, null, 1, 1, 1, 1);
    Tensor seed = Tensor.randn(generator, 7, 4, 64, 64);
    y.backward(seed);
    Tensor sum = Tensor.zeros(4, 9, 3, 3);
    for (int n = 0; n < 7; n++) {
      Tensor one = x.detach().get(n).copy().requiresGrad_();
      Tensor weight = w.detach().copy().requiresGrad_();
      Tensor single = NeuralNet.conv2d(one, weight, null, 1, 1, 1, 1);
      assertTrue(single.allClose(y.get(n), 1e-5, 1e-4), "image " + n);
      single.backward(seed.get(n));
      assertTrue(one.grad().allClose(x.grad().get(n), 1e-5, 1e-4), "gradient of image " + n);
      sum.add_(weight.grad());
    }
    assertTrue(w.grad().allClose(sum, 1e-4, 1e-2), "gradient of the weight");
  }

  @Test
  void theNodeHasPyTorchsNameAndOperands() {
    Tensor w = Tensor.ones(1, 1, 2, 2).requiresGrad_();
    Tensor y = NeuralNet.conv2d(Tensor.ones(1, 1, 3, 3), w, null);
    assertEquals("ConvolutionBackward0", y.gradFn().name());
    assertEquals(3, y.gradFn().nextFunctions().size());
    y.sum().backward();
    assertArrayEquals(new float[] {4, 4, 4, 4}, w.grad().toFloats());
  }

  @Test
  void whatDoesNotFitIsRefusedWithShapes() {
    Tensor x = Tensor.zeros(2, 3, 4, 4);
    Tensor w = Tensor.zeros(6, 3, 3, 3);
    record Bad(Tensor x, Tensor w, Tensor b, int padding, int groups, String part) {}
    for (Bad bad : new Bad[] {new Bad(Tensor.zeros(4, 4), w, null, 0, 1, "[4, 4]"),
        new Bad(x, Tensor.zeros(6, 3, 3), null, 0, 1, "[6, 3, 3]"),
        new Bad(x, Tensor.zeros(6, 2, 3, 3), null, 0, 1, "[6, 2, 3, 3]"), new Bad(x, w, null, 0, 2, "groups 2"),
        new Bad(x, w, null, 0, 0, "groups 0"), new Bad(x, w, Tensor.zeros(5), 0, 1, "[5]"),
        new Bad(x, Tensor.zeros(6, 3, 5, 5), null, 0, 1, "does not fit into images of shape [2, 3, 4, 4]"),
        new Bad(x, w.to(DType.FLOAT64), null, 0, 1, "float64"),
        new Bad(x, w, null, -1, 1, "padding -1")}) {
      var error = assertThrows(IllegalArgumentException.class,
          () -> NeuralNet.conv2d(bad.x, bad.w, bad.b, 1, bad.padding, 1, bad.groups));
      assertTrue(error.getMessage().contains(bad.part), error.getMessage());
    }
  }
}
