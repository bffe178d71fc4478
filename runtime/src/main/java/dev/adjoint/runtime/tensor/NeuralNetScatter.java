package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;

/** Elements put at their places among zeros: the adjoint of choosing them. */
final class NeuralNetScatter {
  private static final OpNode.Pull PLACE =
      (node, _, seed) -> seed.gather(node.attribute(Integer.class), node.saved(0));

  private NeuralNetScatter() {}

  /**
   * Zeros with {@code result[index[i][j]][j] += source[i][j]} for dim 0, and so for the others.
   *
   * @param index checked, of the source's shape
   */
  static Tensor place(Shape shape, int dim, Tensor index, Tensor source) {
    View out = Ops.allocateLike(source, shape);
    Ops.backend(source).indexing().scatterAdd(out, dim, index.view(), source.view());
    var result = new Tensor(out);
    return Ops.tracks(source)
        ? Ops.record(result, new OpNode("ScatterAddBackward0", PLACE, dim, source).save(index)) : result;
  }

  /** The error of the first of some indices that is outside of {@code [0, size)}. */
  static IndexOutOfBoundsException outOfRange(
      String what, Tensor indices, int size, String places, Tensor table, IndexOutOfBoundsException cause) {
    long[] values = indices.toLongs();
    for (int i = 0; i < values.length; i++) {
      if (values[i] < 0 || values[i] >= size) {
        var position = new int[indices.rank()];
        int rest = i;
        for (int d = position.length - 1; d >= 0; d--) {
          position[d] = rest % indices.size(d);
          rest /= indices.size(d);
        }
        var error = new IndexOutOfBoundsException(what + " " + values[i] + " at position " + Arrays.toString(position)
            + " is outside of [0, " + size + "), the " + places + " of shape " + table.shape());
        error.initCause(cause);
        return error;
      }
    }
    return cause;
  }
}
