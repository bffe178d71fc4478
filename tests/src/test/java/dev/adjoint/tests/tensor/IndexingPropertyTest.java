package dev.adjoint.tests.tensor;

import static dev.adjoint.runtime.array.DType.BOOL;
import static dev.adjoint.runtime.array.DType.FLOAT32;
import static dev.adjoint.runtime.array.DType.FLOAT64;
import static dev.adjoint.runtime.array.DType.INT64;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.tests.tensor.Sampler.Range;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Joining and choosing elements is what the oracle says. */
class IndexingPropertyTest {

  /** Indices below a bound in a shape, in arbitrary strides. */
  private static Sample indices(Sampler s, List<Integer> shape, int bound) {
    Sample drawn = s.sample(INT64, shape);
    Tensor places = drawn.tensor().remainder((long) bound);
    NaiveArray expected =
        NaiveArray.of(INT64, shape, i -> Math.floorMod(Element.whole(drawn.array().at(i)), (long) bound));
    return new Sample(places, expected, null, null);
  }

  /** A shape that is nowhere above another but along one dimension. */
  private static List<Integer> within(Sampler s, List<Integer> shape, int dim) {
    var sizes = new ArrayList<Integer>();
    for (int d = 0; d < shape.size(); d++) {
      sizes.add(d == dim ? s.between(0, 4) : s.chance(2) ? shape.get(d) : s.below(shape.get(d) + 1));
    }
    return sizes;
  }

  @Test
  void concatenationPutsOneAfterTheOther() {
    Cases.check(s -> {
      int rank = s.between(1, 5);
      List<Integer> shape = s.shape(rank);
      int dim = s.dim(rank);
      int d = dim < 0 ? dim + rank : dim;
      var parts = new ArrayList<Sample>();
      for (int i = s.between(1, 4); i > 0; i--) {
        parts.add(s.sample(s.dtype(), NaiveArray.with(shape, d, s.between(0, 3)), Range.SPECIAL));
      }
      DType type = parts.stream().map(p -> p.array().dtype()).reduce((a, b) -> Promotion.of(a, 1, b, 1)).orElseThrow();
      Agreement.exact("cat", NaiveArray.cat(parts.stream().map(Sample::array).toList(), dim, type),
          Tensor.cat(parts.stream().map(Sample::tensor).toList(), dim));
    });
  }

  @Test
  void stackingAddsADimension() {
    Cases.check(s -> {
      List<Integer> shape = s.shape(s.below(5));
      int dim = s.between(-shape.size() - 1, shape.size());
      var parts = new ArrayList<Sample>();
      for (int i = s.between(1, 4); i > 0; i--) {
        parts.add(s.sample(s.dtype(), shape, Range.SPECIAL));
      }
      DType type = parts.stream().map(p -> p.array().dtype()).reduce((a, b) -> Promotion.of(a, 1, b, 1)).orElseThrow();
      Agreement.exact("stack", NaiveArray.stack(parts.stream().map(Sample::array).toList(), dim, type),
          Tensor.stack(parts.stream().map(Sample::tensor).toList(), dim));
    });
  }

  @Test
  void gatherAndScatterAdd() {
    Cases.check(s -> {
      int rank = s.below(5);
      List<Integer> shape = s.filled(rank);
      int dim = s.dim(rank);
      int d = dim < 0 ? dim + Math.max(rank, 1) : dim;
      Sample index = indices(s, within(s, shape, d), rank == 0 ? 1 : shape.get(d));
      Sample x = s.sample(s.dtype(), shape, Range.SPECIAL);
      Agreement.exact("gather", x.array().gather(dim, index.array()), x.tensor().gather(dim, index.tensor()));
      DType type = s.pick(FLOAT32, FLOAT64, INT64);
      Sample to = s.sample(type, shape);
      Sample source = s.sample(type, index.array().shape());
      Agreement.close("scatterAdd", to.array().scatterAdd(dim, index.array(), source.array()),
          to.tensor().scatterAdd(dim, index.tensor(), source.tensor()), 1e-5, 1e-14);
      Agreement.exact("the operand of scatterAdd", to.array(), to.tensor());
    });
  }

  @Test
  void entriesByIndex() {
    Cases.check(s -> {
      int rank = s.between(1, 5);
      int dim = s.dim(rank);
      int d = dim < 0 ? dim + rank : dim;
      List<Integer> shape = NaiveArray.with(s.shape(rank), d, s.between(1, 4));
      int count = s.between(0, 5);
      Sample index = indices(s, List.of(count), shape.get(d));
      Sample x = s.sample(s.dtype(), shape, Range.SPECIAL);
      Agreement.exact("indexSelect", x.array().indexSelect(dim, index.array()),
          x.tensor().indexSelect(dim, index.tensor()));
      DType type = s.pick(FLOAT32, FLOAT64, INT64);
      Sample to = s.sample(type, shape);
      Sample source = s.sample(type, NaiveArray.with(shape, d, count));
      Agreement.close("indexAdd", to.array().indexAdd(dim, index.array(), source.array()),
          to.tensor().indexAdd(dim, index.tensor(), source.tensor()), 1e-5, 1e-14);
      Agreement.exact("the operand of indexAdd", to.array(), to.tensor());
    });
  }

  @Test
  void takeHasTheShapeOfTheIndices() {
    Cases.check(s -> {
      List<Integer> shape = NaiveArray.with(s.shape(s.between(1, 4)), 0, s.between(1, 4));
      Sample x = s.sample(s.dtype(), shape);
      Sample index = indices(s, s.shape(s.below(3)), shape.getFirst());
      Agreement.exact("take", x.array().take(index.array()), x.tensor().take(index.tensor()));
    });
  }

  @Test
  void masksChooseInRowMajorOrder() {
    Cases.check(s -> {
      List<Integer> shape = s.shape();
      Sample x = s.sample(s.dtype(), shape, Range.SPECIAL);
      Sample mask = s.sample(BOOL, shape);
      Agreement.exact("maskedSelect", x.array().maskedSelect(mask.array()), x.tensor().maskedSelect(mask.tensor()));
      Agreement.exact("nonzero", x.array().nonzero(), x.tensor().nonzero());
    });
  }

  @Test
  void oneHotMarksTheClass() {
    Cases.check(s -> {
      int classes = s.between(1, 4);
      Sample index = indices(s, s.shape(s.below(4)), classes);
      Agreement.exact("oneHot", index.array().oneHot(classes), index.tensor().oneHot(classes));
    });
  }
}
