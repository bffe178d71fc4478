package dev.adjoint.tests.tensor;

import static dev.adjoint.runtime.array.DType.BOOL;
import static dev.adjoint.runtime.array.DType.FLOAT32;
import static dev.adjoint.runtime.array.DType.INT64;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.tensor.Extremum;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.tests.tensor.Sampler.Range;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reductions and scans are what the oracle says, over any dimensions. */
class ReductionPropertyTest {
  // Sums of 150 numbers below 16, and functions of such sums.
  private static final double FLOAT32_ERROR = 2e-5;
  private static final double FLOAT64_ERROR = 1e-13;

  /** A reduction that takes a list of dimensions. */
  private interface OverDims {
    Tensor apply(Tensor x, boolean keepDim, int... dims);
  }

  private static void check(String name, Sample x, DType type, boolean keepDim, int[] dims, OverDims actual,
      java.util.function.Function<List<Object>, Object> rule) {
    NaiveArray expected = NaiveReductions.reduce(type, x.array(), keepDim, dims, rule);
    Agreement.close(name, expected, actual.apply(x.tensor(), keepDim, dims), FLOAT32_ERROR, FLOAT64_ERROR);
  }

  private static DType real(DType type) {
    return type.isFloating() ? type : FLOAT32;
  }

  @Test
  void sumsMeansAndSpreads() {
    Cases.check(s -> {
      List<Integer> shape = s.shape();
      int[] dims = s.dims(shape.size());
      boolean keep = s.chance(2);
      Sample any = s.sample(s.dtype(), shape);
      DType summed = any.array().dtype() == BOOL ? INT64 : any.array().dtype();
      check("sum", any, summed, keep, dims, Tensor::sum, NaiveReductions::sum);
      Sample x = s.sample(s.floating(), shape, s.chance(4) ? Range.SPECIAL : Range.PLAIN);
      DType type = x.array().dtype();
      boolean huge = x.array().ordered().stream().anyMatch(e -> Math.abs(Element.real(e)) > 1e15);
      // The sum that is divided may overflow, as PyTorch's does.
      if (!huge) {
        check("mean", x, type, keep, dims, Tensor::mean, NaiveReductions::mean);
        check("var", x, type, keep, dims, Tensor::var, NaiveReductions::variance);
        check("std", x, type, keep, dims, Tensor::std, e -> Math.sqrt(NaiveReductions.variance(e)));
      }
      check("logsumexp", any, real(any.array().dtype()), keep, dims, Tensor::logsumexp, NaiveReductions::logsumexp);
    });
  }

  @Test
  void reductionsOfAllElements() {
    Cases.check(s -> {
      Sample x = s.sample(s.floating(), s.shape());
      check("sum", x, x.array().dtype(), false, new int[0], (t, _, _) -> t.sum(), NaiveReductions::sum);
      check("mean", x, x.array().dtype(), false, new int[0], (t, _, _) -> t.mean(), NaiveReductions::mean);
      check("var", x, x.array().dtype(), false, new int[0], (t, _, _) -> t.var(), NaiveReductions::variance);
      check("std", x, x.array().dtype(), false, new int[0], (t, _, _) -> t.std(),
          e -> Math.sqrt(NaiveReductions.variance(e)));
      check("norm", x, x.array().dtype(), false, new int[0], (t, _, _) -> t.norm(), e -> NaiveReductions.norm(2, e));
      check("all", x, BOOL, false, new int[0], (t, _, _) -> t.all(), e -> e.stream().allMatch(Element::truth));
      check("any", x, BOOL, false, new int[0], (t, _, _) -> t.any(), e -> e.stream().anyMatch(Element::truth));
      if (x.array().numel() > 0) {
        check("max", x, x.array().dtype(), false, new int[0], (t, _, _) -> t.max(),
            e -> e.get((int) NaiveReductions.place(e, true)));
        check("min", x, x.array().dtype(), false, new int[0], (t, _, _) -> t.min(),
            e -> e.get((int) NaiveReductions.place(e, false)));
        check("argmax", x, INT64, false, new int[0], (t, _, _) -> t.argmax(), e -> NaiveReductions.place(e, true));
        check("argmin", x, INT64, false, new int[0], (t, _, _) -> t.argmin(), e -> NaiveReductions.place(e, false));
      }
    });
  }

  @Test
  void truthOverDimensions() {
    Cases.check(s -> {
      List<Integer> shape = s.shape();
      Sample x = s.sample(s.dtype(), shape, Range.SPECIAL);
      int[] dims = s.dims(shape.size());
      boolean keep = s.chance(2);
      check("all", x, BOOL, keep, dims, Tensor::all, e -> e.stream().allMatch(Element::truth));
      check("any", x, BOOL, keep, dims, Tensor::any, e -> e.stream().anyMatch(Element::truth));
    });
  }

  @Test
  void normsOfSeveralExponents() {
    Cases.check(s -> {
      List<Integer> shape = s.shape();
      Sample x = s.sample(s.floating(), shape);
      int[] dims = s.dims(shape.size());
      boolean keep = s.chance(2);
      double p = s.pick(0.0, 1.0, 2.0, 3.0, 0.5, -1.0, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
      boolean nothing = false;
      for (int d = 0; d < shape.size(); d++) {
        boolean reduced = dims.length == 0;
        for (int given : dims) {
          reduced |= given == d || given + shape.size() == d;
        }
        nothing |= reduced && shape.get(d) == 0;
      }
      if (!Double.isInfinite(p) || !nothing) {
        NaiveArray expected = NaiveReductions.reduce(x.array().dtype(), x.array(), keep, dims,
            e -> NaiveReductions.norm(p, e));
        Agreement.close("norm " + p, expected, x.tensor().norm(p, keep, dims), 1e-4, 1e-12);
      }
      check("norm", x, x.array().dtype(), keep, dims, Tensor::norm, e -> NaiveReductions.norm(2, e));
    });
  }

  @Test
  void extremesAndTheirFirstPlaces() {
    Cases.check(s -> {
      int rank = s.below(6);
      int dim = s.dim(rank);
      int d = dim < 0 ? dim + Math.max(rank, 1) : dim;
      List<Integer> shape = new ArrayList<>(s.shape(rank));
      if (rank > 0 && shape.get(d) == 0) {
        shape.set(d, 1);
      }
      Sample x = s.sample(s.dtype(), shape, s.pick(Range.values()));
      boolean keep = s.chance(2);
      boolean greatest = s.chance(2);
      int[] dims = {d};
      NaiveArray values = NaiveReductions.reduce(x.array().dtype(), x.array(), keep, dims,
          e -> e.get((int) NaiveReductions.place(e, greatest)));
      NaiveArray places = NaiveReductions.reduce(INT64, x.array(), keep, dims, e -> NaiveReductions.place(e, greatest));
      Extremum both = greatest ? x.tensor().max(dim, keep) : x.tensor().min(dim, keep);
      Agreement.exact("values", values, both.values());
      Agreement.exact("indices", places, both.indices());
      Agreement.exact("position", places,
          greatest ? x.tensor().argmax(dim, keep) : x.tensor().argmin(dim, keep));
    });
  }

  @Test
  void softmaxAndRunningSums() {
    Cases.check(s -> {
      int rank = s.below(6);
      Sample x = s.sample(s.dtype(), s.shape(rank));
      int dim = s.dim(rank);
      Agreement.close("softmax", NaiveReductions.softmax(x.array(), dim, false), x.tensor().softmax(dim), 2e-6, 1e-14);
      Agreement.close("logSoftmax", NaiveReductions.softmax(x.array(), dim, true), x.tensor().logSoftmax(dim), 4e-6,
          1e-14);
      Agreement.close("cumsum", NaiveReductions.cumsum(x.array(), dim), x.tensor().cumsum(dim), FLOAT32_ERROR,
          FLOAT64_ERROR);
    });
  }

  @Test
  void sumsToAShapeUndoBroadcasting() {
    Cases.check(s -> {
      List<Integer> shape = s.shape();
      List<Integer> target = s.narrowed(shape);
      Sample x = s.sample(s.pick(FLOAT32, DType.FLOAT64, INT64), shape);
      int shift = shape.size() - target.size();
      var dims = new ArrayList<Integer>();
      for (int d = 0; d < shape.size(); d++) {
        if (d < shift || target.get(d - shift) == 1) {
          dims.add(d);
        }
      }
      NaiveArray expected = dims.isEmpty() ? x.array() : NaiveReductions.reduce(x.array().dtype(), x.array(), true,
          Agreement.sizes(dims), NaiveReductions::sum).reshape(target);
      Agreement.close("sumTo", expected, x.tensor().sumTo(Agreement.shape(target)), FLOAT32_ERROR, FLOAT64_ERROR);
    });
  }
}
