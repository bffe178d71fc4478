package dev.adjoint.runtime.tensor;

import static dev.adjoint.annotations.DerivativeOf.Mode.JVP;
import static dev.adjoint.annotations.DerivativeOf.Mode.LINEAR;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Reductions.Plan;

/**
 * The derivatives of reductions. Written in tensor operations, so that they can be differentiated themselves; the kinks
 * are those of {@code docs/semantics.md}.
 */
public final class ReductionRules {
  private static final int[] ALL = {};

  private ReductionRules() {}

  // Sums.

  static Tensor sum(Shape selfShape, Plan plan, Tensor seed) {
    return seed.reshape(plan.kept()).expand(selfShape);
  }

  /** The seed at each element. */
  @DerivativeOf(type = TensorReductions.class, method = "sum", parameterTypes = {}, wrt = "self", mode = LINEAR)
  public static Tensor sumSelf(Shape selfShape, Tensor seed) {
    return seed.expand(selfShape);
  }

  /** The seed at each element. */
  @DerivativeOf(type = TensorReductions.class, method = "sum", parameterTypes = int[].class, wrt = "self", mode = LINEAR)
  public static Tensor sumSelf(Shape selfShape, int[] dims, Tensor seed) {
    return sumSelf(selfShape, false, dims, seed);
  }

  /** The seed at each element. */
  @DerivativeOf(type = TensorReductions.class, method = "sum", parameterTypes = {boolean.class, int[].class}, wrt = "self",
      mode = LINEAR)
  public static Tensor sumSelf(Shape selfShape, boolean keepDim, int[] dims, Tensor seed) {
    return sum(selfShape, Reductions.plan("sum", selfShape, keepDim, dims), seed);
  }

  /** The seed at each element. */
  @DerivativeOf(type = TensorReductions.class, method = "sumTo", wrt = "self", mode = LINEAR)
  public static Tensor sumToSelf(Shape selfShape, Tensor seed) {
    return seed.expand(selfShape);
  }

  // Means.

  static Tensor mean(Shape selfShape, Plan plan, Tensor seed) {
    return sum(selfShape, plan, plan.count() == 0 ? seed : seed.div(plan.count()));
  }

  /** The seed over the number of elements. */
  @DerivativeOf(type = TensorReductions.class, method = "mean", parameterTypes = {}, wrt = "self", mode = LINEAR)
  public static Tensor meanSelf(Shape selfShape, Tensor seed) {
    return meanSelf(selfShape, false, ALL, seed);
  }

  /** The seed over the number of elements. */
  @DerivativeOf(type = TensorReductions.class, method = "mean", parameterTypes = int[].class, wrt = "self", mode = LINEAR)
  public static Tensor meanSelf(Shape selfShape, int[] dims, Tensor seed) {
    return meanSelf(selfShape, false, dims, seed);
  }

  /** The seed over the number of elements. */
  @DerivativeOf(type = TensorReductions.class, method = "mean", parameterTypes = {boolean.class, int[].class}, wrt = "self",
      mode = LINEAR)
  public static Tensor meanSelf(Shape selfShape, boolean keepDim, int[] dims, Tensor seed) {
    return mean(selfShape, Reductions.plan("mean", selfShape, keepDim, dims), seed);
  }

  // Logarithms of sums: the weights are the softmax.

  static Tensor logsumexp(Tensor self, Plan plan, Tensor result, Tensor seed) {
    return weights(self, plan, result).mul(seed.reshape(plan.kept()));
  }

  private static Tensor weights(Tensor self, Plan plan, Tensor result) {
    Tensor y = result.reshape(plan.kept());
    // Where the sum is 0, x - y would be a NaN. Where it is infinite, an infinite element has no weight but NaN, others 0.
    return self.sub(Tensor.where(y.ne(Double.NEGATIVE_INFINITY), y, Tensor.zerosLike(y))).exp();
  }

  /** {@code e^(x - y)}. */
  @DerivativeOf(type = TensorReductions.class, method = "logsumexp", parameterTypes = int[].class, wrt = "self")
  public static Tensor logsumexpSelf(Tensor self, int[] dims, Tensor result, Tensor seed) {
    return logsumexpSelf(self, false, dims, result, seed);
  }

  /** {@code e^(x - y)}. */
  @DerivativeOf(type = TensorReductions.class, method = "logsumexp", parameterTypes = {boolean.class, int[].class},
      wrt = "self")
  public static Tensor logsumexpSelf(Tensor self, boolean keepDim, int[] dims, Tensor result, Tensor seed) {
    return logsumexp(self, Reductions.plan("logsumexp", self.shape(), keepDim, dims), result, seed);
  }

  /** {@code sum(e^(x - y) t)}. */
  @DerivativeOf(type = TensorReductions.class, method = "logsumexp", parameterTypes = int[].class, wrt = "self", mode = JVP)
  public static Tensor logsumexpSelfTangent(Tensor self, int[] dims, Tensor result, Tensor tangent) {
    return logsumexpSelfTangent(self, false, dims, result, tangent);
  }

  /** {@code sum(e^(x - y) t)}. */
  @DerivativeOf(type = TensorReductions.class, method = "logsumexp", parameterTypes = {boolean.class, int[].class},
      wrt = "self", mode = JVP)
  public static Tensor logsumexpSelfTangent(Tensor self, boolean keepDim, int[] dims, Tensor result, Tensor tangent) {
    Plan plan = Reductions.plan("logsumexp", self.shape(), keepDim, dims);
    return weights(self, plan, result).mul(tangent).sum(keepDim, dims);
  }

  // Softmax.

  /** {@code y (s - sum(s y))}. */
  @DerivativeOf(type = TensorReductions.class, method = "softmax", wrt = "self")
  public static Tensor softmaxSelf(int dim, Tensor result, Tensor seed) {
    return Softmax.pull(result, seed, dim, false);
  }

  /** {@code y (t - sum(t y))}: the Jacobian is symmetric. */
  @DerivativeOf(type = TensorReductions.class, method = "softmax", wrt = "self", mode = JVP)
  public static Tensor softmaxSelfTangent(int dim, Tensor result, Tensor tangent) {
    return Softmax.pull(result, tangent, dim, false);
  }

  /** {@code s - e^y sum(s)}. */
  @DerivativeOf(type = TensorReductions.class, method = "logSoftmax", wrt = "self")
  public static Tensor logSoftmaxSelf(int dim, Tensor result, Tensor seed) {
    return Softmax.pull(result, seed, dim, true);
  }

  /** {@code t - sum(e^y t)}. */
  @DerivativeOf(type = TensorReductions.class, method = "logSoftmax", wrt = "self", mode = JVP)
  public static Tensor logSoftmaxSelfTangent(int dim, Tensor result, Tensor tangent) {
    return result.rank() == 0 ? Tensor.zerosLike(tangent) : tangent.sub(result.exp().mul(tangent).sum(true, dim));
  }

  /** Sums of the seed from each element on. */
  @DerivativeOf(type = TensorReductions.class, method = "cumsum", wrt = "self", mode = LINEAR)
  public static Tensor cumsumSelf(int dim, Tensor seed) {
    return Softmax.cumsum(seed, dim, true);
  }
}
