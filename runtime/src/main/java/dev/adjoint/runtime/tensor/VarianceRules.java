package dev.adjoint.runtime.tensor;

import static dev.adjoint.annotations.DerivativeOf.Mode.JVP;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.runtime.tensor.Reductions.Plan;

/**
 * The derivatives of variances and standard deviations: {@code d var = 2 / (n - 1) sum((x - mean) dx)}, since the differences
 * from the mean sum to zero, and {@code d std = d var / (2 std)}, 0 where all elements are equal. Written in tensor operations,
 * so that they can be differentiated themselves.
 */
public final class VarianceRules {
  private static final int[] ALL = {};

  private VarianceRules() {}

  static Tensor variance(Tensor x, Plan plan, Tensor seed) {
    return weights(x, plan).mul(seed.reshape(plan.kept()));
  }

  static Tensor deviation(Tensor x, Plan plan, Tensor result, Tensor seed) {
    return variance(x, plan, root(result, seed));
  }

  private static Tensor weights(Tensor x, Plan plan) {
    return Reductions.differences(x, plan).mul(2.0 / Math.max(plan.count() - 1, 0));
  }

  private static Tensor varianceTangent(Tensor x, Plan plan, Tensor tangent) {
    return weights(x, plan).mul(tangent).sum(true, Reductions.dims(plan)).reshape(plan.result());
  }

  /** {@code s / (2 y)}, 0 where the elements are equal. */
  private static Tensor root(Tensor y, Tensor seed) {
    Tensor divisor = Tensor.where(y.eq(0), Tensor.onesLike(y), y);
    return Pulls.keep(seed, y.ne(0)).div(divisor.mul(2));
  }

  /** {@code 2 (x - mean) / (n - 1)}. */
  @DerivativeOf(type = TensorReductions.class, method = "var", parameterTypes = {}, wrt = "self")
  public static Tensor varSelf(Tensor self, Tensor seed) {
    return varSelf(self, false, ALL, seed);
  }

  /** {@code 2 (x - mean) / (n - 1)}. */
  @DerivativeOf(type = TensorReductions.class, method = "var", parameterTypes = {boolean.class, int[].class}, wrt = "self")
  public static Tensor varSelf(Tensor self, boolean keepDim, int[] dims, Tensor seed) {
    return variance(self, Reductions.plan("var", self.shape(), keepDim, dims), seed);
  }

  /** {@code 2 sum((x - mean) t) / (n - 1)}. */
  @DerivativeOf(type = TensorReductions.class, method = "var", parameterTypes = {}, wrt = "self", mode = JVP)
  public static Tensor varSelfTangent(Tensor self, Tensor tangent) {
    return varSelfTangent(self, false, ALL, tangent);
  }

  /** {@code 2 sum((x - mean) t) / (n - 1)}. */
  @DerivativeOf(type = TensorReductions.class, method = "var", parameterTypes = {boolean.class, int[].class}, wrt = "self",
      mode = JVP)
  public static Tensor varSelfTangent(Tensor self, boolean keepDim, int[] dims, Tensor tangent) {
    return varianceTangent(self, Reductions.plan("var", self.shape(), keepDim, dims), tangent);
  }

  /** {@code (x - mean) / ((n - 1) y)}, 0 where the elements are equal. */
  @DerivativeOf(type = TensorReductions.class, method = "std", parameterTypes = {}, wrt = "self")
  public static Tensor stdSelf(Tensor self, Tensor result, Tensor seed) {
    return stdSelf(self, false, ALL, result, seed);
  }

  /** {@code (x - mean) / ((n - 1) y)}, 0 where the elements are equal. */
  @DerivativeOf(type = TensorReductions.class, method = "std", parameterTypes = {boolean.class, int[].class}, wrt = "self")
  public static Tensor stdSelf(Tensor self, boolean keepDim, int[] dims, Tensor result, Tensor seed) {
    return deviation(self, Reductions.plan("std", self.shape(), keepDim, dims), result, seed);
  }

  /** {@code sum((x - mean) t) / ((n - 1) y)}, 0 where the elements are equal. */
  @DerivativeOf(type = TensorReductions.class, method = "std", parameterTypes = {}, wrt = "self", mode = JVP)
  public static Tensor stdSelfTangent(Tensor self, Tensor result, Tensor tangent) {
    return stdSelfTangent(self, false, ALL, result, tangent);
  }

  /** {@code sum((x - mean) t) / ((n - 1) y)}, 0 where the elements are equal. */
  @DerivativeOf(type = TensorReductions.class, method = "std", parameterTypes = {boolean.class, int[].class}, wrt = "self",
      mode = JVP)
  public static Tensor stdSelfTangent(Tensor self, boolean keepDim, int[] dims, Tensor result, Tensor tangent) {
    return root(result, varianceTangent(self, Reductions.plan("std", self.shape(), keepDim, dims), tangent));
  }
}
