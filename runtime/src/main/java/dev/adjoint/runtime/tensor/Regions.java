package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.Memory;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.View;

/**
 * Taking a region out of an array, putting one into zeros, and clearing one: linear operations that are each other's
 * adjoints. They are the derivatives of slices, and of changes in place that were made through views.
 */
final class Regions {
  private static final OpNode.Pull GATHER = (node, _, seed) -> scatter(seed, node.attribute(Region.class));
  private static final OpNode.Pull SCATTER = (node, _, seed) -> gather(seed, node.attribute(Region.class));
  private static final OpNode.Pull CLEAR = (node, _, seed) -> clear(seed, node.attribute(Region.class));
  /** A base after a change in place of a region: operand 0 is the base before, operand 1 the region's new content. */
  private static final OpNode.Pull REPLACE = (node, operand, seed) -> {
    Region region = node.attribute(Region.class);
    return operand == 0 ? clear(seed, region) : gather(seed, region);
  };

  private Regions() {}

  private static View block(Tensor like, Region region) {
    return Ops.allocateLike(like, Shape.of(region.length()));
  }

  private static View whole(View block, Region region) {
    return new View(block.storage(), region.wholeOffset(), region.whole(), region.wholeStrides());
  }

  private static View part(View block, Region region) {
    return new View(block.storage(), region.offset(), region.part(), region.strides());
  }

  /** Zeros of the whole's shape, with x in the region; what an expanded region shows several times adds up. */
  static Tensor scatter(Tensor x, Region region) {
    int[] repeated = region.repeated();
    return repeated.length == 0 ? put(x, region) : put(x.sum(true, repeated), region.once(repeated));
  }

  private static Tensor put(Tensor x, Region region) {
    View block = block(x, region);
    Memory memory = Ops.backend(x).memory();
    memory.copy(x.view(), part(block, region));
    return finish("SliceBackwardBackward0", x, SCATTER, region, whole(block, region));
  }

  /** The region of x, which has the whole's shape. */
  static Tensor gather(Tensor x, Region region) {
    View block = block(x, region);
    Memory memory = Ops.backend(x).memory();
    memory.copy(x.view(), whole(block, region));
    View out = Ops.reserveLike(x, region.part());
    memory.copy(part(block, region), out);
    return finish("AsStridedBackward0", x, GATHER, region, out);
  }

  /** x with zeros in the region. */
  static Tensor clear(Tensor x, Region region) {
    View block = block(x, region);
    Memory memory = Ops.backend(x).memory();
    memory.copy(x.view(), whole(block, region));
    memory.fill(part(block, region), Scalar.of(0L));
    return finish("AsStridedScatterBackward0", x, CLEAR, region, whole(block, region));
  }

  private static Tensor finish(String nodeName, Tensor x, OpNode.Pull pull, Region region, View view) {
    var result = new Tensor(view);
    return Ops.tracks(x) ? Ops.record(result, new OpNode(nodeName, pull, region, x)) : result;
  }

  /** The history of a view of a base that has been changed in place. */
  static Node historyOfView(Tensor base, View view) {
    return new OpNode("AsStridedBackward0", GATHER, Region.of(base.view(), view), base);
  }

  /** The history of a base whose region, seen through a view, has become the result of a node. */
  static Node historyOfBase(Tensor base, View view, Node content, int result) {
    var region = new Tensor(view);
    region.setHistory(content, result);
    return new OpNode("CopySlices", REPLACE, Region.of(base.view(), view), base, region);
  }
}
