package dev.adjoint.tests.autograd;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Extremum;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/** The derivatives of {@code TensorReductions}: over all, one and several dimensions, with and without keepDim. */
final class ReductionCases {
  private static final int[][] DIMS = {{}, {0}, {-1}, {0, 2}, {2, 0, 1}};

  /** A reduction over dimensions. */
  private interface Over {
    Tensor apply(Tensor x, boolean keepDim, int... dims);
  }

  private ReductionCases() {}

  private static void over(Cases cases, String method, Tensor x, Over reduction) {
    for (int[] dims : DIMS) {
      for (boolean keepDim : new boolean[] {false, true}) {
        cases.one(method, x, t -> reduction.apply(t, keepDim, dims));
      }
    }
    cases.one(method, x, t -> reduction.apply(t.transpose(0, 2), false, 1));
    cases.one(method, x.detach().get(0, 0, 0).copy().requiresGrad_(), t -> reduction.apply(t, false));
  }

  private static Tensor values(Extremum extremum) {
    return extremum.values();
  }

  static List<OperationCase> all() {
    var cases = new Cases();
    var operands = new Operands(40);
    Tensor x = operands.normal(2, 3, 2);
    Tensor distinct = operands.distinct(2, 3, 2);
    over(cases, "sum(boolean, int[])", x, Tensor::sum);
    over(cases, "mean(boolean, int[])", x, Tensor::mean);
    over(cases, "norm(boolean, int[])", x, Tensor::norm);
    over(cases, "logsumexp(boolean, int[])", x, Tensor::logsumexp);
    for (double p : new double[] {0, 0.5, 1, 1.5, 2, 3, 4, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      over(cases, "norm(double, boolean, int[])", distinct.detach().add(0.01).requiresGrad_(),
          (t, keepDim, dims) -> t.norm(p, keepDim, dims));
    }
    for (int[] dims : DIMS) {
      cases.one("var(boolean, int[])", x, t -> t.var(false, dims));
      cases.one("var(boolean, int[])", x, t -> t.var(true, dims));
      cases.one("std(boolean, int[])", x, t -> t.std(true, dims));
      cases.one("sum(int[])", x, t -> t.sum(dims));
      cases.one("mean(int[])", x, t -> t.mean(dims));
      cases.one("logsumexp(int[])", x, t -> t.logsumexp(dims));
    }
    cases.one("sum()", x, Tensor::sum);
    cases.one("sum()", operands.normal(0, 2), Tensor::sum);
    cases.one("mean()", x, Tensor::mean);
    cases.one("var()", x, Tensor::var);
    cases.one("std()", x, Tensor::std);
    cases.one("norm()", x, Tensor::norm);
    cases.one("max()", distinct, Tensor::max);
    cases.one("min()", distinct, Tensor::min);
    cases.one("max()", distinct, t -> t.permute(2, 0, 1).max());
    extremes(cases, distinct);
    for (int dim : new int[] {0, 1, -1}) {
      cases.one("softmax(int)", x, t -> t.softmax(dim));
      cases.one("logSoftmax(int)", x, t -> t.logSoftmax(dim));
      cases.one("cumsum(int)", x, t -> t.cumsum(dim));
      cases.one("softmax(int)", x, t -> t.transpose(0, 1).softmax(dim));
    }
    cases.one("softmax(int)", operands.normal(), t -> t.softmax(0));
    cases.one("cumsum(int)", operands.normal(), t -> t.cumsum(0));
    for (int[] shape : new int[][] {{2, 3, 2}, {3, 2}, {2, 1, 2}, {1}, {}, {1, 3, 1}}) {
      cases.one("sumTo(Shape)", x, t -> t.sumTo(Shape.of(shape)));
    }
    return cases.all();
  }

  private static void extremes(Cases cases, Tensor x) {
    for (int dim : new int[] {0, 1, -1}) {
      for (boolean keepDim : new boolean[] {false, true}) {
        Function<Extremum, Tensor> values = ReductionCases::values;
        cases.one("max(int, boolean)", x, t -> values.apply(t.max(dim, keepDim)));
        cases.one("min(int, boolean)", x, t -> values.apply(t.min(dim, keepDim)));
      }
      cases.one("max(int)", x, t -> t.max(dim).values());
      cases.one("min(int)", x, t -> t.min(dim).values());
    }
    cases.one("max(int)", x.detach().get(0, 0, 0).copy().requiresGrad_(), t -> t.max(0).values());
  }
}
