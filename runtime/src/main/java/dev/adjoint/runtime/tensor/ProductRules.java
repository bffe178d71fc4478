package dev.adjoint.runtime.tensor;

import static dev.adjoint.annotations.DerivativeOf.Mode.JVP;
import static dev.adjoint.annotations.DerivativeOf.Mode.LINEAR;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.runtime.array.Shape;

/** The derivatives of products of matrices and vectors. */
public final class ProductRules {
  private ProductRules() {}

  /** {@code s b^T}, in the shape of a. */
  @DerivativeOf(type = TensorProducts.class, method = "matmul", wrt = "self", mode = LINEAR)
  public static Tensor matmulSelf(Shape selfShape, Tensor other, Tensor seed) {
    int rank = selfShape.rank();
    if (other.rank() == 1) {
      return seed.unsqueeze(-1).mul(other).sumTo(selfShape);
    }
    if (rank > 2 && other.rank() == 2) {
      return rows(seed).matmul(other.t()).reshape(selfShape);
    }
    Tensor rows = rank == 1 ? seed.unsqueeze(-2) : seed;
    Tensor adjoint = rows.matmul(other.transpose(-2, -1));
    return (rank == 1 ? adjoint.squeeze(-2) : adjoint).sumTo(selfShape);
  }

  /** {@code a^T s}, in the shape of b. */
  @DerivativeOf(type = TensorProducts.class, method = "matmul", wrt = "other", mode = LINEAR)
  public static Tensor matmulOther(Tensor self, Shape otherShape, Tensor seed) {
    int rank = otherShape.rank();
    if (self.rank() == 1) {
      // An outer product for each matrix of the batch.
      return rank == 1 ? seed.mul(self) : self.unsqueeze(-1).mul(seed.unsqueeze(-2)).sumTo(otherShape);
    }
    if (self.rank() > 2 && rank == 2) {
      // One product over the whole batch.
      return rows(self).t().matmul(rows(seed));
    }
    Tensor columns = rank == 1 ? seed.unsqueeze(-1) : seed;
    Tensor adjoint = self.transpose(-2, -1).matmul(columns);
    return (rank == 1 ? adjoint.squeeze(-1) : adjoint).sumTo(otherShape);
  }

  /** {@code s b^T}. */
  @DerivativeOf(type = TensorProducts.class, method = "mm", wrt = "self", mode = LINEAR)
  public static Tensor mmSelf(Shape selfShape, Tensor other, Tensor seed) {
    return matmulSelf(selfShape, other, seed);
  }

  /** {@code a^T s}. */
  @DerivativeOf(type = TensorProducts.class, method = "mm", wrt = "other", mode = LINEAR)
  public static Tensor mmOther(Tensor self, Shape otherShape, Tensor seed) {
    return matmulOther(self, otherShape, seed);
  }

  /** {@code s b}. */
  @DerivativeOf(type = TensorProducts.class, method = "dot", wrt = "self", mode = LINEAR)
  public static Tensor dotSelf(Shape selfShape, Tensor other, Tensor seed) {
    return matmulSelf(selfShape, other, seed);
  }

  /** {@code s a}. */
  @DerivativeOf(type = TensorProducts.class, method = "dot", wrt = "other", mode = LINEAR)
  public static Tensor dotOther(Tensor self, Shape otherShape, Tensor seed) {
    return matmulOther(self, otherShape, seed);
  }

  /** {@code s W}. */
  @DerivativeOf(type = TensorProducts.class, method = "linear", wrt = "self")
  public static Tensor linearSelf(Shape selfShape, Tensor weight, Tensor seed) {
    return rows(seed).matmul(weight).reshape(selfShape);
  }

  /** {@code t W^T}. */
  @DerivativeOf(type = TensorProducts.class, method = "linear", wrt = "self", mode = JVP)
  public static Tensor linearSelfTangent(Tensor weight, Tensor tangent) {
    return tangent.matmul(weight.t());
  }

  /** {@code s^T x}. */
  @DerivativeOf(type = TensorProducts.class, method = "linear", wrt = "weight")
  public static Tensor linearWeight(Tensor self, Tensor seed) {
    return rows(seed).t().matmul(rows(self));
  }

  /** {@code x t^T}. */
  @DerivativeOf(type = TensorProducts.class, method = "linear", wrt = "weight", mode = JVP)
  public static Tensor linearWeightTangent(Tensor self, Tensor tangent) {
    return self.matmul(tangent.t());
  }

  /** The sum of the seed's rows. */
  @DerivativeOf(type = TensorProducts.class, method = "linear", wrt = "bias")
  public static Tensor linearBias(Tensor seed) {
    return rows(seed).sum(0);
  }

  /** The tangent in each row. */
  @DerivativeOf(type = TensorProducts.class, method = "linear", wrt = "bias", mode = JVP)
  public static Tensor linearBiasTangent(Tensor result, Tensor tangent) {
    return tangent.expand(result.shape());
  }

  private static Tensor rows(Tensor x) {
    return Products.matrix(x);
  }
}
