package dev.adjoint.tests.tensor.text;

import static dev.adjoint.runtime.tensor.PrintOptions.DEFAULT;
import static dev.adjoint.tests.tensor.text.Printing.assertPrints;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What follows the elements. */
class SuffixTest {
  @Test
  void trackedLeavesSayRequiresGrad() {
    assertPrints("tensor([1., 2.], requires_grad=True)", Tensor.of(1f, 2f).requiresGrad_());
    assertPrints("""
        tensor([[1., 1.],
                [1., 1.]], requires_grad=True)""", Tensor.ones(2, 2).requiresGrad_());
    assertPrints("tensor(2., requires_grad=True)", Tensor.scalar(2f).requiresGrad_());
  }

  @Test
  void resultsNameTheirOperation() {
    assertPrints("tensor([2., 4.], grad_fn=<MulBackward0>)", Tensor.of(1f, 2f).requiresGrad_().mul(2));
    assertPrints("tensor(3., grad_fn=<MulBackward0>)", Tensor.scalar(1.5f).requiresGrad_().mul(2));
    assertPrints("tensor([2., 3.], grad_fn=<AddBackward0>)", Tensor.of(1f, 2f).requiresGrad_().add(1));
    assertPrints("tensor(7., grad_fn=<SumBackward0>)", Tensor.of(3f, 4f).requiresGrad_().sum());
  }

  @Test
  void elementTypesThatAreNotTheDefaultAreNamed() {
    assertPrints("tensor([1., 2.], dtype=torch.float64)", Tensor.of(1.0, 2.0));
    assertPrints("tensor(0.5000, dtype=torch.float64)", Tensor.scalar(0.5));
    assertPrints("""
        tensor([[1.0000, 2.5000],
                [3.0000, 4.0000]], dtype=torch.float64)""", Tensor.of(new double[][] {{1.0, 2.5}, {3.0, 4.0}}));
    assertPrints("tensor([1])", Tensor.of(1L));
    assertPrints("tensor([True])", Tensor.of(true));
    assertPrints("tensor([1.])", Tensor.of(1f));
  }

  @Test
  void theTypeStandsBeforeTheGraph() {
    assertPrints("tensor([1., 2.], dtype=torch.float64, requires_grad=True)", Tensor.of(1.0, 2.0).requiresGrad_());
    assertPrints("tensor([2., 4.], dtype=torch.float64, grad_fn=<MulBackward0>)",
        Tensor.of(1.0, 2.0).requiresGrad_().mul(2));
  }

  @Test
  void emptyVectorsHaveNoShape() {
    assertPrints("tensor([])", Tensor.of(new float[] {}));
    assertPrints("tensor([], dtype=torch.int64)", Tensor.of(new long[] {}));
    assertPrints("tensor([], dtype=torch.float64)", Tensor.of(new double[] {}));
    assertPrints("tensor([], dtype=torch.bool)", Tensor.of(new boolean[] {}));
  }

  @Test
  void otherEmptyTensorsNameTheirShape() {
    assertPrints("tensor([], size=(0, 3))", Tensor.zeros(0, 3));
    assertPrints("tensor([], size=(2, 0, 4))", Tensor.zeros(2, 0, 4));
    assertPrints("tensor([], size=(0, 3), dtype=torch.int64)", Tensor.zeros(DType.INT64, 0, 3));
    assertPrints("tensor([], size=(3, 0), dtype=torch.float64)", Tensor.zeros(DType.FLOAT64, 3, 0));
    assertPrints("tensor([], size=(0, 0), dtype=torch.bool)", Tensor.zeros(DType.BOOL, 0, 0));
    assertPrints("tensor([], size=(0, 3), requires_grad=True)", Tensor.zeros(0, 3).requiresGrad_());
  }

  @Test
  void aSuffixThatDoesNotFitStartsALine() {
    assertPrints("""
        tensor([0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250,
                0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250],
               requires_grad=True)""", Tensor.full(0.125, 18).requiresGrad_());
    assertPrints("""
        tensor([0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.5000],
               requires_grad=True)""", Tensor.full(0.5, 8).requiresGrad_());
    assertPrints("tensor([0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.5000], requires_grad=True)",
        Tensor.full(0.5, 6).requiresGrad_());
    assertPrints("""
        tensor([[0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250],
                [0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250]],
               requires_grad=True)""", Tensor.full(0.125, 2, 8).requiresGrad_());
    assertPrints("""
        tensor([0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250], dtype=torch.float64,
               requires_grad=True)""", Tensor.full(DType.FLOAT64, 0.125, 6).requiresGrad_());
    assertPrints("""
        tensor([0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250], dtype=torch.float64,
               grad_fn=<MulBackward0>)""", Tensor.full(DType.FLOAT64, 0.125, 6).requiresGrad_().mul(1));
  }

  @Test
  void theLineBeforeTheSuffixesCountsTwoMoreCharactersThanItHas() {
    assertPrints("""
        tensor([1., 2., 3.],
               requires_grad=True)""", Tensor.of(1f, 2f, 3f).requiresGrad_(), DEFAULT.withLineWidth(40));
    assertPrints("tensor([1., 2., 3.], requires_grad=True)",
        Tensor.of(1f, 2f, 3f).requiresGrad_(), DEFAULT.withLineWidth(41));
    assertPrints("""
        tensor([[1.],
                [2.]],
               requires_grad=True)""",
        Tensor.of(new float[][] {{1f}, {2f}}).requiresGrad_(), DEFAULT.withLineWidth(34));
    assertPrints("""
        tensor([[1.],
                [2.]], requires_grad=True)""",
        Tensor.of(new float[][] {{1f}, {2f}}).requiresGrad_(), DEFAULT.withLineWidth(35));
  }

  @Test
  void eachSuffixWrapsOnItsOwn() {
    assertPrints("""
        tensor([1., 2.],
               dtype=torch.float64,
               requires_grad=True)""", Tensor.of(1.0, 2.0).requiresGrad_(), DEFAULT.withLineWidth(20));
    assertPrints("""
        tensor([1., 2.], dtype=torch.float64,
               requires_grad=True)""", Tensor.of(1.0, 2.0).requiresGrad_(), DEFAULT.withLineWidth(40));
    assertPrints("""
        tensor([], size=(0, 3),
               dtype=torch.float64,
               requires_grad=True)""", Tensor.zeros(DType.FLOAT64, 0, 3).requiresGrad_(), DEFAULT.withLineWidth(30));
  }
}
