package dev.adjoint.runtime.tensor;


/**
 * The derivatives of the elementwise operations, each written once: the adjoint of an operand from the values it reads and
 * the adjoint {@code seed} of the result. They are tensor operations themselves and so can be differentiated.
 *
 * <p>Kinks and singular points are those of {@code docs/semantics.md}: where a partial can be infinite, a zero seed gives
 * an exact zero.
 */
final class Derivatives {
  private static final double INVERSE_SQRT_2PI = 1 / Math.sqrt(2 * Math.PI);
  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

  private Derivatives() {}

  // Functions of one operand. The first parameter is the operand x or the result y.

  static Tensor abs(Tensor x, Tensor seed) {
    return seed.mul(x.sign());
  }

  static Tensor square(Tensor x, Tensor seed) {
    return seed.mul(x.mul(2L));
  }

  static Tensor exp(Tensor y, Tensor seed) {
    return seed.mul(y);
  }

  static Tensor expm1(Tensor y, Tensor seed) {
    return seed.mul(y.add(1L));
  }

  static Tensor log(Tensor x, Tensor seed) {
    return Pulls.seedDiv(seed, x);
  }

  static Tensor log1p(Tensor x, Tensor seed) {
    return Pulls.seedDiv(seed, x.add(1L));
  }

  static Tensor sqrt(Tensor y, Tensor seed) {
    return Pulls.sqrt(seed, y);
  }

  static Tensor rsqrt(Tensor y, Tensor seed) {
    return Pulls.seedMul(seed, y.pow(3L).mul(-0.5));
  }

  static Tensor reciprocal(Tensor y, Tensor seed) {
    return Pulls.seedMul(seed, y.square().neg());
  }

  static Tensor sin(Tensor x, Tensor seed) {
    return seed.mul(x.cos());
  }

  static Tensor cos(Tensor x, Tensor seed) {
    return seed.mul(x.sin().neg());
  }

  static Tensor tan(Tensor y, Tensor seed) {
    return seed.mul(y.square().add(1L));
  }

  static Tensor tanh(Tensor y, Tensor seed) {
    return Pulls.tanh(seed, y);
  }

  static Tensor sigmoid(Tensor y, Tensor seed) {
    return Pulls.sigmoid(seed, y);
  }

  static Tensor relu(Tensor y, Tensor seed) {
    return Pulls.relu(seed, y);
  }

  static Tensor erf(Tensor x, Tensor seed) {
    return seed.mul(x.square().neg().exp().mul(TWO_OVER_SQRT_PI));
  }

  static Tensor gelu(Tensor x, Tensor seed) {
    return Pulls.gelu(seed, x);
  }

  static Tensor softplus(Tensor x, Tensor seed) {
    return Pulls.softplus(seed, x);
  }

  /** Of a function that is constant in pieces. */
  static Tensor zero(Tensor seed) {
    return Tensor.zerosLike(seed);
  }

  // Functions of two operands.

  static Tensor divA(Tensor b, Tensor seed) {
    return Pulls.seedDiv(seed, b);
  }

  static Tensor divB(Tensor b, Tensor result, Tensor seed) {
    return Pulls.seedDiv(Pulls.seedMul(seed, result).neg(), b);
  }

  /** {@code p == 0 ? 0 : p x^(p-1)}. */
  static Tensor powA(Tensor a, Tensor b, Tensor seed) {
    Tensor partial = b.mul(a.pow(b.sub(1L)));
    return Pulls.seedMul(seed, Tensor.where(b.eq(0), Tensor.zerosLike(partial), partial));
  }

  /** {@code x > 0 ? r log(x) : x == 0 && p > 0 ? 0 : NaN}. */
  static Tensor powB(Tensor a, Tensor b, Tensor result, Tensor seed) {
    Tensor positive = a.gt(0);
    Tensor logarithm = Tensor.where(positive, a, Tensor.onesLike(a)).log();
    Tensor zero = Tensor.zerosLike(result);
    Tensor partial = Tensor.where(positive, result.mul(logarithm),
        Tensor.where(a.eq(0).logicalAnd(b.gt(0)), zero, Tensor.fullLike(result, Double.NaN)));
    return Pulls.seedMul(seed, partial);
  }

  /** At a tie the first operand has weight 1; a NaN result belongs to the operand that is NaN. */
  static Tensor maximumA(Tensor a, Tensor b, Tensor seed) {
    return keep(seed, a.ge(b).logicalOr(a.isNaN()));
  }

  static Tensor maximumB(Tensor a, Tensor b, Tensor seed) {
    return keep(seed, a.ge(b).logicalOr(a.isNaN()).logicalNot());
  }

  static Tensor minimumA(Tensor a, Tensor b, Tensor seed) {
    return keep(seed, a.le(b).logicalOr(a.isNaN()));
  }

  static Tensor minimumB(Tensor a, Tensor b, Tensor seed) {
    return keep(seed, a.le(b).logicalOr(a.isNaN()).logicalNot());
  }

  /** {@code -trunc(a / b)} for a result of the dividend's sign; here {@code -floor(a / b)}, from the result. */
  static Tensor remainderB(Tensor a, Tensor b, Tensor result, Tensor seed) {
    return Pulls.seedMul(seed, a.sub(result).div(b).round().neg());
  }

  static Tensor atan2A(Tensor a, Tensor b, Tensor seed) {
    return Pulls.seedMul(seed, b.div(a.square().add(b.square())));
  }

  static Tensor atan2B(Tensor a, Tensor b, Tensor seed) {
    return Pulls.seedMul(seed, a.div(a.square().add(b.square())).neg());
  }

  /** {@code x^p} for a constant p: {@code p == 0 ? 0 : p x^(p-1)}. */
  static Tensor powConstant(Tensor x, double p, Tensor seed) {
    if (p == 0) {
      return Tensor.zerosLike(seed);
    }
    if (p == 1) {
      return seed;
    }
    Tensor partial = p == 2 ? x.mul(2L) : x.pow(p - 1).mul(p);
    // For p < 1 the partial is infinite at 0.
    return p < 1 ? Pulls.seedMul(seed, partial) : seed.mul(partial);
  }

  /** The seed where the condition holds, 0 elsewhere. */
  static Tensor keep(Tensor seed, Tensor condition) {
    return Tensor.where(condition, seed, Tensor.zerosLike(seed));
  }

  /** The standard normal density. */
  static Tensor normalDensity(Tensor x) {
    return x.square().mul(-0.5).exp().mul(INVERSE_SQRT_2PI);
  }

}
