package dev.adjoint.runtime.tensor;

import static dev.adjoint.annotations.DerivativeOf.Mode.JVP;
import static dev.adjoint.annotations.DerivativeOf.Mode.LINEAR;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.runtime.array.Shape;

/** The derivatives of gathers and scatters, each other's adjoints. */
public final class IndexingRules {
  private IndexingRules() {}

  /** Zeros to which the seed is added where it was gathered. */
  @DerivativeOf(type = TensorIndexing.class, method = "gather", wrt = "self", mode = LINEAR)
  public static Tensor gatherSelf(Shape selfShape, int dim, Tensor index, Tensor seed) {
    return Ops.zerosLike(seed, selfShape).scatterAdd(dim, index, seed);
  }

  /** Zeros to which the seed is added where it was taken. */
  @DerivativeOf(type = TensorIndexing.class, method = "indexSelect", wrt = "self", mode = LINEAR)
  public static Tensor indexSelectSelf(Shape selfShape, int dim, Tensor index, Tensor seed) {
    return Ops.zerosLike(seed, selfShape).indexAdd(dim, index, seed);
  }

  /** Zeros to which the seed is added where it was taken. */
  @DerivativeOf(type = TensorIndexing.class, method = "take", wrt = "self", mode = LINEAR)
  public static Tensor takeSelf(Shape selfShape, Tensor index, Tensor seed) {
    return indexSelectSelf(selfShape, 0, index.reshape(-1), seed.reshape(selfShape.with(0, index.numel())));
  }

  /** Zeros with the seed where the mask is true. */
  @DerivativeOf(type = TensorIndexing.class, method = "maskedSelect", wrt = "self", mode = LINEAR)
  public static Tensor maskedSelectSelf(Shape selfShape, Tensor mask, Tensor seed) {
    return indexSelectSelf(Shape.of(selfShape.numel()), 0, mask.reshape(-1).nonzero().reshape(-1), seed)
        .reshape(selfShape);
  }

  /** The seed. */
  @DerivativeOf(type = TensorIndexing.class, method = "scatterAdd", wrt = "self")
  public static Tensor scatterAddSelf(Tensor seed) {
    return seed;
  }

  /** The tangent. */
  @DerivativeOf(type = TensorIndexing.class, method = "scatterAdd", wrt = "self", mode = JVP)
  public static Tensor scatterAddSelfTangent(Tensor tangent) {
    return tangent;
  }

  /** The seed where the source was added. */
  @DerivativeOf(type = TensorIndexing.class, method = "scatterAdd", wrt = "source")
  public static Tensor scatterAddSource(int dim, Tensor index, Tensor seed) {
    return seed.gather(dim, index);
  }

  /** Zeros to which the tangent is added. */
  @DerivativeOf(type = TensorIndexing.class, method = "scatterAdd", wrt = "source", mode = JVP)
  public static Tensor scatterAddSourceTangent(Shape selfShape, int dim, Tensor index, Tensor tangent) {
    return Ops.zerosLike(tangent, selfShape).scatterAdd(dim, index, tangent);
  }

  /** The seed. */
  @DerivativeOf(type = TensorIndexing.class, method = "indexAdd", wrt = "self")
  public static Tensor indexAddSelf(Tensor seed) {
    return seed;
  }

  /** The tangent. */
  @DerivativeOf(type = TensorIndexing.class, method = "indexAdd", wrt = "self", mode = JVP)
  public static Tensor indexAddSelfTangent(Tensor tangent) {
    return tangent;
  }

  /** The seed where the source was added. */
  @DerivativeOf(type = TensorIndexing.class, method = "indexAdd", wrt = "source")
  public static Tensor indexAddSource(int dim, Tensor index, Tensor seed) {
    return seed.indexSelect(dim, index);
  }

  /** Zeros to which the tangent is added. */
  @DerivativeOf(type = TensorIndexing.class, method = "indexAdd", wrt = "source", mode = JVP)
  public static Tensor indexAddSourceTangent(Shape selfShape, int dim, Tensor index, Tensor tangent) {
    return Ops.zerosLike(tangent, selfShape).indexAdd(dim, index, tangent);
  }
}
