package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.ReduceOp;
import dev.adjoint.runtime.backend.spi.View;

/** Greatest and least elements and their positions. */
final class Extremes {
  private static final OpNode.Pull ALONG =
      (node, _, seed) -> ExtremumRules.along(node.shape(0), node.attribute(Integer.class), node.saved(0), seed);

  private Extremes() {}

  /** Zeros with the seed at the places that were chosen. */
  static Tensor scatter(Shape shape, int dim, Tensor indices, Tensor seed) {
    return Ops.zerosLike(seed, shape).scatterAdd(dim, indices, seed.reshape(indices.shape()));
  }

  private static void requireElements(String name, Tensor x, int count) {
    if (count == 0) {
      throw new IllegalArgumentException(name + ": shape " + x.shape() + " has no element to choose from");
    }
  }

  private static Tensor positions(String name, Tensor x, boolean[] flags, boolean greatest) {
    int[] kept = x.shape().sizes();
    int count = 1;
    for (int d = 0; d < kept.length; d++) {
      if (flags[d]) {
        count *= kept[d];
        kept[d] = 1;
      }
    }
    requireElements(name, x, count);
    Tensor values = x.dtype() == DType.BOOL ? x.to(DType.INT64) : x.detach();
    var event = Ops.begin(name, values);
    View out = Ops.reserveLike(values, DType.INT64, Shape.trusted(kept));
    Ops.backend(values).reductions().reduce(greatest ? ReduceOp.ARGMAX : ReduceOp.ARGMIN, values.view(), flags, out);
    Ops.end(event);
    return new Tensor(out);
  }

  static Tensor position(Tensor x, boolean greatest) {
    var flags = new boolean[x.rank()];
    java.util.Arrays.fill(flags, true);
    return positions(greatest ? "argmax" : "argmin", x, flags, greatest).reshape(Shape.SCALAR);
  }

  static Tensor position(Tensor x, int dim, boolean keepDim, boolean greatest) {
    Tensor kept = positionAlong(greatest ? "argmax" : "argmin", x, dim, greatest);
    return keepDim || x.rank() == 0 ? kept : kept.squeeze(dim);
  }

  private static Tensor positionAlong(String name, Tensor x, int dim, boolean greatest) {
    int d = x.shape().dim(name, dim);
    var flags = new boolean[x.rank()];
    if (flags.length != 0) {
      flags[d] = true;
    }
    return positions(name, x, flags, greatest);
  }

  static Extremum along(Tensor x, int dim, boolean keepDim, boolean greatest) {
    return along(x, greatest ? "max" : "min", dim, keepDim, greatest);
  }

  private static Extremum along(Tensor x, String name, int dim, boolean keepDim, boolean greatest) {
    return along(x, name, 0, dim, keepDim, greatest);
  }

  /** @param overload which of PyTorch's forms it is: 0 along a dimension, 1 of all elements */
  private static Extremum along(Tensor x, String name, int overload, int dim, boolean keepDim, boolean greatest) {
    int d = x.shape().dim(name, dim);
    if (x.rank() == 0) {
      return along(x.reshape(1), name, overload, 0, false, greatest);
    }
    Tensor indices = positionAlong(name, x, d, greatest);
    Tensor values = GradMode.withoutGrad(() -> x.gather(d, indices));
    boolean drop = !keepDim && x.rank() != 0;
    Tensor result = drop ? values.squeeze(d).detach() : values;
    if (Ops.tracks(x)) {
      Ops.record(result, new OpNode(Names.node(greatest ? "max" : "min", overload), ALONG, d, x).save(indices));
    }
    return new Extremum(result, drop ? indices.squeeze(d) : indices);
  }

  static Tensor all(Tensor x, boolean greatest) {
    requireElements(greatest ? "max" : "min", x, x.numel());
    return along(x.reshape(-1), greatest ? "max" : "min", 1, 0, false, greatest).values();
  }

  /** The dimensions, those that are reduced behind the others. */
  static int[] reducedLast(boolean[] flags) {
    var order = new int[flags.length];
    int next = 0;
    for (int pass = 0; pass < 2; pass++) {
      for (int d = 0; d < flags.length; d++) {
        if (flags[d] == (pass == 1)) {
          order[next++] = d;
        }
      }
    }
    return order;
  }

  /** The greatest or least elements over some dimensions. */
  static Tensor over(Tensor x, boolean[] flags, Shape result, boolean greatest) {
    int kept = result.numel();
    int count = 1;
    for (int d = 0; d < flags.length; d++) {
      count *= flags[d] ? x.size(d) : 1;
    }
    return along(x.permute(reducedLast(flags)).reshape(kept, count), "norm", 1, false, greatest).values().reshape(result);
  }
}
