package dev.adjoint.tests.pytorch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.autograd.Autograd;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The values that docs/tensors.md says differ from PyTorch's, which the golden files leave out. */
class DocumentedDifferencesTest {
  private static Tensor leaf(double... values) {
    return Tensor.of(values).requiresGrad_();
  }

  private static void gradient(Tensor result, Tensor input, double... expected) {
    assertArrayEquals(expected, Autograd.grad(result.sum(), input).toDoubles());
  }

  @Test
  void tiesGoToTheFirst() {
    Tensor a = leaf(1, 2);
    Tensor b = leaf(1, 3);
    gradient(a.maximum(b), a, 1, 0);
    gradient(a.minimum(b), b, 0, 0);
    Tensor c = leaf(2, 5, 5);
    gradient(c.max(), c, 0, 1, 0);
  }

  @Test
  void aZeroSeedStopsTheInfiniteDerivativeOfTheRoot() {
    Tensor x = leaf(0, 4);
    gradient(x.sqrt().mul(Tensor.of(0.0, 1.0)), x, 0, 0.25);
    Tensor negative = leaf(-0.0);
    gradient(negative.sqrt(), negative, Double.POSITIVE_INFINITY);
  }

  @Test
  void pointsWithoutADerivativeHaveNaN() {
    Tensor y = leaf(0);
    Tensor x = leaf(0);
    assertEquals(List.of(Double.NaN, Double.NaN),
        Autograd.grad(y.atan2(x).sum(), List.of(y, x)).stream().map(Tensor::item).toList());
    gradient(y.pow(x), x, Double.NaN);
  }

  @Test
  void logsumexpOfNothingHasDerivativeZero() {
    Tensor x = leaf(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);
    gradient(x.logsumexp(0), x, 0, 0);
  }

  @Test
  void meanOfLossesWithoutWeightHasDerivativeZero() {
    Tensor x = Tensor.of(new double[][] {{1, 2}}).requiresGrad_();
    Tensor loss = NeuralNet.nllLoss(x, Tensor.of(1), Tensor.of(0.0, 0.0), -100, NeuralNet.Reduction.MEAN);
    assertEquals(Double.NaN, loss.item());
    gradient(loss, x, 0, 0);
  }

  /** As PyTorch has it. */
  @Test
  void meanOfNoLossesHasDerivativeZero() {
    Tensor x = Tensor.of(new double[][] {{1, 2}}).requiresGrad_();
    for (double smoothing : new double[] {0, 0.1}) {
      Tensor loss = NeuralNet.crossEntropy(x, Tensor.of(1), null, 1, smoothing, NeuralNet.Reduction.MEAN);
      assertEquals(Double.NaN, loss.item());
      gradient(loss, x, 0, 0);
    }
  }

  @Test
  void signOfNaNIsNaN() {
    assertEquals(Double.NaN, Tensor.scalar(Double.NaN).sign().item());
  }

  @Test
  void wholeBoundsKeepWholeNumbers() {
    assertEquals(DType.INT64, Tensor.of(1, 5).clamp(2.0, 3.0).dtype());
  }
}
