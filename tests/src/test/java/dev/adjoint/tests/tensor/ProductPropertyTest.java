package dev.adjoint.tests.tensor;

import static dev.adjoint.runtime.array.DType.BOOL;
import static dev.adjoint.runtime.array.DType.INT64;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.tests.tensor.NaiveElementwise.Binary;
import dev.adjoint.tests.tensor.Sampler.Range;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Matrix products of all ranks, with batches that broadcast. */
class ProductPropertyTest {
  private static final int[] SIZES = {0, 1, 1, 2, 3, 5, 7};

  private static List<Integer> operand(List<Integer> batch, boolean vector, int rows, int columns, int inner) {
    if (vector) {
      return List.of(inner);
    }
    var shape = new ArrayList<>(batch);
    shape.add(rows);
    shape.add(columns);
    return shape;
  }

  private static DType met(DType a, DType b) {
    DType type = Promotion.of(a, 1, b, 1);
    return type == BOOL ? INT64 : type;
  }

  @Test
  void matrixProductsOfAllRanks() {
    Cases.check(s -> {
      int m = s.pick(0, 1, 2, 3, 7);
      int k = SIZES[s.below(SIZES.length)];
      int n = s.pick(0, 1, 2, 5);
      List<Integer> batch = s.shape(s.below(4)).stream().map(size -> Math.min(size, 3)).toList();
      boolean left = s.chance(2);
      List<Integer> first = operand(left ? batch : s.narrowed(batch), s.chance(4), m, k, k);
      List<Integer> second = operand(left ? s.narrowed(batch) : batch, s.chance(4), k, n, k);
      Sample a = s.sample(s.dtype(), first);
      Sample b = s.sample(s.dtype(), second);
      DType type = met(a.array().dtype(), b.array().dtype());
      NaiveArray expected = NaiveReductions.matmul(a.array(), b.array(), type);
      Agreement.close("matmul", expected, a.tensor().matmul(b.tensor()), 2e-5, 1e-13);
      if (first.size() == 2 && second.size() == 2) {
        Agreement.close("mm", expected, a.tensor().mm(b.tensor()), 2e-5, 1e-13);
      }
      if (first.size() == 1 && second.size() == 1) {
        Agreement.close("dot", expected, a.tensor().dot(b.tensor()), 2e-5, 1e-13);
      }
    });
  }

  @Test
  void productsOfWholeNumbersWrapAround() {
    Cases.check(s -> {
      int k = s.between(1, 3);
      Sample a = s.sample(INT64, List.of(2, k), Range.SPECIAL);
      Sample b = s.sample(INT64, List.of(k, 2), Range.SPECIAL);
      Agreement.exact("matmul", NaiveReductions.matmul(a.array(), b.array(), INT64), a.tensor().matmul(b.tensor()));
    });
  }

  @Test
  void linearIsAProductWithTheTransposePlusABias() {
    Cases.check(s -> {
      int in = SIZES[s.below(SIZES.length)];
      int out = s.between(0, 4);
      var shape = new ArrayList<>(s.shape(s.below(4)));
      shape.add(in);
      DType type = s.floating();
      Sample x = s.sample(type, shape);
      Sample weight = s.sample(s.chance(4) ? s.floating() : type, List.of(out, in));
      DType met = met(type, weight.array().dtype());
      NaiveArray product = NaiveReductions.matmul(x.array(), weight.array().transpose(0, 1), met);
      Agreement.close("linear", product, x.tensor().linear(weight.tensor(), null), 2e-5, 1e-13);
      Sample bias = s.sample(type, List.of(out));
      DType all = met(met, type);
      Tensor actual = x.tensor().linear(weight.tensor(), bias.tensor());
      Agreement.close("linear", Binary.ADD.of(all, product, bias.array()), actual, 2e-5, 1e-13);
    });
  }
}
