package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.View;

/** Softmax, its logarithm, and running sums. */
final class Softmax {
  private record Along(int dim, boolean logarithm) {}

  private record Scan(int dim, boolean reverse) {}

  private static final OpNode.Pull PULL =
      (node, _, seed) -> node.attribute(Along.class).logarithm()
          ? ReductionRules.logSoftmaxSelf(node.attribute(Along.class).dim(), node.saved(0), seed)
          : ReductionRules.softmaxSelf(node.attribute(Along.class).dim(), node.saved(0), seed);

  /** The adjoint of {@link #pull} with respect to y (operand 0) and s (operand 1). */
  private static final OpNode.Pull PULL_PULL = (node, operand, g) -> {
    Along along = node.attribute(Along.class);
    int dim = along.dim();
    Tensor y = node.saved(0);
    Tensor s = node.saved(1);
    if (along.logarithm()) {
      // s - e^y sum(s)
      Tensor weighted = g.mul(y.exp());
      return operand == 0 ? weighted.mul(s.sum(true, dim)).neg() : g.sub(weighted.sum(true, dim));
    }
    // y (s - sum(s y)), symmetric in s and g up to the factor y.
    return operand == 0
        ? g.mul(s.sub(s.mul(y).sum(true, dim))).sub(s.mul(g.mul(y).sum(true, dim)))
        : pull(y, g, dim, false);
  };

  private static final OpNode.Pull CUMSUM = (node, _, seed) -> {
    var scan = node.attribute(Scan.class);
    return scan.reverse() ? cumsum(seed, scan.dim()) : ReductionRules.cumsumSelf(scan.dim(), seed);
  };

  private Softmax() {}

  static Tensor apply(Tensor operand, int dim, boolean logarithm) {
    String name = logarithm ? "logSoftmax" : "softmax";
    Tensor x = Ops.floating(operand);
    var along = new Along(x.shape().dim(name, dim), logarithm);
    if (x.rank() == 0) {
      return apply(x.reshape(1), 0, logarithm).reshape();
    }
    var event = Ops.begin(name, x);
    View out = Ops.reserveLike(x, x.shape());
    Ops.backend(x).reductions().softmax(x.view(), along.dim(), logarithm, out);
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(x) ? Ops.record(result, new OpNode(Names.node(name), PULL, along, x).save(result)) : result;
  }

  static Tensor pull(Tensor y, Tensor s, int dim, boolean logarithm) {
    if (y.rank() == 0) {
      return pull(y.reshape(1), s.reshape(1), 0, logarithm).reshape();
    }
    var along = new Along(y.shape().dim(dim), logarithm);
    String name = along.logarithm() ? "logSoftmaxBackward" : "softmaxBackward";
    var event = Ops.begin(name, y, s);
    View out = Ops.reserveLike(y, y.shape());
    Ops.backend(y).reductions().softmaxPull(y.view(), s.view(), along.dim(), along.logarithm(), out);
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(y, s) ? Ops.record(result, new OpNode(Names.node(name), PULL_PULL, along, y, s).save(y, s))
        : result;
  }

  static Tensor cumsum(Tensor x, int dim) {
    return cumsum(x.dtype() == DType.BOOL ? x.to(DType.INT64) : x, dim, false);
  }

  static Tensor cumsum(Tensor x, int given, boolean reverse) {
    int dim = x.shape().dim("cumsum", given);
    if (x.rank() == 0) {
      return cumsum(x.reshape(1), 0, reverse).reshape();
    }
    var event = Ops.begin("cumsum", x);
    View out = Ops.reserveLike(x, x.shape());
    Ops.backend(x).reductions().cumsum(x.view(), dim, reverse, out);
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(x)
        ? Ops.record(result, new OpNode("CumsumBackward0", CUMSUM, new Scan(dim, reverse), x)) : result;
  }
}
