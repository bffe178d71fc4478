package dev.adjoint.runtime.tensor;

import static dev.adjoint.annotations.DerivativeOf.Mode.JVP;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Reductions.Plan;

/**
 * The derivatives of norms. With {@code y = (sum |x|^p)^(1/p)}, dy/dx = {@code sign(x) (|x| / y)^(p - 1)}; 0 at the elements that
 * are 0 and where the norm is 0 or infinite. That of an infinite p goes to the first greatest or least magnitude; p = 0 counts
 * elements and has none. Written in tensor operations, so that they can be differentiated themselves.
 */
public final class NormRules {
  private static final int[] ALL = {};

  private NormRules() {}

  // p = 2.

  static Tensor norm(Tensor self, Plan plan, Tensor result, Tensor seed) {
    return Pulls.seedDiv(self.mul(seed.reshape(plan.kept())), result.reshape(plan.kept()));
  }

  /** {@code x / |x|}, 0 where the norm is 0. */
  @DerivativeOf(type = TensorReductions.class, method = "norm", parameterTypes = {}, wrt = "self")
  public static Tensor normSelf(Tensor self, Tensor result, Tensor seed) {
    return normSelf(self, false, ALL, result, seed);
  }

  /** {@code x / |x|}, 0 where the norm is 0. */
  @DerivativeOf(type = TensorReductions.class, method = "norm", parameterTypes = {boolean.class, int[].class}, wrt = "self")
  public static Tensor normSelf(Tensor self, boolean keepDim, int[] dims, Tensor result, Tensor seed) {
    return norm(self, Reductions.plan("norm", self.shape(), keepDim, dims), result, seed);
  }

  /** {@code sum(x t) / |x|}, 0 where the norm is 0. */
  @DerivativeOf(type = TensorReductions.class, method = "norm", parameterTypes = {}, wrt = "self", mode = JVP)
  public static Tensor normSelfTangent(Tensor self, Tensor result, Tensor tangent) {
    return normSelfTangent(self, false, ALL, result, tangent);
  }

  /** {@code sum(x t) / |x|}, 0 where the norm is 0. */
  @DerivativeOf(type = TensorReductions.class, method = "norm", parameterTypes = {boolean.class, int[].class}, wrt = "self",
      mode = JVP)
  public static Tensor normSelfTangent(Tensor self, boolean keepDim, int[] dims, Tensor result, Tensor tangent) {
    return Pulls.seedDiv(self.mul(tangent).sum(keepDim, dims), result);
  }

  // Any p.

  static Tensor norm(Tensor self, double p, Plan plan, Tensor result, Tensor seed) {
    return p == 2 ? norm(self, plan, result, seed) : weights(self, p, plan, result).mul(seed.reshape(plan.kept()));
  }

  /** The partial derivatives of the norms by the elements. */
  private static Tensor weights(Tensor x, double p, Plan plan, Tensor result) {
    if (p == 0) {
      return Tensor.zerosLike(x);
    }
    Tensor sign = x.sign();
    if (p == 1) {
      return sign;
    }
    Tensor magnitude = x.abs();
    if (Double.isInfinite(p)) {
      return sign.mul(first(magnitude, plan, p > 0));
    }
    Tensor y = result.reshape(plan.kept());
    // Elements and norms without a derivative of their own are replaced by 1 before the power, which may be infinite at 0.
    Tensor regular = magnitude.ne(0).logicalAnd(y.ne(0)).logicalAnd(y.ne(Double.POSITIVE_INFINITY));
    Tensor one = Tensor.onesLike(magnitude);
    Tensor ratio = Tensor.where(regular, magnitude, one).div(Tensor.where(regular, y.expand(x.shape()), one));
    return Pulls.keep(sign.mul(ratio.pow(p - 1)), regular);
  }

  /** 1 at the first greatest or least element of each reduction, 0 elsewhere. */
  private static Tensor first(Tensor magnitude, Plan plan, boolean greatest) {
    int[] order = Extremes.reducedLast(plan.flags());
    Tensor permuted = magnitude.detach().permute(order);
    Tensor rows = permuted.reshape(plan.result().numel(), plan.count());
    Tensor places = greatest ? rows.argmax(1, true) : rows.argmin(1, true);
    Tensor ones = Ops.zerosLike(rows, rows.shape()).scatterAdd(1, places, Tensor.ones(rows.dtype(), 1).to(rows.device())
        .expand(places.shape()));
    return ViewRules.permuteSelf(order, ones.reshape(permuted.shape()));
  }

  /** {@code sign(x) (|x| / y)^(p - 1)}, 0 at zeros. */
  @DerivativeOf(type = TensorReductions.class, method = "norm", parameterTypes = {double.class, boolean.class, int[].class},
      wrt = "self")
  public static Tensor normSelf(Tensor self, double p, boolean keepDim, int[] dims, Tensor result, Tensor seed) {
    return norm(self, p, Reductions.plan("norm", self.shape(), keepDim, dims), result, seed);
  }

  /** {@code sum(sign(x) (|x| / y)^(p - 1) t)}, 0 at zeros. */
  @DerivativeOf(type = TensorReductions.class, method = "norm", parameterTypes = {double.class, boolean.class, int[].class},
      wrt = "self", mode = JVP)
  public static Tensor normSelfTangent(Tensor self, double p, boolean keepDim, int[] dims, Tensor result, Tensor tangent) {
    if (p == 2) {
      return normSelfTangent(self, keepDim, dims, result, tangent);
    }
    Plan plan = Reductions.plan("norm", self.shape(), keepDim, dims);
    Shape shape = plan.result();
    return weights(self, p, plan, result).mul(tangent).sum(true, Reductions.dims(plan)).reshape(shape);
  }
}
