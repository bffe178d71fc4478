package dev.adjoint.tests.tensorcompiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.autograd.Autograd;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Null arguments of differentiated methods on tensors, and random numbers drawn in them. */
class TensorArgumentsTest {
  private static CompiledMethods methods;

  @BeforeAll
  static void compile() {
    methods = CompiledMethods.of("Arguments", """
        @Differentiable static Tensor product(Tensor x, Tensor other) { return x.mul(other).sum(); }
        @Differentiable static Tensor layer(Tensor x, @NonDifferentiable Tensor weight, @NonDifferentiable Tensor bias) {
          return x.linear(weight, bias).sum();
        }
        @Differentiable static Tensor noisy(Tensor x, Generator generator) {
          return x.square().mul(NeuralNet.dropoutMask(x, 0.5, generator)).sum();
        }
        """);
  }

  private static Tensor normal(int... sizes) {
    return new Generator(5).normal(DType.FLOAT64, Shape.of(sizes));
  }

  @Test
  void aDifferentiatedTensorThatIsNullIsRefusedByItsName() {
    Tensor x = normal(3);
    for (String name : List.of("productGradient", "productTracked")) {
      assertThrows(NullPointerException.class, () -> methods.derivative(name, null, x));
    }
    var e = assertThrows(NullPointerException.class, () -> methods.derivative("productGradient", x, null));
    assertEquals("other", e.getMessage());
    assertEquals("other", assertThrows(NullPointerException.class, () -> methods.derivative("productJvp", x, null, x, x)).getMessage());
    assertTrue(assertThrows(NullPointerException.class, () -> methods.derivative("productTracked", x, null)).getMessage()
        .contains("1 is null"));
  }

  @Test
  void aTangentHasTheShapeOfItsTensorAndNullIsZero() {
    Tensor x = normal(3);
    Tensor y = normal(3);
    var e = assertThrows(IllegalArgumentException.class, () -> methods.derivative("productJvp", x, y, normal(1), y));
    assertTrue(e.getMessage().contains("productJvp: a tangent of shape [1] for x of shape [3]"), e.getMessage());
    Bits.assertSame(x.mul(y).sum(), (Tensor) methods.components("productJvp", x, y, null, y).get(1), "only the second");
    Bits.assertSame(y.mul(y).sum(), (Tensor) methods.components("productJvp", x, y, y, null).get(1), "only the first");
  }

  @Test
  void aConstantTensorMayBeNullWhereTheMethodDoesWithoutIt() {
    Tensor x = normal(2, 3);
    Tensor weight = normal(4, 3);
    Tensor expected = Tensor.onesLike(normal(2, 4)).matmul(weight);
    Bits.assertSame(expected, (Tensor) methods.components("layerGradient", x, weight, null).get(1), "gradient");
    Tensor leaf = x.copy().requiresGrad_();
    ((Tensor) methods.derivative("layerTracked", leaf, weight, null)).backward();
    Bits.assertSame(expected, leaf.grad(), "tracked");
  }

  @Test
  void aRecordedBackwardPassSeesTheSameRandomNumbers() {
    Tensor x = normal(20).requiresGrad_();
    var generator = new Generator(9);
    Tensor value = (Tensor) methods.derivative("noisy" + "Tracked", x, generator);
    var state = generator.state();
    Tensor mask = dev.adjoint.runtime.tensor.NeuralNet.dropoutMask(x, 0.5, new Generator(9));
    Tensor first = Autograd.grad(value, x, GradOption.CREATE_GRAPH);
    assertEquals(state, generator.state(), "the generator goes on from where it was");
    Bits.assertSame(x.detach().mul(2).mul(mask), first.detach(), "first");
    Bits.assertSame(mask.mul(2), Autograd.grad(first.sum(), x), "second");
  }
}
