package dev.adjoint.tests.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.NeuralNet.Reduction;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassificationTest {
  private static final long IGNORED = NeuralNet.IGNORE_INDEX;
  private final Generator generator = new Generator(4);

  @Test
  void equalLogitsCostTheLogarithmOfTheirNumber() {
    Tensor x = Tensor.full(DType.FLOAT64, 1e6, 3, 5).requiresGrad_();
    Tensor loss = NeuralNet.crossEntropy(x, Tensor.of(0L, 4L, 2L));
    assertEquals(Math.log(5), loss.item(), 1e-15);
    assertEquals("NllLossBackward0", loss.gradFn().name());
    assertEquals("LogSoftmaxBackward0", loss.gradFn().nextFunctions().getFirst().node().name());
    loss.backward();
    // (softmax - one hot) / N
    double[] expected = new double[15];
    Arrays.fill(expected, 0.2 / 3);
    for (int place : new int[] {0, 9, 12}) {
      expected[place] -= 1.0 / 3;
    }
    assertArrayEquals(expected, x.grad().toDoubles(), 1e-15);
  }

  @Test
  void aSureAndRightAnswerCostsNothingAndAWrongOneItsMargin() {
    Tensor x = Tensor.of(new float[][] {{100, 0}, {100, 0}});
    assertArrayEquals(new float[] {0, 100}, NeuralNet.crossEntropy(x, Tensor.of(0L, 1L), Reduction.NONE).toFloats(),
        1e-30f);
  }

  @Test
  void weightsAndIgnoredTargetsCountAsTheDefinitionSays() {
    Tensor x = Tensor.of(new double[][] {{-1, -2, -3}, {-4, -5, -6}, {-7, -8, -9}, {-1, -1, -1}});
    Tensor t = Tensor.of(0L, IGNORED, 2L, 1L);
    Tensor w = Tensor.of(2.0, 3.0, 0.5);
    // 2 * 1 + 0.5 * 9 + 3 * 1
    assertEquals(9.5, NeuralNet.nllLoss(x, t, w, IGNORED, Reduction.SUM).item());
    assertEquals(9.5 / 5.5, NeuralNet.nllLoss(x, t, w, IGNORED, Reduction.MEAN).item(), 1e-15);
    assertArrayEquals(new double[] {2, 0, 4.5, 3}, NeuralNet.nllLoss(x, t, w, IGNORED, Reduction.NONE).toDoubles());
    assertEquals(11.0 / 3, NeuralNet.nllLoss(x, t, Reduction.MEAN).item(), 1e-15);
    // A class of its own may be the one that is left out.
    assertEquals(13.0, NeuralNet.nllLoss(x, Tensor.of(0L, 1L, 2L, 2L), null, 1, Reduction.SUM).item() + 2);
  }

  @Test
  void whatIsIgnoredMayBeInfinite() {
    Tensor x = Tensor.of(new double[][] {{Double.NEGATIVE_INFINITY, -2}, {-3, -4}}).requiresGrad_();
    Tensor loss = NeuralNet.nllLoss(x, Tensor.of(IGNORED, 1L), Reduction.MEAN);
    assertEquals(4, loss.item());
    loss.backward();
    assertArrayEquals(new double[] {0, 0, 0, -1}, x.grad().toDoubles());
    assertTrue(Double.isNaN(NeuralNet.nllLoss(x, Tensor.of(IGNORED, IGNORED), Reduction.MEAN).item()));
  }

  @Test
  void oneHotProbabilitiesAreClasses() {
    Tensor x = Derivatives.constant(generator, 4, 3);
    Tensor t = Tensor.of(0L, 2L, 1L, 1L);
    Tensor w = Tensor.of(0.5, 2.0, 1.5);
    Tensor probabilities = t.oneHot(3).to(DType.FLOAT64);
    for (double smoothing : new double[] {0, 0.1, 1}) {
      for (Reduction reduction : new Reduction[] {Reduction.SUM, Reduction.NONE}) {
        Tensor classes = NeuralNet.crossEntropy(x, t, w, IGNORED, smoothing, reduction);
        Tensor soft = NeuralNet.crossEntropy(x, probabilities, w, IGNORED, smoothing, reduction);
        assertTrue(classes.allClose(soft, 1e-14, 1e-14), smoothing + " " + classes + " " + soft);
      }
      assertEquals(NeuralNet.crossEntropy(x, t, null, IGNORED, smoothing, Reduction.MEAN).item(),
          NeuralNet.crossEntropy(x, probabilities, null, IGNORED, smoothing, Reduction.MEAN).item(), 1e-14);
    }
  }

  @Test
  void smoothedLossesAreThoseOfTheDefinition() {
    // log softmax of equal logits is -log 3 in each class, however the target is spread; the weights make the difference.
    Tensor x = Tensor.zeros(DType.FLOAT64, 2, 3);
    Tensor w = Tensor.of(1.0, 2.0, 6.0);
    double log3 = Math.log(3);
    // Per row 0.7 w[t] + 0.3 (1 + 2 + 6) / 3, times log 3.
    assertArrayEquals(new double[] {(0.7 * 2 + 0.9) * log3, (0.7 * 6 + 0.9) * log3},
        NeuralNet.crossEntropy(x, Tensor.of(1L, 2L), w, IGNORED, 0.3, Reduction.NONE).toDoubles(), 1e-14);
    assertEquals((0.7 * 8 + 1.8) * log3 / 8,
        NeuralNet.crossEntropy(x, Tensor.of(1L, 2L), w, IGNORED, 0.3, Reduction.MEAN).item(), 1e-14);
    assertEquals((0.7 * 2 + 0.9) * log3 / 2,
        NeuralNet.crossEntropy(x, Tensor.of(1L, IGNORED), w, IGNORED, 0.3, Reduction.MEAN).item(), 1e-14);
  }

  @Test
  void classesOfPixelsAreThoseOfALoop() {
    var random = new SplittableRandom(5);
    for (int trial = 0; trial < 20; trial++) {
      int n = random.nextInt(1, 4);
      int c = random.nextInt(1, 5);
      int h = random.nextInt(1, 4);
      int w = random.nextInt(1, 4);
      Tensor x = Derivatives.constant(generator, n, c, h, w);
      var targets = new long[n * h * w];
      for (int i = 0; i < targets.length; i++) {
        targets[i] = random.nextInt(4) == 0 ? IGNORED : random.nextInt(c);
      }
      double[] values = x.toDoubles();
      double sum = 0;
      int counted = 0;
      for (int i = 0; i < targets.length; i++) {
        if (targets[i] == IGNORED) {
          continue;
        }
        int pixel = i % (h * w);
        int base = i / (h * w) * c * h * w + pixel;
        double total = 0;
        for (int k = 0; k < c; k++) {
          total += Math.exp(values[base + k * h * w]);
        }
        sum += Math.log(total) - values[base + (int) targets[i] * h * w];
        counted++;
      }
      Tensor loss = NeuralNet.crossEntropy(x, Tensor.of(targets, Shape.of(n, h, w)));
      assertEquals(sum / counted, loss.item(), 1e-13);
    }
  }

  @Test
  void aSingleInputHasItsOwnRank() {
    Tensor x = Tensor.of(0.0, 0, 0, 0).requiresGrad_();
    for (Reduction reduction : Reduction.values()) {
      Tensor loss = NeuralNet.crossEntropy(x, Tensor.scalar(2L), reduction);
      assertEquals(Shape.SCALAR, loss.shape());
      assertEquals(Math.log(4), loss.item(), 1e-15);
    }
  }

  @ParameterizedTest
  @EnumSource
  void derivativesOfBothOrdersAgreeWithDifferences(Reduction reduction) {
    Tensor x = Derivatives.active(generator, 3, 4);
    Tensor t = Tensor.of(1L, IGNORED, 3L);
    Tensor w = generator.uniform(DType.FLOAT64, Shape.of(4)).add(0.2);
    Derivatives.check(in -> NeuralNet.nllLoss(in.getFirst(), t, w, IGNORED, reduction), x);
    Derivatives.check(in -> NeuralNet.nllLoss(in.getFirst(), t, null, IGNORED, reduction), x);
    Derivatives.check(in -> NeuralNet.crossEntropy(in.getFirst(), t, w, IGNORED, 0.2, reduction), x);
    Derivatives.check(in -> NeuralNet.crossEntropy(in.getFirst(), t, null, IGNORED, 0.2, reduction), x);
    Derivatives.check(in -> NeuralNet.crossEntropy(in.getFirst(), Tensor.of(1L, 0L, 3L), reduction), x);
    Tensor pixels = Derivatives.active(generator, 2, 3, 2);
    Tensor classes = Tensor.of(new long[][] {{0, 2}, {1, 1}});
    Derivatives.check(in -> NeuralNet.crossEntropy(in.getFirst(), classes, reduction), pixels);
    Tensor probabilities = generator.uniform(DType.FLOAT64, x.shape()).requiresGrad_();
    Derivatives.check(in -> NeuralNet.crossEntropy(in.get(0), in.get(1), w, IGNORED, 0.1, reduction), x, probabilities);
  }

  @Test
  void aTargetThatIsNoClassIsNamedWithItsPlace() {
    Tensor x = Tensor.zeros(2, 3, 2);
    var error = assertThrows(IndexOutOfBoundsException.class,
        () -> NeuralNet.crossEntropy(x, Tensor.of(new long[][] {{0, 2}, {3, 1}})));
    assertEquals("crossEntropy: target 3 at position [1, 0] is outside of [0, 3), the classes of an input of shape"
        + " [2, 3, 2]", error.getMessage());
    error = assertThrows(IndexOutOfBoundsException.class,
        () -> NeuralNet.nllLoss(Tensor.zeros(2, 3), Tensor.of(IGNORED, -1L), Reduction.MEAN));
    assertTrue(error.getMessage().startsWith("nllLoss: target -1 at position [1]"), error.getMessage());
  }

  @Test
  void whatDoesNotFitIsRefusedWithShapes() {
    Tensor x = Tensor.zeros(4, 3);
    for (Tensor target : new Tensor[] {Tensor.of(0L, 1L), Tensor.zeros(DType.INT64, 4, 3), Tensor.zeros(4),
        Tensor.zeros(DType.BOOL, 4)}) {
      var error = assertThrows(IllegalArgumentException.class, () -> NeuralNet.crossEntropy(x, target));
      assertTrue(error.getMessage().startsWith("crossEntropy: ") && error.getMessage().contains("[4, 3]")
          && error.getMessage().contains(target.shape().toString()), error.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> NeuralNet.crossEntropy(x, Tensor.zeros(DType.INT64, 4),
        Tensor.ones(4), IGNORED, 0, Reduction.MEAN));
    assertThrows(IllegalArgumentException.class, () -> NeuralNet.crossEntropy(x, Tensor.zeros(DType.INT64, 4), null,
        IGNORED, 1.5, Reduction.MEAN));
    assertThrows(IllegalArgumentException.class,
        () -> NeuralNet.crossEntropy(x, Tensor.zeros(4, 3), null, 1, 0, Reduction.MEAN));
  }
}
