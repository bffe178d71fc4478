package dev.adjoint.runtime.tensor;

import static dev.adjoint.annotations.DerivativeOf.Mode.LINEAR;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.runtime.array.Shape;
import java.util.function.BiFunction;

/**
 * The derivatives of operations that cut a tensor into pieces: the sum of what each piece, as a view, hands back, from the last to
 * the first. A piece whose adjoint is null hands back nothing, and the sum of nothing is null.
 */
public final class PieceRules {
  private PieceRules() {}

  /** Zeros with the seeds at the pieces. */
  @DerivativeOf(type = TensorArrays.class, method = "split", wrt = "self", mode = LINEAR)
  public static Tensor splitSelf(Shape selfShape, int size, int dim, Tensor[] seed) {
    return sum(seed, (s, i) -> ViewRules.narrowSelf(selfShape, dim, i * size, s));
  }

  /** Zeros with the seeds at the pieces. */
  @DerivativeOf(type = TensorArrays.class, method = "chunk", wrt = "self", mode = LINEAR)
  public static Tensor chunkSelf(Shape selfShape, int count, int dim, Tensor[] seed) {
    return splitSelf(selfShape, Math.max(1, Math.ceilDiv(selfShape.size(selfShape.dim(dim)), count)), dim, seed);
  }

  /** Zeros with the seeds at the entries. */
  @DerivativeOf(type = TensorArrays.class, method = "unbind", wrt = "self", mode = LINEAR)
  public static Tensor unbindSelf(Shape selfShape, int dim, Tensor[] seed) {
    return sum(seed, (s, i) -> ViewRules.selectSelf(selfShape, dim, i, s));
  }

  private static Tensor sum(Tensor[] seeds, BiFunction<Tensor, Integer, Tensor> back) {
    Tensor sum = null;
    for (int i = seeds.length - 1; i >= 0; i--) {
      if (seeds[i] != null) {
        sum = TensorAdjoints.add(sum, back.apply(seeds[i], i));
      }
    }
    return sum;
  }
}
