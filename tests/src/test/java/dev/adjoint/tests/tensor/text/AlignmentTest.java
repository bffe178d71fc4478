package dev.adjoint.tests.tensor.text;

import static dev.adjoint.tests.tensor.text.Printing.assertPrints;

import dev.adjoint.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** How wide an element is, and where its neighbours stand. */
class AlignmentTest {
  @Test
  void numbersAlignToTheWidest() {
    assertPrints("tensor([  1.,  10., 100.])", Tensor.of(1f, 10f, 100f));
    assertPrints("tensor([ 4.6230, -0.8803])", Tensor.of(4.623f, -0.8803f));
    assertPrints("tensor([-972.9153,  753.7170,  -61.7019])", Tensor.of(-972.9153f, 753.717f, -61.7019f));
    assertPrints("tensor([1257.7539,  343.4454,   40.0829])", Tensor.of(1257.7539f, 343.4454f, 40.0829f));
  }

  @Test
  void theWidestOfAllRowsCounts() {
    assertPrints("""
        tensor([[   1.,    2.],
                [   3., -400.]])""", Tensor.of(new float[][] {{1f, 2f}, {3f, -400f}}));
    assertPrints("""
        tensor([[ 0.5000,  1.0000],
                [-0.2500, 10.0000]])""", Tensor.of(new float[][] {{0.5f, 1f}, {-0.25f, 10f}}));
  }

  @Test
  void integersAlignToTheWidest() {
    assertPrints("tensor([1, 2, 3])", Tensor.of(1L, 2L, 3L));
    assertPrints("tensor([ -1,  20, 300])", Tensor.of(-1L, 20L, 300L));
    assertPrints("""
        tensor([[   1],
                [-100]])""", Tensor.of(new long[][] {{1L}, {-100L}}));
    assertPrints("tensor([-9223372036854775808,  9223372036854775807,                    0])",
        Tensor.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L));
  }

  @Test
  void truthValuesAlignToFalse() {
    assertPrints("tensor([ True, False])", Tensor.of(true, false));
    assertPrints("tensor([True, True])", Tensor.of(true, true));
    assertPrints("tensor([False])", Tensor.of(false));
    assertPrints("""
        tensor([[ True, False],
                [False,  True]])""", Tensor.of(new boolean[][] {{true, false}, {false, true}}));
  }

  @Test
  void infinitiesAndNanArePaddedButDoNotWiden() {
    assertPrints("tensor([inf, 1.])", Tensor.of(Float.POSITIVE_INFINITY, 1f));
    assertPrints("tensor([-inf, 1.])", Tensor.of(Float.NEGATIVE_INFINITY, 1f));
    assertPrints("tensor([     nan, 100.2500])", Tensor.of(Float.NaN, 100.25f));
    assertPrints("tensor([  -inf, 0.5000,    nan])", Tensor.of(Float.NEGATIVE_INFINITY, 0.5f, Float.NaN));
  }

  @Test
  void scientificNumbersAlignToTheWidest() {
    assertPrints("tensor([ 1.0000e-05, -1.0000e+00])", Tensor.of(1e-05f, -1f));
    assertPrints("tensor([0.0000e+00, 1.0000e+10])", Tensor.of(0f, 10000000000f));
    assertPrints("tensor([        nan,  1.0000e+10, -2.0000e+10,         inf])",
        Tensor.of(Float.NaN, 10000000000f, -20000000000f, Float.POSITIVE_INFINITY));
    assertPrints("tensor([1.0000e+100,  1.0000e+00], dtype=torch.float64)", Tensor.of(1e100, 1.0));
  }

  @Test
  void zerosDoNotWiden() {
    assertPrints("tensor([0., 0.])", Tensor.of(0f, 0f));
    assertPrints("tensor([ 0., -1.])", Tensor.of(0f, -1f));
  }
}
