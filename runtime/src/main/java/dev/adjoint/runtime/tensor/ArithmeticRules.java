package dev.adjoint.runtime.tensor;

import static dev.adjoint.annotations.DerivativeOf.Mode.ELEMENTWISE;
import static dev.adjoint.annotations.DerivativeOf.Mode.JVP;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.runtime.array.DType;

/**
 * The derivatives of arithmetic, each written once: eager graphs and generated code call them. They are tensor operations
 * themselves and so can be differentiated.
 *
 * <p>Kinks and singular points are those of {@code docs/semantics.md}: where a partial can be infinite, a zero seed gives
 * an exact zero.
 */
public final class ArithmeticRules {
  private ArithmeticRules() {}

  /** 1. */
  @DerivativeOf(type = TensorArithmetic.class, method = "add", parameterTypes = Tensor.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor addSelf(Tensor seed) {
    return seed;
  }

  /** 1. */
  @DerivativeOf(type = TensorArithmetic.class, method = "add", parameterTypes = Tensor.class, wrt = "other", mode = ELEMENTWISE)
  public static Tensor addOther(Tensor seed) {
    return seed;
  }

  /** 1. */
  @DerivativeOf(type = TensorArithmetic.class, method = "sub", parameterTypes = Tensor.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor subSelf(Tensor seed) {
    return seed;
  }

  /** -1. */
  @DerivativeOf(type = TensorArithmetic.class, method = "sub", parameterTypes = Tensor.class, wrt = "other", mode = ELEMENTWISE)
  public static Tensor subOther(Tensor seed) {
    return seed.neg();
  }

  /** The other factor. */
  @DerivativeOf(type = TensorArithmetic.class, method = "mul", parameterTypes = Tensor.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor mulSelf(Tensor other, Tensor seed) {
    return seed.mul(other);
  }

  /** The other factor. */
  @DerivativeOf(type = TensorArithmetic.class, method = "mul", parameterTypes = Tensor.class, wrt = "other", mode = ELEMENTWISE)
  public static Tensor mulOther(Tensor self, Tensor seed) {
    return seed.mul(self);
  }

  /** {@code 1 / b}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "div", parameterTypes = Tensor.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor divSelf(Tensor other, Tensor seed) {
    return Pulls.seedDiv(seed, other);
  }

  /** {@code -a / b^2}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "div", parameterTypes = Tensor.class, wrt = "other", mode = ELEMENTWISE)
  public static Tensor divOther(Tensor other, Tensor result, Tensor seed) {
    return Pulls.seedDiv(Pulls.seedMul(seed, result).neg(), other);
  }

  /** 1. */
  @DerivativeOf(type = TensorArithmetic.class, method = "remainder", parameterTypes = Tensor.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor remainderSelf(Tensor seed) {
    return seed;
  }

  /** {@code -floor(a / b)}, from the result. */
  @DerivativeOf(type = TensorArithmetic.class, method = "remainder", parameterTypes = Tensor.class, wrt = "other", mode = ELEMENTWISE)
  public static Tensor remainderOther(Tensor self, Tensor other, Tensor result, Tensor seed) {
    return Pulls.seedMul(seed, self.sub(result).div(other).round().neg());
  }

  /** {@code p == 0 ? 0 : p x^(p-1)}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "pow", parameterTypes = Tensor.class, wrt = "self",
      mode = ELEMENTWISE)
  public static Tensor powSelf(Tensor self, Tensor exponent, Tensor seed) {
    DType type = Ops.promote(self, exponent);
    Tensor p = exponent.to(type);
    Tensor partial = p.mul(self.to(type).pow(p.sub(1L)));
    return Pulls.seedMul(seed, Tensor.where(p.eq(0), Tensor.zerosLike(partial), partial));
  }

  /** {@code x > 0 ? r log(x) : x == 0 && p > 0 ? 0 : NaN}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "pow", parameterTypes = Tensor.class, wrt = "exponent",
      mode = ELEMENTWISE)
  public static Tensor powExponent(Tensor self, Tensor exponent, Tensor result, Tensor seed) {
    Tensor x = self.to(result.dtype());
    Tensor positive = x.gt(0);
    Tensor logarithm = Tensor.where(positive, x, Tensor.onesLike(x)).log();
    Tensor zero = Tensor.zerosLike(result);
    Tensor partial = Tensor.where(positive, result.mul(logarithm),
        Tensor.where(x.eq(0).logicalAnd(exponent.gt(0)), zero, Tensor.fullLike(result, Double.NaN)));
    return Pulls.seedMul(seed, partial);
  }

  /** {@code p == 0 ? 0 : p x^(p-1)}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "pow", parameterTypes = double.class, wrt = "self",
      mode = ELEMENTWISE)
  public static Tensor powSelf(Tensor self, double exponent, Tensor seed) {
    if (exponent == 0) {
      return Tensor.zerosLike(seed);
    }
    if (exponent == 1) {
      return seed;
    }
    Tensor partial = exponent == 2 ? self.mul(2L) : self.pow(exponent - 1).mul(exponent);
    // For p < 1 the partial is infinite at 0.
    return exponent < 1 ? Pulls.seedMul(seed, partial) : seed.mul(partial);
  }

  /** {@code p == 0 ? 0 : p x^(p-1)}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "pow", parameterTypes = long.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor powSelf(Tensor self, long exponent, Tensor seed) {
    return powSelf(self, (double) exponent, seed);
  }

  /** The sum of {@code r log(x)}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "pow", parameterTypes = double.class, wrt = "exponent")
  public static double powExponent(Tensor self, double exponent, Tensor result, Tensor seed) {
    return powExponent(self, Tensor.fullLike(self, exponent), result, seed).sum().item();
  }

  /** {@code r log(x)}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "pow", parameterTypes = double.class, wrt = "exponent", mode = JVP)
  public static Tensor powExponentTangent(Tensor self, double exponent, Tensor result, double tangent) {
    return powExponent(self, Tensor.fullLike(self, exponent), result, Tensor.fullLike(result, tangent));
  }

  /** -1. */
  @DerivativeOf(type = TensorArithmetic.class, method = "neg", wrt = "self", mode = ELEMENTWISE)
  public static Tensor negSelf(Tensor seed) {
    return seed.neg();
  }

  /** At a tie this operand has weight 1; an operand that is NaN gets NaN. */
  @DerivativeOf(type = TensorArithmetic.class, method = "maximum", wrt = "self", mode = ELEMENTWISE)
  public static Tensor maximumSelf(Tensor self, Tensor other, Tensor seed) {
    return choice(seed, self.ge(other), self);
  }

  /** At a tie this operand has weight 0; an operand that is NaN gets NaN. */
  @DerivativeOf(type = TensorArithmetic.class, method = "maximum", wrt = "other", mode = ELEMENTWISE)
  public static Tensor maximumOther(Tensor self, Tensor other, Tensor seed) {
    return choice(seed, other.gt(self), other);
  }

  /** At a tie this operand has weight 1; an operand that is NaN gets NaN. */
  @DerivativeOf(type = TensorArithmetic.class, method = "minimum", wrt = "self", mode = ELEMENTWISE)
  public static Tensor minimumSelf(Tensor self, Tensor other, Tensor seed) {
    return choice(seed, self.le(other), self);
  }

  /** At a tie this operand has weight 0; an operand that is NaN gets NaN. */
  @DerivativeOf(type = TensorArithmetic.class, method = "minimum", wrt = "other", mode = ELEMENTWISE)
  public static Tensor minimumOther(Tensor self, Tensor other, Tensor seed) {
    return choice(seed, other.lt(self), other);
  }

  /** {@code b / (a^2 + b^2)}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "atan2", wrt = "self", mode = ELEMENTWISE)
  public static Tensor atan2Self(Tensor self, Tensor other, Tensor seed) {
    return Pulls.seedMul(seed, other.div(squares(self, other)));
  }

  /** {@code -a / (a^2 + b^2)}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "atan2", wrt = "other", mode = ELEMENTWISE)
  public static Tensor atan2Other(Tensor self, Tensor other, Tensor seed) {
    return Pulls.seedMul(seed, self.div(squares(self, other)).neg());
  }

  /** In the type of the result, which may be wider than one operand's. */
  private static Tensor squares(Tensor self, Tensor other) {
    DType type = Ops.promote(self, other);
    return self.to(type).square().add(other.to(type).square());
  }

  /** 1. */
  @DerivativeOf(type = TensorArithmetic.class, method = "add", parameterTypes = double.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor addNumberSelf(Tensor seed) {
    return seed;
  }

  /** 1. */
  @DerivativeOf(type = TensorArithmetic.class, method = "add", parameterTypes = long.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor addLongSelf(Tensor seed) {
    return seed;
  }

  /** The number of elements. */
  @DerivativeOf(type = TensorArithmetic.class, method = "add", parameterTypes = double.class, wrt = "c")
  public static double addC(Tensor seed) {
    return seed.sum().item();
  }

  /** The number of elements. */
  @DerivativeOf(type = TensorArithmetic.class, method = "add", parameterTypes = double.class, wrt = "c", mode = JVP)
  public static Tensor addCTangent(Tensor self, double tangent) {
    return Tensor.fullLike(self, tangent);
  }

  /** 1. */
  @DerivativeOf(type = TensorArithmetic.class, method = "sub", parameterTypes = double.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor subNumberSelf(Tensor seed) {
    return seed;
  }

  /** 1. */
  @DerivativeOf(type = TensorArithmetic.class, method = "sub", parameterTypes = long.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor subLongSelf(Tensor seed) {
    return seed;
  }

  /** Minus the number of elements. */
  @DerivativeOf(type = TensorArithmetic.class, method = "sub", parameterTypes = double.class, wrt = "c")
  public static double subC(Tensor seed) {
    return -seed.sum().item();
  }

  /** Minus the number of elements. */
  @DerivativeOf(type = TensorArithmetic.class, method = "sub", parameterTypes = double.class, wrt = "c", mode = JVP)
  public static Tensor subCTangent(Tensor self, double tangent) {
    return Tensor.fullLike(self, -tangent);
  }

  /** -1. */
  @DerivativeOf(type = TensorArithmetic.class, method = "rsub", parameterTypes = double.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor rsubNumberSelf(Tensor seed) {
    return seed.neg();
  }

  /** -1. */
  @DerivativeOf(type = TensorArithmetic.class, method = "rsub", parameterTypes = long.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor rsubLongSelf(Tensor seed) {
    return seed.neg();
  }

  /** The number of elements. */
  @DerivativeOf(type = TensorArithmetic.class, method = "rsub", parameterTypes = double.class, wrt = "c")
  public static double rsubC(Tensor seed) {
    return seed.sum().item();
  }

  /** The number of elements. */
  @DerivativeOf(type = TensorArithmetic.class, method = "rsub", parameterTypes = double.class, wrt = "c", mode = JVP)
  public static Tensor rsubCTangent(Tensor self, double tangent) {
    return Tensor.fullLike(self, tangent);
  }

  /** The number. */
  @DerivativeOf(type = TensorArithmetic.class, method = "mul", parameterTypes = double.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor mulSelf(double c, Tensor seed) {
    return seed.mul(c);
  }

  /** The number. */
  @DerivativeOf(type = TensorArithmetic.class, method = "mul", parameterTypes = long.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor mulSelf(long c, Tensor seed) {
    return seed.mul(c);
  }

  /** The sum of the elements. */
  @DerivativeOf(type = TensorArithmetic.class, method = "mul", parameterTypes = double.class, wrt = "c")
  public static double mulC(Tensor self, Tensor seed) {
    return seed.mul(self).sum().item();
  }

  /** The sum of the elements. */
  @DerivativeOf(type = TensorArithmetic.class, method = "mul", parameterTypes = double.class, wrt = "c", mode = JVP)
  public static Tensor mulCTangent(Tensor self, double tangent) {
    return self.mul(tangent);
  }

  /** {@code 1 / c}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "div", parameterTypes = double.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor divSelf(double c, Tensor seed) {
    return seed.div(c);
  }

  /** The sum of {@code -x / c^2}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "div", parameterTypes = double.class, wrt = "c")
  public static double divC(Tensor self, double c, Tensor seed) {
    return seed.mul(self).sum().item() / -(c * c);
  }

  /** The sum of {@code -x / c^2}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "div", parameterTypes = double.class, wrt = "c", mode = JVP)
  public static Tensor divCTangent(Tensor self, double c, double tangent) {
    return self.mul(-tangent / (c * c));
  }

  /** {@code -c / x^2}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "rdiv", parameterTypes = double.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor rdivSelf(Tensor self, double c, Tensor seed) {
    return FunctionRules.reciprocalSelf(self.reciprocal(), mulSelf(c, seed));
  }

  /** The sum of {@code 1 / x}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "rdiv", parameterTypes = double.class, wrt = "c")
  public static double rdivC(Tensor self, Tensor seed) {
    return Pulls.seedDiv(seed, self).sum().item();
  }

  /** {@code 1 / x}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "rdiv", parameterTypes = double.class, wrt = "c", mode = JVP)
  public static Tensor rdivCTangent(Tensor self, double tangent) {
    return self.reciprocal().mul(tangent);
  }

  /** 1. */
  @DerivativeOf(type = TensorArithmetic.class, method = "remainder", parameterTypes = double.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor remainderNumberSelf(Tensor seed) {
    return seed;
  }

  /** 1. */
  @DerivativeOf(type = TensorArithmetic.class, method = "remainder", parameterTypes = long.class, wrt = "self", mode = ELEMENTWISE)
  public static Tensor remainderLongSelf(Tensor seed) {
    return seed;
  }

  /** The sum of {@code -floor(x / c)}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "remainder", parameterTypes = double.class, wrt = "c")
  public static double remainderC(Tensor self, double c, Tensor result, Tensor seed) {
    return Pulls.seedMul(seed, self.sub(result).div(c).round().neg()).sum().item();
  }

  /** {@code -floor(x / c)}. */
  @DerivativeOf(type = TensorArithmetic.class, method = "remainder", parameterTypes = double.class, wrt = "c", mode = JVP)
  public static Tensor remainderCTangent(Tensor self, double c, Tensor result, double tangent) {
    return self.sub(result).div(c).round().mul(-tangent);
  }

  /** 1. */
  @DerivativeOf(type = TensorArithmetic.class, method = "addScaled", wrt = "self", mode = ELEMENTWISE)
  public static Tensor addScaledSelf(Tensor seed) {
    return seed;
  }

  /** The factor. */
  @DerivativeOf(type = TensorArithmetic.class, method = "addScaled", wrt = "other", mode = ELEMENTWISE)
  public static Tensor addScaledOther(double factor, Tensor seed) {
    return seed.mul(factor);
  }

  /** The sum of the other. */
  @DerivativeOf(type = TensorArithmetic.class, method = "addScaled", wrt = "factor")
  public static double addScaledFactor(Tensor other, Tensor seed) {
    return seed.mul(other).sum().item();
  }

  /** The other. */
  @DerivativeOf(type = TensorArithmetic.class, method = "addScaled", wrt = "factor", mode = JVP)
  public static Tensor addScaledFactorTangent(Tensor other, Tensor result, double tangent) {
    return TensorAdjoints.spread(other.to(result.dtype()).mul(tangent), result);
  }

  /** The seed where this operand was chosen; NaN, for a seed that is not 0, where it is NaN. */
  private static Tensor choice(Tensor seed, Tensor chosen, Tensor operand) {
    Tensor kept = Pulls.keep(seed, chosen);
    return Tensor.where(operand.isNaN(), Pulls.seedMul(seed, Tensor.fullLike(seed, Double.NaN)), kept);
  }
}
