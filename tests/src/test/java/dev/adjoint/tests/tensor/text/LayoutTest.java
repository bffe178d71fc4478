package dev.adjoint.tests.tensor.text;

import static dev.adjoint.tests.tensor.text.Printing.assertPrints;

import dev.adjoint.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Lines, rows and blank lines. */
class LayoutTest {
  @Test
  void rowsStandUnderEachOther() {
    assertPrints("""
        tensor([[1., 2.],
                [3., 4.],
                [5., 6.]])""", Tensor.of(new float[][] {{1f, 2f}, {3f, 4f}, {5f, 6f}}));
    assertPrints("""
        tensor([[1.],
                [1.]])""", Tensor.ones(2, 1));
  }

  @Test
  void matricesAreApartByABlankLine() {
    assertPrints("""
        tensor([[[1, 2],
                 [3, 4]],

                [[5, 6],
                 [7, 8]]])""", Tensor.of(new long[][][] {{{1L, 2L}, {3L, 4L}}, {{5L, 6L}, {7L, 8L}}}));
  }

  @Test
  void arraysOfRankThreeAreApartByTwoBlankLines() {
    assertPrints("""
        tensor([[[[0, 1]],

                 [[2, 3]]],


                [[[4, 5]],

                 [[6, 7]]]])""", Tensor.arange(8).reshape(2, 2, 1, 2));
  }

  @Test
  void longRowsWrapAtEightyCharacters() {
    assertPrints("""
        tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17,
                18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29])""", Tensor.arange(30));
    assertPrints("""
        tensor([0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0.,
                0., 0., 0., 0., 0., 0.])""", Tensor.zeros(30));
    assertPrints("""
        tensor([1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1.,
                1., 1.])""", Tensor.ones(20));
    assertPrints("""
        tensor([0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.5000, 0.5000,
                0.5000])""", Tensor.full(0.5, 10));
    assertPrints("""
        tensor([-0.5000, -0.5000, -0.5000, -0.5000, -0.5000, -0.5000, -0.5000, -0.5000,
                -0.5000, -0.5000])""", Tensor.full(-0.5, 10));
  }

  @Test
  void wrappedRowsAreIndentedByTheirDepth() {
    assertPrints("""
        tensor([[ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17,
                 18, 19, 20, 21, 22, 23, 24],
                [25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42,
                 43, 44, 45, 46, 47, 48, 49]])""", Tensor.arange(50).reshape(2, 25));
    assertPrints("""
        tensor([[[0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250,
                  0.1250, 0.1250, 0.1250, 0.1250],
                 [0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250, 0.1250,
                  0.1250, 0.1250, 0.1250, 0.1250]]])""", Tensor.full(0.125, 1, 2, 12));
  }

  @Test
  void scientificRowsWrapToo() {
    assertPrints("""
        tensor([1.0000e-05, 1.0000e-05, 1.0000e-05, 1.0000e-05, 1.0000e-05, 1.0000e-05,
                1.0000e-05, 1.0000e-05])""", Tensor.full(1e-05, 8));
  }

  @Test
  void dimensionsOfSizeOneAreKept() {
    assertPrints("tensor([[1.]])", Tensor.ones(1, 1));
    assertPrints("tensor([[[[1.]]]])", Tensor.ones(1, 1, 1, 1));
    assertPrints("tensor([[7]])", Tensor.of(new long[][] {{7L}}));
  }

  @Test
  void aTransposedViewPrintsInItsOwnOrder() {
    assertPrints("""
        tensor([[0, 3],
                [1, 4],
                [2, 5]])""", Tensor.arange(6).reshape(2, 3).t());
    assertPrints("""
        tensor([[0, 3],
                [1, 4],
                [2, 5]])""", Tensor.arange(6).reshape(2, 3).transpose(0, 1));
  }
}
