package dev.adjoint.tests.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.NeuralNet.Reduction;
import dev.adjoint.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossesTest {
  private final Generator generator = new Generator(3);

  private static Tensor tracked(double... values) {
    return Tensor.of(values).requiresGrad_();
  }

  @Test
  void meanSquaredErrorReducesAsItSays() {
    Tensor x = tracked(1, 2, 4);
    Tensor t = Tensor.of(0.0, 4, 1);
    assertEquals(14.0 / 3, NeuralNet.mse(x, t).item(), 1e-15);
    assertEquals(14, NeuralNet.mse(x, t, Reduction.SUM).item());
    assertArrayEquals(new double[] {1, 4, 9}, NeuralNet.mse(x, t, Reduction.NONE).toDoubles());
    NeuralNet.mse(x, t).backward();
    assertArrayEquals(new double[] {2.0 / 3, -4.0 / 3, 2}, x.grad().toDoubles(), 1e-15);
  }

  @Test
  void nodesHavePyTorchsNames() {
    Tensor x = tracked(1, 2);
    Tensor t = Tensor.of(0.5, 1);
    assertEquals("MseLossBackward0", NeuralNet.mse(x, t).gradFn().name());
    assertEquals("MeanBackward0", NeuralNet.l1(x, t, Reduction.MEAN).gradFn().name());
    assertEquals("SmoothL1LossBackward0", NeuralNet.smoothL1(x, t, 1, Reduction.MEAN).gradFn().name());
    assertEquals("HuberLossBackward0", NeuralNet.huber(x, t, 1, Reduction.MEAN).gradFn().name());
    assertEquals("BinaryCrossEntropyWithLogitsBackward0",
        NeuralNet.binaryCrossEntropyWithLogits(x, t, Reduction.MEAN).gradFn().name());
  }

  @Test
  void huberAndSmoothL1TurnLinearAtTheirBound() {
    Tensor x = tracked(0.5, 2, -3, 10);
    Tensor t = Tensor.of(0.0, 0, 0, 10);
    assertArrayEquals(new double[] {0.125, 2, 4, 0}, NeuralNet.huber(x, t, 2, Reduction.NONE).toDoubles(), 1e-15);
    assertArrayEquals(new double[] {0.0625, 1, 2, 0}, NeuralNet.smoothL1(x, t, 2, Reduction.NONE).toDoubles(), 1e-15);
    assertArrayEquals(new double[] {0.5, 2, 3, 0}, NeuralNet.smoothL1(x, t, 0, Reduction.NONE).toDoubles(), 1e-15);
    NeuralNet.huber(x, t, 2, Reduction.SUM).backward();
    assertArrayEquals(new double[] {0.5, 2, -2, 0}, x.grad().toDoubles());
  }

  @Test
  void logitsNeitherOverflowNorCancel() {
    Tensor x = Tensor.of(1000f, -1000f, 1000f, -1000f, -20f, 20f, 0f);
    Tensor t = Tensor.of(0f, 1f, 1f, 0f, 0f, 1f, 1f);
    float tail = (float) Math.exp(-20);
    float[] expected = {1000, 1000, 0, 0, tail, tail, (float) Math.log(2)};
    float[] losses = NeuralNet.binaryCrossEntropyWithLogits(x, t, Reduction.NONE).toFloats();
    float[] weighted =
        NeuralNet.binaryCrossEntropyWithLogits(x, t, Reduction.NONE, null, Tensor.of(1f)).toFloats();
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], losses[i], 2e-7f * expected[i], "x = " + x.get(i));
      assertEquals(expected[i], weighted[i], 2e-7f * expected[i], "x = " + x.get(i));
    }
  }

  @Test
  void weightsOfABinaryCrossEntropyAreThoseOfItsDefinition() {
    double[] x = {0.3, -1.2, 2.5, -0.7};
    double[] t = {1, 0, 0.25, 0.8};
    double[] p = {3, 0.5};
    double[] w = {0.2, 1.5};
    double[] losses = NeuralNet.binaryCrossEntropyWithLogits(Tensor.of(new double[][] {{x[0], x[1]}, {x[2], x[3]}}),
        Tensor.of(new double[][] {{t[0], t[1]}, {t[2], t[3]}}), Reduction.NONE, Tensor.of(w), Tensor.of(p)).toDoubles();
    for (int i = 0; i < 4; i++) {
      double sigmoid = 1 / (1 + Math.exp(-x[i]));
      double expected =
          w[i % 2] * (-p[i % 2] * t[i] * Math.log(sigmoid) - (1 - t[i]) * Math.log(1 - sigmoid));
      assertEquals(expected, losses[i], 1e-14);
    }
  }

  @ParameterizedTest
  @EnumSource
  void derivativesOfBothOrdersAgreeWithDifferences(Reduction reduction) {
    Tensor x = Derivatives.active(generator, 2, 3);
    Tensor t = Derivatives.active(generator, 2, 3);
    Tensor w = generator.uniform(DType.FLOAT64, x.shape());
    Tensor p = generator.uniform(DType.FLOAT64, x.shape()).add(0.5);
    Derivatives.check(in -> NeuralNet.mse(in.get(0), in.get(1), reduction), x, t);
    Derivatives.check(in -> NeuralNet.l1(in.get(0), in.get(1), reduction), x, t);
    Derivatives.check(in -> NeuralNet.smoothL1(in.get(0), in.get(1), 0.7, reduction), x, t);
    Derivatives.check(in -> NeuralNet.huber(in.get(0), in.get(1), 0.6, reduction), x, t);
    Derivatives.check(in -> NeuralNet.binaryCrossEntropyWithLogits(in.get(0), in.get(1), reduction), x, t);
    Derivatives.check(in -> NeuralNet.binaryCrossEntropyWithLogits(in.get(0), in.get(1), reduction, w, p), x, t);
    Derivatives.check(in -> NeuralNet.binaryCrossEntropyWithLogits(in.get(0), t.detach(), reduction, null, p), x);
  }

  @Test
  void secondDerivativeOfABinaryCrossEntropyIsRightAtZero() {
    Tensor x = Tensor.zeros(DType.FLOAT64, 2).requiresGrad_();
    Tensor t = Tensor.of(0.0, 1).requiresGrad_();
    Derivatives.check(in -> NeuralNet.binaryCrossEntropyWithLogits(in.get(0), in.get(1), Reduction.SUM, null,
        Tensor.of(3.0, 0.5)), x, t);
  }

  @Test
  void targetsOfOtherTypesArePromoted() {
    Tensor x = Tensor.of(1f, 2f).requiresGrad_();
    assertEquals(DType.FLOAT32, NeuralNet.mse(x, Tensor.of(1L, 4L)).dtype());
    Tensor loss = NeuralNet.mse(x, Tensor.of(1.0, 4.0));
    assertEquals(DType.FLOAT64, loss.dtype());
    loss.backward();
    assertArrayEquals(new float[] {0, -2}, x.grad().toFloats());
  }

  @Test
  void shapesThatDifferAreRefusedWithBoth() {
    var error = assertThrows(IllegalArgumentException.class,
        () -> NeuralNet.mse(Tensor.zeros(4, 1), Tensor.zeros(4)));
    assertEquals("mse: an input of shape [4, 1] and a target of shape [4] differ; a loss does not broadcast",
        error.getMessage());
    error = assertThrows(IllegalArgumentException.class, () -> NeuralNet.binaryCrossEntropyWithLogits(
        Tensor.zeros(2, 3), Tensor.zeros(2, 3), Reduction.MEAN, Tensor.zeros(2), null));
    assertTrue(error.getMessage().contains("binaryCrossEntropyWithLogits") && error.getMessage().contains("[2]")
        && error.getMessage().contains("[2, 3]"), error.getMessage());
  }

  @Test
  void whatIsNotDifferentiatedIsRefusedAndNotIgnored() {
    var error = assertThrows(IllegalArgumentException.class, () -> NeuralNet.binaryCrossEntropyWithLogits(
        Tensor.zeros(2), Tensor.zeros(2), Reduction.MEAN, null, Tensor.ones(2).requiresGrad_()));
    assertTrue(error.getMessage().contains("posWeight"), error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> NeuralNet.mse(Tensor.of(1L), Tensor.of(2L)));
    assertThrows(IllegalArgumentException.class,
        () -> NeuralNet.huber(Tensor.zeros(1), Tensor.zeros(1), 0, Reduction.SUM));
    assertThrows(IllegalArgumentException.class,
        () -> NeuralNet.smoothL1(Tensor.zeros(1), Tensor.zeros(1), Double.NaN, Reduction.SUM));
  }

  @Test
  void aChangedTargetIsNoticedByBackward() {
    Tensor x = tracked(1, 2);
    Tensor t = Tensor.of(0.0, 0);
    Tensor loss = NeuralNet.mse(x, t);
    t.add_(1L);
    var error = assertThrows(IllegalStateException.class, () -> loss.backward());
    assertTrue(error.getMessage().contains("MseLossBackward0"), error.getMessage());
  }

  @Test
  void theMeanOfNoLossIsNotANumber() {
    assertTrue(Double.isNaN(NeuralNet.mse(Tensor.zeros(0), Tensor.zeros(0)).item()));
    assertEquals(0, NeuralNet.mse(Tensor.zeros(0), Tensor.zeros(0), Reduction.SUM).item());
  }
}
