package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.View;

/** Softmax, its logarithm, and running sums. */
final class Softmax {
  private record Along(int dim, boolean logarithm) {}

  private record Scan(int dim, boolean reverse) {}

  private static final OpNode.Pull PULL =
      (node, _, seed) -> pull(node.saved(0), seed, node.attribute(Along.class));

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
        : pull(y, g, along);
  };

  private static final OpNode.Pull CUMSUM = (node, _, seed) -> {
    var scan = node.attribute(Scan.class);
    return cumsum(seed, scan.dim(), !scan.reverse());
  };

  private Softmax() {}

  static Tensor apply(Tensor operand, int dim, boolean logarithm) {
    String name = logarithm ? "logSoftmax" : "softmax";
    Tensor x = Ops.floating(operand);
    var along = new Along(x.shape().dim(dim), logarithm);
    if (x.rank() == 0) {
      return apply(x.reshape(1), 0, logarithm).reshape();
    }
    var event = Ops.begin(name, x);
    View out = Ops.allocateLike(x, x.shape());
    Ops.backend(x).reductions().softmax(x.view(), along.dim(), logarithm, out);
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(x) ? Ops.record(result, new OpNode(Names.node(name), PULL, along, x).save(result)) : result;
  }

  private static Tensor pull(Tensor y, Tensor s, Along along) {
    String name = along.logarithm() ? "logSoftmaxBackward" : "softmaxBackward";
    var event = Ops.begin(name, y, s);
    View out = Ops.allocateLike(y, y.shape());
    Ops.backend(y).reductions().softmaxPull(y.view(), s.view(), along.dim(), along.logarithm(), out);
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(y, s) ? Ops.record(result, new OpNode(Names.node(name), PULL_PULL, along, y, s).save(y, s))
        : result;
  }

  static Tensor cumsum(Tensor x, int dim) {
    Tensor y = x.dtype() == DType.BOOL ? x.to(DType.INT64) : x;
    int d = y.shape().dim(dim);
    return y.rank() == 0 ? cumsum(y.reshape(1), 0, false).reshape() : cumsum(y, d, false);
  }

  private static Tensor cumsum(Tensor x, int dim, boolean reverse) {
    var event = Ops.begin("cumsum", x);
    View out = Ops.allocateLike(x, x.shape());
    Ops.backend(x).reductions().cumsum(x.view(), dim, reverse, out);
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(x)
        ? Ops.record(result, new OpNode("CumsumBackward0", CUMSUM, new Scan(dim, reverse), x)) : result;
  }
}
