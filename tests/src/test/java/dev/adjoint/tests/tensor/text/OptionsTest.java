package dev.adjoint.tests.tensor.text;

import static dev.adjoint.runtime.tensor.PrintOptions.DEFAULT;
import static dev.adjoint.tests.tensor.text.Printing.assertPrints;

import dev.adjoint.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What each option of PyTorch's set_printoptions changes. */
class OptionsTest {
  @Test
  void precisionSetsTheDigitsOfFractions() {
    assertPrints("tensor([1.12])", Tensor.of(1.12345f), DEFAULT.withPrecision(2));
    assertPrints("tensor([1.12345004])", Tensor.of(1.12345f), DEFAULT.withPrecision(8));
    assertPrints("tensor([2, 2])", Tensor.of(1.5f, 2.5f), DEFAULT.withPrecision(0));
    assertPrints("tensor([1e-05, 1e+00])", Tensor.of(1e-05f, 1f), DEFAULT.withPrecision(0));
    assertPrints("tensor([9.9999997e-06, 1.0000000e+00])", Tensor.of(1e-05f, 1f), DEFAULT.withPrecision(7));
    assertPrints("tensor([1., 2.])", Tensor.of(1f, 2f), DEFAULT.withPrecision(2));
  }

  @Test
  void thresholdSetsWhereSummariesBegin() {
    assertPrints("tensor([0, 1, 2,  ..., 7, 8, 9])", Tensor.arange(10), DEFAULT.withThreshold(5));
    assertPrints("tensor([0, 1, 2,  ..., 7, 8, 9])", Tensor.arange(10), DEFAULT.withThreshold(9));
    assertPrints("tensor([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])", Tensor.arange(10), DEFAULT.withThreshold(10));
    assertPrints("""
        tensor([[ 0,  1,  2,  ...,  5,  6,  7],
                [ 8,  9, 10,  ..., 13, 14, 15]])""", Tensor.arange(16).reshape(2, 8), DEFAULT.withThreshold(3));
  }

  @Test
  void edgeItemsSetHowMuchASummaryShows() {
    assertPrints("tensor([0,  ..., 9])", Tensor.arange(10), DEFAULT.withThreshold(5).withEdgeItems(1));
    assertPrints("tensor([0, 1, 2, 3,  ..., 6, 7, 8, 9])",
        Tensor.arange(10), DEFAULT.withThreshold(5).withEdgeItems(4));
    assertPrints("tensor([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])",
        Tensor.arange(10), DEFAULT.withThreshold(5).withEdgeItems(5));
    assertPrints("""
        tensor([[ 0,  ...,  4],
                ...,
                [20,  ..., 24]])""", Tensor.arange(25).reshape(5, 5), DEFAULT.withThreshold(5).withEdgeItems(1));
  }

  @Test
  void lineWidthSetsWhereRowsWrap() {
    assertPrints("""
        tensor([0, 1, 2, 3,
                4, 5, 6, 7,
                8, 9])""", Tensor.arange(10), DEFAULT.withLineWidth(20));
    assertPrints("""
        tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
                23, 24, 25, 26, 27, 28, 29])""", Tensor.arange(30), DEFAULT.withLineWidth(100));
    assertPrints("""
        tensor([0,
                1,
                2])""", Tensor.arange(3), DEFAULT.withLineWidth(1));
    assertPrints("""
        tensor([[ 0,  1,  2,  3,  4,  5,  6,  7,
                  8,  9, 10, 11, 12, 13, 14, 15,
                 16, 17, 18, 19],
                [20, 21, 22, 23, 24, 25, 26, 27,
                 28, 29, 30, 31, 32, 33, 34, 35,
                 36, 37, 38, 39]])""", Tensor.arange(40).reshape(2, 20), DEFAULT.withLineWidth(40));
  }

  @Test
  void scientificNotationCanBeForced() {
    assertPrints("tensor([1.0000e+00, 2.5000e+00])", Tensor.of(1f, 2.5f), DEFAULT.withScientific(true));
    assertPrints("tensor([1.0000e+00, 2.0000e+02])", Tensor.of(1f, 200f), DEFAULT.withScientific(true));
    assertPrints("tensor([0., -0.])", Tensor.of(0f, -0f), DEFAULT.withScientific(true));
    assertPrints("tensor([1, 2])", Tensor.of(1L, 2L), DEFAULT.withScientific(true));
    assertPrints("tensor(5.0000e-01)", Tensor.scalar(0.5f), DEFAULT.withScientific(true));
  }

  @Test
  void scientificNotationCanBeForbidden() {
    assertPrints("tensor([   0.0000, 1000.0000])", Tensor.of(1e-05f, 1000f), DEFAULT.withScientific(false));
    assertPrints("tensor([10000000000.,           1.])", Tensor.of(10000000000f, 1f), DEFAULT.withScientific(false));
    assertPrints("""
        tensor([100000000000000000000.0000,                     0.5000],
               dtype=torch.float64)""", Tensor.of(1e20, 0.5), DEFAULT.withScientific(false));
    assertPrints("""
        tensor([10000000000000000000000.,                       1.],
               dtype=torch.float64)""", Tensor.of(1e22, 1.0), DEFAULT.withScientific(false));
  }
}
