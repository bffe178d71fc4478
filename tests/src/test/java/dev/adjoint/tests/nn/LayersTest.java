package dev.adjoint.tests.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.nn.Dropout;
import dev.adjoint.runtime.nn.Embedding;
import dev.adjoint.runtime.nn.LayerNorm;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;

class LayersTest {
  private final Generator generator = new Generator(12);

  @Test
  void dropoutKeepsItsShareAndScalesIt() {
    Tensor x = Tensor.ones(100_000).requiresGrad_();
    Tensor y = NeuralNet.dropout(x, 0.2, true, generator);
    int dropped = 0;
    for (float value : y.toFloats()) {
      assertTrue(value == 0 || value == 1.25f, () -> "neither dropped nor scaled: " + value);
      dropped += value == 0 ? 1 : 0;
    }
    // Five standard deviations of a binomial distribution are 632.
    assertEquals(20_000, dropped, 632);
    y.sum().backward();
    assertArrayEquals(y.toFloats(), x.grad().toFloats());
  }

  @Test
  void dropoutDoesNothingInUseAndTheSameForTheSameSeed() {
    Tensor x = Tensor.randn(generator, 64);
    var layer = new Dropout(0.5, new Generator(1));
    Tensor first = layer.forward(x);
    assertTrue(first.equalTo(new Dropout(0.5, new Generator(1)).forward(x)));
    assertTrue(!first.equalTo(layer.forward(x)), "two calls drop the same");
    layer.eval();
    assertSame(x, layer.forward(x));
    layer.train();
    assertNotEquals(x, layer.forward(x));
  }

  @Test
  void dropoutOfNothingAndOfAll() {
    Tensor x = Tensor.ones(5).requiresGrad_();
    assertSame(x, NeuralNet.dropout(x, 0, true));
    Tensor none = NeuralNet.dropout(x, 1, true);
    none.sum().backward();
    assertArrayEquals(new float[5], none.toFloats());
    assertArrayEquals(new float[5], x.grad().toFloats());
    assertThrows(IllegalArgumentException.class, () -> NeuralNet.dropout(x, 1.1, true));
    assertThrows(IllegalArgumentException.class, () -> new Dropout(Double.NaN));
  }

  @Test
  void normalizedRowsAreThoseOfTheDefinition() {
    Tensor x = Derivatives.constant(generator, 2, 3, 4).add(100);
    Tensor w = Derivatives.constant(generator, 3, 4);
    Tensor b = Derivatives.constant(generator, 3, 4);
    double[] values = x.toDoubles();
    double[] result = NeuralNet.layerNorm(x, new int[] {3, 4}, w, b, 0.1).toDoubles();
    double[] plain = NeuralNet.layerNorm(x, new int[] {3, 4}, null, null, 0.1).toDoubles();
    for (int row = 0; row < 2; row++) {
      double mean = 0;
      double variance = 0;
      for (int i = 0; i < 12; i++) {
        mean += values[row * 12 + i] / 12;
      }
      for (int i = 0; i < 12; i++) {
        variance += Math.pow(values[row * 12 + i] - mean, 2) / 12;
      }
      for (int i = 0; i < 12; i++) {
        double expected = (values[row * 12 + i] - mean) / Math.sqrt(variance + 0.1);
        assertEquals(expected, plain[row * 12 + i], 1e-13);
        assertEquals(expected * w.toDoubles()[i] + b.toDoubles()[i], result[row * 12 + i], 1e-12);
      }
    }
  }

  @Test
  void derivativesOfBothOrdersAgreeWithDifferences() {
    Tensor x = Derivatives.active(generator, 2, 2, 3);
    Tensor w = Derivatives.active(generator, 2, 3);
    Tensor b = Derivatives.active(generator, 2, 3);
    int[] last = {2, 3};
    Derivatives.check(in -> NeuralNet.layerNorm(in.get(0), last, in.get(1), in.get(2), 1e-3), x, w, b);
    Derivatives.check(in -> NeuralNet.layerNorm(in.getFirst(), last, null, null, 1e-3), x);
    Derivatives.check(in -> NeuralNet.layerNorm(in.get(0), last, null, in.get(1), 1e-3), x, b);
    Derivatives.check(in -> NeuralNet.layerNorm(in.get(0), last, in.get(1), null, 1e-3), x, w);
    Derivatives.check(in -> NeuralNet.layerNorm(in.getFirst().transpose(0, 2), new int[] {2}, null, null, 1e-3), x);
    Tensor table = Derivatives.active(generator, 4, 3);
    Tensor indices = Tensor.of(new long[][] {{1, 3}, {1, 0}});
    Derivatives.check(in -> NeuralNet.embedding(indices, in.getFirst()), table);
    Derivatives.check(in -> NeuralNet.dropout(in.getFirst(), 0.4, true, new Generator(2)), x);
  }

  @Test
  void layerNormRecordsOneNode() {
    var layer = new LayerNorm(4);
    Tensor y = layer.forward(Tensor.randn(generator, 3, 4));
    assertEquals("NativeLayerNormBackward0", y.gradFn().name());
    assertEquals(3, y.gradFn().nextFunctions().size());
    y.square().sum().backward();
    assertEquals(Shape.of(4), layer.parameters().getFirst().grad().shape());
    var error = assertThrows(IllegalArgumentException.class, () -> layer.forward(Tensor.zeros(4, 3)));
    assertEquals("layerNorm: a normalized shape [4] is not that of the last dimensions of an input of shape [4, 3]",
        error.getMessage());
  }

  @Test
  void aChangedResultOfANormalizationIsNoticed() {
    Tensor x = Tensor.randn(generator, 2, 3).requiresGrad_();
    Tensor y = NeuralNet.layerNorm(x, new int[] {3}, null, null, 1e-5);
    Tensor loss = y.sum();
    y.detach().mul_(2);
    assertThrows(IllegalStateException.class, () -> loss.backward());
  }

  @Test
  void rowsAreLookedUpAndTheirGradientsAddUp() {
    var layer = new Embedding(5, 2, generator);
    Tensor y = layer.forward(Tensor.of(new long[][] {{4, 1}, {4, 4}}));
    assertEquals(Shape.of(2, 2, 2), y.shape());
    assertEquals("EmbeddingBackward0", y.gradFn().name());
    assertTrue(y.get(1).get(0).detach().equalTo(layer.weight().detach().get(4)));
    y.sum().backward();
    assertArrayEquals(new float[] {0, 0, 1, 1, 0, 0, 0, 0, 3, 3}, layer.weight().grad().toFloats());
    var error = assertThrows(IndexOutOfBoundsException.class,
        () -> layer.forward(Tensor.of(new long[][] {{0, 1}, {5, 0}})));
    assertEquals("embedding: index 5 at position [1, 0] is outside of [0, 5), the entries of a weight of shape [5, 2]",
        error.getMessage());
    assertThrows(IllegalArgumentException.class, () -> layer.forward(Tensor.zeros(2)));
  }
}
