package dev.adjoint.tests.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.backend.spi.Window;
import dev.adjoint.runtime.nn.Conv2d;
import dev.adjoint.runtime.nn.Fan;
import dev.adjoint.runtime.nn.Init;
import dev.adjoint.runtime.nn.Linear;
import dev.adjoint.runtime.nn.Nonlinearity;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;

class InitTest {
  private final Generator generator = new Generator(13);

  private static void assertEven(double bound, Tensor tensor) {
    double greatest = tensor.detach().abs().max().item();
    assertTrue(greatest <= bound * (1 + 1e-6), () -> greatest + " is beyond " + bound);
    assertTrue(greatest > 0.98 * bound, () -> greatest + " is far from " + bound);
    assertEquals(0, tensor.detach().mean().item(), 0.1 * bound);
  }

  @Test
  void layersBeginAsPyTorchsDo() {
    var linear = new Linear(100, 300, generator);
    assertEven(0.1, linear.weight());
    assertEven(0.1, linear.bias());
    var convolution = new Conv2d(8, 400, Window.square(5), 2, true, generator);
    assertEven(0.1, convolution.weight());
    assertEven(0.1, convolution.bias());
  }

  @Test
  void boundsAndDeviationsAreThoseOfTheFormulas() {
    Tensor weight = Tensor.zeros(60, 20, 3, 3);
    assertEquals(180, Init.fan(weight, Fan.IN));
    assertEquals(540, Init.fan(weight, Fan.OUT));
    assertEven(2 * Math.sqrt(6.0 / 720), Init.xavierUniform_(weight, 2, generator));
    assertEven(Math.sqrt(6.0 / 540), Init.kaimingUniform_(weight, 0, Fan.OUT, Nonlinearity.RELU, generator));
    assertEquals(Math.sqrt(2.0 / 720), Init.xavierNormal_(weight, 1, generator).std().item(), 2e-3);
    assertEquals(5 / 3.0 / Math.sqrt(180),
        Init.kaimingNormal_(weight, 0, Fan.IN, Nonlinearity.TANH, generator).std().item(), 5e-3);
    assertEquals(3, Init.normal_(weight, 3, 0.1, generator).mean().item(), 0.01);
    assertEquals(0, Init.zeros_(weight).abs().max().item());
    assertEquals(1, Init.ones_(weight).mean().item());
  }

  @Test
  void gainsAreTheRecommendedOnes() {
    assertEquals(1, Init.calculateGain(Nonlinearity.LINEAR, 0));
    assertEquals(1, Init.calculateGain(Nonlinearity.SIGMOID, 0));
    assertEquals(5.0 / 3, Init.calculateGain(Nonlinearity.TANH, 0));
    assertEquals(Math.sqrt(2), Init.calculateGain(Nonlinearity.RELU, 0));
    assertEquals(Math.sqrt(2 / 1.04), Init.calculateGain(Nonlinearity.LEAKY_RELU, 0.2), 1e-15);
    assertEquals(0.75, Init.calculateGain(Nonlinearity.SELU, 0));
  }

  @Test
  void parametersAreWrittenInPlaceAndUnrecorded() {
    Tensor weight = Tensor.zeros(3, 3).requiresGrad_();
    assertSame(weight, Init.uniform_(weight, 1, 2, generator));
    assertTrue(weight.isLeaf() && weight.detach().min().item() >= 1);
  }

  @Test
  void theSameSeedGivesTheSameLayer() {
    Tensor first = new Linear(4, 3, new Generator(5)).weight();
    assertTrue(first.detach().equalTo(new Linear(4, 3, new Generator(5)).weight().detach()));
  }

  @Test
  void fansNeedTwoDimensions() {
    var error = assertThrows(IllegalArgumentException.class,
        () -> Init.xavierUniform_(Tensor.zeros(3), 1, generator));
    assertTrue(error.getMessage().contains("[3]"), error.getMessage());
  }
}
