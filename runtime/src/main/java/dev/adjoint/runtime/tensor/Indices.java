package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;

/** Gathers and scatters: each other's adjoints. */
final class Indices {
  private static final OpNode.Pull GATHER = (node, _, seed) ->
      IndexingRules.gatherSelf(node.shape(0), node.attribute(Integer.class), node.saved(0), seed);
  private static final OpNode.Pull SCATTER_ADD = (node, operand, seed) -> operand == 0
      ? IndexingRules.scatterAddSelf(seed)
      : IndexingRules.scatterAddSource(node.attribute(Integer.class), node.saved(0), seed);
  private static final OpNode.Pull INDEX_SELECT = (node, _, seed) ->
      IndexingRules.indexSelectSelf(node.shape(0), node.attribute(Integer.class), node.saved(0), seed);
  private static final OpNode.Pull INDEX_ADD = (node, operand, seed) -> operand == 0
      ? IndexingRules.indexAddSelf(seed)
      : IndexingRules.indexAddSource(node.attribute(Integer.class), node.saved(0), seed);

  private Indices() {}

  private static void checkIndex(String name, Tensor x, Tensor index) {
    Ops.sameDevice(name, x, index);
    if (index.dtype() != DType.INT64) {
      throw new IllegalArgumentException(name + ": the index of shape " + index.shape() + " has type " + index.dtype()
          + "; int64 is needed");
    }
  }

  private static void checkWithin(String name, Shape index, Shape x, int dim) {
    boolean fits = index.rank() == x.rank();
    for (int d = 0; fits && d < x.rank(); d++) {
      fits = d == dim || index.size(d) <= x.size(d);
    }
    if (!fits) {
      throw new IllegalArgumentException(name + ": an index of shape " + index + " does not fit shape " + x
          + " along dimension " + dim + ": ranks are equal, and sizes of other dimensions at most the tensor's");
    }
  }

  static Tensor gather(Tensor x, int dim, Tensor index) {
    checkIndex("gather", x, index);
    int d = x.shape().dim("gather", dim);
    if (x.rank() == 0 && index.rank() == 0) {
      return x.reshape(1).gather(0, index.reshape(1)).reshape();
    }
    checkWithin("gather", index.shape(), x.shape(), d);
    var event = Ops.begin("gather", x, index);
    View out = Ops.reserveLike(x, index.shape());
    try {
      Ops.backend(x).indexing().gather(x.view(), d, index.view(), out);
    } finally {
      Ops.end(event);
    }
    var result = new Tensor(out);
    return Ops.tracks(x) ? Ops.record(result, new OpNode("GatherBackward0", GATHER, d, x).save(index)) : result;
  }

  static Tensor scatterAdd(Tensor x, int dim, Tensor index, Tensor source) {
    checkIndex("scatterAdd", x, index);
    Ops.sameDevice("scatterAdd", x, source);
    int d = x.shape().dim("scatterAdd", dim);
    checkWithin("scatterAdd", index.shape(), x.shape(), d);
    if (!source.shape().equals(index.shape()) || source.dtype() != x.dtype()) {
      throw new IllegalArgumentException("scatterAdd: a source " + source.dtype() + source.shape()
          + " is not of type " + x.dtype() + " and of the shape " + index.shape() + " of the index");
    }
    Tensor result = GradMode.withoutGrad(() -> x.detach().copy());
    var event = Ops.begin("scatterAdd", x, source);
    try {
      Ops.backend(x).indexing().scatterAdd(result.view(), d, index.view(), source.view());
    } finally {
      Ops.end(event);
    }
    return Ops.tracks(x, source)
        ? Ops.record(result, new OpNode("ScatterAddBackward0", SCATTER_ADD, d, x, source).save(index)) : result;
  }

  static Tensor indexSelect(Tensor x, int dim, Tensor index) {
    checkIndex("indexSelect", x, index);
    int d = x.shape().dim("indexSelect", dim);
    if (index.rank() != 1 || x.rank() == 0) {
      throw new IllegalArgumentException("indexSelect: an index of rank 1 and a tensor of rank 1 or more are needed, not"
          + " shapes " + index.shape() + " and " + x.shape());
    }
    var event = Ops.begin("indexSelect", x, index);
    View out = Ops.reserveLike(x, x.shape().with(d, index.size(0)));
    try {
      Ops.backend(x).indexing().indexSelect(x.view(), d, index.view(), out);
    } finally {
      Ops.end(event);
    }
    var result = new Tensor(out);
    return Ops.tracks(x) ? Ops.record(result, new OpNode("IndexSelectBackward0", INDEX_SELECT, d, x).save(index))
        : result;
  }

  static Tensor indexAdd(Tensor x, int dim, Tensor index, Tensor source) {
    checkIndex("indexAdd", x, index);
    Ops.sameDevice("indexAdd", x, source);
    int d = x.shape().dim("indexAdd", dim);
    if (index.rank() != 1 || x.rank() == 0 || !source.shape().equals(x.shape().with(d, index.size(0)))
        || source.dtype() != x.dtype()) {
      throw new IllegalArgumentException("indexAdd: an index of shape " + index.shape() + " and a source " + source.dtype()
          + source.shape() + " do not fit " + x.dtype() + x.shape() + " along dimension " + d);
    }
    Tensor result = GradMode.withoutGrad(() -> x.detach().copy());
    var event = Ops.begin("indexAdd", x, source);
    try {
      Ops.backend(x).indexing().indexAdd(result.view(), d, index.view(), source.view());
    } finally {
      Ops.end(event);
    }
    return Ops.tracks(x, source)
        ? Ops.record(result, new OpNode("IndexAddBackward0", INDEX_ADD, d, x, source).save(index)) : result;
  }

  static Tensor nonzero(Tensor x) {
    boolean[] truth = x.toBooleans();
    int count = 0;
    for (boolean value : truth) {
      count += value ? 1 : 0;
    }
    int rank = x.rank();
    int[] strides = x.shape().strides();
    var positions = new long[count * rank];
    int next = 0;
    for (int i = 0; i < truth.length; i++) {
      if (truth[i]) {
        int rest = i;
        for (int d = 0; d < rank; d++) {
          positions[next++] = rest / strides[d];
          rest %= strides[d];
        }
      }
    }
    return Creation.upload(positions, Shape.of(count, rank)).to(x.device());
  }

  static Tensor maskedSelect(Tensor x, Tensor mask) {
    Ops.sameDevice("maskedSelect", x, mask);
    if (mask.dtype() != DType.BOOL || !mask.shape().equals(x.shape())) {
      throw new IllegalArgumentException("maskedSelect: a mask " + mask.dtype() + mask.shape()
          + " is not of type bool and of the shape " + x.shape());
    }
    return x.reshape(-1).indexSelect(0, mask.reshape(-1).nonzero().reshape(-1));
  }

  static Tensor oneHot(Tensor classes, int count) {
    int[] sizes = Arrays.copyOf(classes.shape().sizes(), classes.rank() + 1);
    sizes[classes.rank()] = count;
    Tensor index = classes.unsqueeze(-1);
    checkIndex("oneHot", classes, index);
    return Ops.zeros(classes.device(), DType.INT64, Shape.trusted(sizes))
        .scatterAdd(-1, index, Tensor.onesLike(index));
  }
}
