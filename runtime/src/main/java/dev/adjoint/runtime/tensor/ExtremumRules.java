package dev.adjoint.runtime.tensor;

import static dev.adjoint.annotations.DerivativeOf.Mode.JVP;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.runtime.array.Shape;

/**
 * The derivatives of greatest and least elements: the first place where one stands has weight 1. Written in tensor operations, so
 * that they can be differentiated themselves.
 */
public final class ExtremumRules {
  private ExtremumRules() {}

  // Extremes of all elements.

  /** The seed at the first greatest element. */
  @DerivativeOf(type = TensorReductions.class, method = "max", parameterTypes = {}, wrt = "self")
  public static Tensor maxSelf(Tensor self, Tensor seed) {
    return extreme(self, true, seed);
  }

  /** The tangent of the first greatest element. */
  @DerivativeOf(type = TensorReductions.class, method = "max", parameterTypes = {}, wrt = "self", mode = JVP)
  public static Tensor maxSelfTangent(Tensor self, Tensor tangent) {
    return tangent.reshape(-1).select(0, (int) self.argmax().itemLong());
  }

  /** The seed at the first least element. */
  @DerivativeOf(type = TensorReductions.class, method = "min", parameterTypes = {}, wrt = "self")
  public static Tensor minSelf(Tensor self, Tensor seed) {
    return extreme(self, false, seed);
  }

  /** The tangent of the first least element. */
  @DerivativeOf(type = TensorReductions.class, method = "min", parameterTypes = {}, wrt = "self", mode = JVP)
  public static Tensor minSelfTangent(Tensor self, Tensor tangent) {
    return tangent.reshape(-1).select(0, (int) self.argmin().itemLong());
  }

  private static Tensor extreme(Tensor self, boolean greatest, Tensor seed) {
    Tensor index = Extremes.position(self, greatest).reshape(1);
    return Extremes.scatter(Shape.of(self.numel()), 0, index, seed).reshape(self.shape());
  }

  // Extremes along a dimension.

  /** Zeros with the seed at the places along a dimension. */
  static Tensor along(Shape selfShape, int dim, Tensor indices, Tensor seed) {
    Shape shape = selfShape.rank() == 0 ? Shape.of(1) : selfShape;
    int d = selfShape.rank() == 0 ? 0 : selfShape.dim(dim);
    return Extremes.scatter(shape, d, indices.reshape(shape.with(d, 1)), seed).reshape(selfShape);
  }

  private static Tensor tangentAlong(int dim, Tensor indices, Tensor tangent) {
    if (tangent.rank() == 0) {
      return tangent;
    }
    int d = tangent.shape().dim(dim);
    return tangent.gather(d, indices.reshape(tangent.shape().with(d, 1))).reshape(indices.shape());
  }

  /** The seed at the first greatest elements. */
  @DerivativeOf(type = TensorReductions.class, method = "max", parameterTypes = int.class, wrt = "self")
  public static Tensor maxDimSelf(Shape selfShape, int dim, Tensor indices, Tensor seed) {
    return along(selfShape, dim, indices, seed);
  }

  /** The tangents of the first greatest elements. */
  @DerivativeOf(type = TensorReductions.class, method = "max", parameterTypes = int.class, wrt = "self", mode = JVP)
  public static Tensor maxDimSelfTangent(int dim, Tensor indices, Tensor tangent) {
    return tangentAlong(dim, indices, tangent);
  }

  /** The seed at the first greatest elements. */
  @DerivativeOf(type = TensorReductions.class, method = "max", parameterTypes = {int.class, boolean.class}, wrt = "self")
  public static Tensor maxKeptSelf(Shape selfShape, int dim, Tensor indices, Tensor seed) {
    return along(selfShape, dim, indices, seed);
  }

  /** The tangents of the first greatest elements. */
  @DerivativeOf(type = TensorReductions.class, method = "max", parameterTypes = {int.class, boolean.class}, wrt = "self",
      mode = JVP)
  public static Tensor maxKeptSelfTangent(int dim, Tensor indices, Tensor tangent) {
    return tangentAlong(dim, indices, tangent);
  }

  /** The seed at the first least elements. */
  @DerivativeOf(type = TensorReductions.class, method = "min", parameterTypes = int.class, wrt = "self")
  public static Tensor minDimSelf(Shape selfShape, int dim, Tensor indices, Tensor seed) {
    return along(selfShape, dim, indices, seed);
  }

  /** The tangents of the first least elements. */
  @DerivativeOf(type = TensorReductions.class, method = "min", parameterTypes = int.class, wrt = "self", mode = JVP)
  public static Tensor minDimSelfTangent(int dim, Tensor indices, Tensor tangent) {
    return tangentAlong(dim, indices, tangent);
  }

  /** The seed at the first least elements. */
  @DerivativeOf(type = TensorReductions.class, method = "min", parameterTypes = {int.class, boolean.class}, wrt = "self")
  public static Tensor minKeptSelf(Shape selfShape, int dim, Tensor indices, Tensor seed) {
    return along(selfShape, dim, indices, seed);
  }

  /** The tangents of the first least elements. */
  @DerivativeOf(type = TensorReductions.class, method = "min", parameterTypes = {int.class, boolean.class}, wrt = "self",
      mode = JVP)
  public static Tensor minKeptSelfTangent(int dim, Tensor indices, Tensor tangent) {
    return tangentAlong(dim, indices, tangent);
  }
}
