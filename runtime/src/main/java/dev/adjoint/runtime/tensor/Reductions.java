package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.ReduceOp;
import dev.adjoint.runtime.backend.spi.View;
import java.util.stream.IntStream;

/** Sums, means, norms and what else reduces dimensions. */
final class Reductions {
  /**
   * Which dimensions are reduced.
   *
   * @param flags one per dimension
   * @param kept the operand's shape with 1 where reduced
   * @param result the shape of the result
   * @param count the number of elements in each reduction
   */
  record Plan(boolean[] flags, Shape kept, Shape result, int count) {}

  private record PowerNorm(double p, Plan plan) {}

  private static final OpNode.Pull SUM =
      (node, _, seed) -> ReductionRules.sum(node.shape(0), node.attribute(Plan.class), seed);
  private static final OpNode.Pull MEAN =
      (node, _, seed) -> ReductionRules.mean(node.shape(0), node.attribute(Plan.class), seed);
  private static final OpNode.Pull VAR =
      (node, _, seed) -> VarianceRules.variance(node.saved(0), node.attribute(Plan.class), seed);
  private static final OpNode.Pull STD = (node, _, seed) ->
      VarianceRules.deviation(node.saved(0), node.attribute(Plan.class), node.saved(1), seed);
  private static final OpNode.Pull NORM =
      (node, _, seed) -> NormRules.norm(node.saved(0), node.attribute(Plan.class), node.saved(1), seed);
  private static final OpNode.Pull POWER_NORM = (node, _, seed) -> {
    var norm = node.attribute(PowerNorm.class);
    return NormRules.norm(node.saved(0), norm.p(), norm.plan(), node.saved(1), seed);
  };
  private static final OpNode.Pull LOGSUMEXP =
      (node, _, seed) -> ReductionRules.logsumexp(node.saved(0), node.attribute(Plan.class), node.saved(1), seed);

  private Reductions() {}

  static Plan plan(String name, Shape shape, boolean keepDim, int... dims) {
    var flags = new boolean[shape.rank()];
    if (dims.length == 0) {
      java.util.Arrays.fill(flags, true);
    }
    for (int given : dims) {
      int dim = shape.dim(name, given);
      if (flags.length == 0) {
        continue;
      }
      if (flags[dim]) {
        throw new IllegalArgumentException(name + ": dim " + dim + " appears multiple times in the list of dims of a"
            + " reduction of shape " + shape);
      }
      flags[dim] = true;
    }
    int[] kept = shape.sizes();
    int left = 0;
    int count = 1;
    for (int d = 0; d < kept.length; d++) {
      if (flags[d]) {
        count *= kept[d];
        kept[d] = 1;
      } else {
        left++;
      }
    }
    Shape keptShape = Shape.trusted(kept);
    if (keepDim) {
      return new Plan(flags, keptShape, keptShape, count);
    }
    var result = new int[left];
    for (int d = 0, k = 0; d < kept.length; d++) {
      if (!flags[d]) {
        result[k++] = kept[d];
      }
    }
    return new Plan(flags, keptShape, Shape.trusted(result), count);
  }

  private static Tensor reduce(String name, ReduceOp op, Tensor x, DType type, Plan plan) {
    var event = Ops.begin(name, x);
    View out = Ops.reserveLike(x, type, plan.kept());
    Ops.backend(x).reductions().reduce(op, x.view(), plan.flags(), out);
    var result = new Tensor(plan.kept().equals(plan.result()) ? out : new View(out.storage(), plan.result()));
    Ops.end(event);
    return result;
  }

  static Tensor sum(Tensor x) {
    return sum("SumBackward0", x, false);
  }

  static Tensor sum(Tensor x, boolean keepDim, int... dims) {
    return sum(dims.length == 0 ? "SumBackward0" : "SumBackward1", x, keepDim, dims);
  }

  private static Tensor sum(String nodeName, Tensor operand, boolean keepDim, int... dims) {
    Tensor x = operand.dtype() == DType.BOOL ? operand.to(DType.INT64) : operand;
    Plan plan = plan("sum", x.shape(), keepDim, dims);
    Tensor result = reduce("sum", ReduceOp.SUM, x, x.dtype(), plan);
    return Ops.tracks(x) ? Ops.record(result, new OpNode(nodeName, SUM, plan, x)) : result;
  }

  static Tensor mean(Tensor x) {
    return mean("MeanBackward0", x, false);
  }

  static Tensor mean(Tensor x, boolean keepDim, int... dims) {
    return mean(dims.length == 0 ? "MeanBackward0" : "MeanBackward1", x, keepDim, dims);
  }

  private static Tensor mean(String nodeName, Tensor x, boolean keepDim, int... dims) {
    Ops.requireFloating("mean", x);
    Plan plan = plan("mean", x.shape(), keepDim, dims);
    Tensor result = reduce("mean", ReduceOp.SUM, x, x.dtype(), plan);
    GradMode.withoutGrad(() -> result.div_(plan.count()));
    return Ops.tracks(x) ? Ops.record(result, new OpNode(nodeName, MEAN, plan, x)) : result;
  }

  static Tensor variance(Tensor x, boolean keepDim, int... dims) {
    Ops.requireFloating("var", x);
    Plan plan = plan("var", x.shape(), keepDim, dims);
    Tensor result = GradMode.withoutGrad(() -> variance(x, plan));
    return Ops.tracks(x) ? Ops.record(result, new OpNode("VarBackward0", VAR, plan, x).save(x)) : result;
  }

  static Tensor deviation(Tensor x, boolean keepDim, int... dims) {
    Ops.requireFloating("std", x);
    Plan plan = plan("std", x.shape(), keepDim, dims);
    Tensor result = GradMode.withoutGrad(() -> variance(x, plan).sqrt());
    return Ops.tracks(x) ? Ops.record(result, new OpNode("StdBackward0", STD, plan, x).save(x, result)) : result;
  }

  private static Tensor variance(Tensor x, Plan plan) {
    Tensor squares = differences(x, plan).square();
    return squares.sum(true, dims(plan)).div(Math.max(plan.count() - 1, 0)).reshape(plan.result());
  }

  /** The elements less their mean. */
  static Tensor differences(Tensor x, Plan plan) {
    return x.sub(x.mean(true, dims(plan)));
  }

  static int[] dims(Plan plan) {
    return IntStream.range(0, plan.flags().length).filter(d -> plan.flags()[d]).toArray();
  }

  static Tensor norm(Tensor x, boolean keepDim, int... dims) {
    Ops.requireFloating("norm", x);
    Plan plan = plan("norm", x.shape(), keepDim, dims);
    Tensor result = reduce("norm", ReduceOp.NORM2, x, x.dtype(), plan);
    return Ops.tracks(x)
        ? Ops.record(result, new OpNode("LinalgVectorNormBackward0", NORM, plan, x).save(x, result)) : result;
  }

  static Tensor norm(Tensor x, double p, boolean keepDim, int... dims) {
    Ops.requireFloating("norm", x);
    if (Double.isNaN(p)) {
      throw new IllegalArgumentException("norm: p is NaN");
    }
    if (p == 2) {
      return norm(x, keepDim, dims);
    }
    Plan plan = plan("norm", x.shape(), keepDim, dims);
    Tensor result = GradMode.withoutGrad(() -> norm(x, p, plan));
    return Ops.tracks(x)
        ? Ops.record(result, new OpNode("LinalgVectorNormBackward0", POWER_NORM, new PowerNorm(p, plan), x).save(x, result))
        : result;
  }

  private static Tensor norm(Tensor x, double p, Plan plan) {
    if (p == 0 || p == 1) {
      return (p == 0 ? x.ne(0).to(x.dtype()) : x.abs()).sum(true, dims(plan)).reshape(plan.result());
    }
    if (Double.isInfinite(p)) {
      return Extremes.over(x.abs(), plan.flags(), plan.result(), p > 0);
    }
    return x.abs().pow(p).sum(true, dims(plan)).reshape(plan.result()).pow(1 / p);
  }

  static Tensor logsumexp(Tensor operand, boolean keepDim, int... dims) {
    Tensor x = Ops.floating(operand);
    Plan plan = plan("logsumexp", x.shape(), keepDim, dims);
    Tensor result = reduce("logsumexp", ReduceOp.LOGSUMEXP, x, x.dtype(), plan);
    return Ops.tracks(x)
        ? Ops.record(result, new OpNode("LogsumexpBackward0", LOGSUMEXP, plan, x).save(x, result)) : result;
  }

  static Tensor logical(Tensor x, boolean all, boolean keepDim, int... dims) {
    Tensor truth = x.detach().to(DType.BOOL);
    return reduce(all ? "all" : "any", all ? ReduceOp.ALL : ReduceOp.ANY, truth, DType.BOOL,
        plan(all ? "all" : "any", truth.shape(), keepDim, dims));
  }

  static Tensor sumTo(Tensor x, Shape shape) {
    if (x.shape().equals(shape)) {
      return x;
    }
    int extra = x.rank() - shape.rank();
    if (extra < 0) {
      throw new IllegalArgumentException("sumTo: shape " + shape + " does not broadcast to " + x.shape());
    }
    int count = 0;
    var dims = new int[x.rank()];
    for (int d = 0; d < dims.length; d++) {
      if (d < extra || shape.size(d - extra) == 1 && x.size(d) != 1) {
        dims[count++] = d;
      } else if (shape.size(d - extra) != x.size(d)) {
        throw new IllegalArgumentException("sumTo: shape " + shape + " does not broadcast to " + x.shape());
      }
    }
    return x.sum(true, java.util.Arrays.copyOf(dims, count)).reshape(shape);
  }
}
