package dev.adjoint.benchmarks.problems;

/** The five sensitivities of {@link BlackScholes} by hand, with every exponential, logarithm and root computed once. */
public final class BlackScholesAdjoint {
  private static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;

  private BlackScholesAdjoint() {}

  /** The price and its derivatives. */
  public record Greeks(double value, double spot, double strike, double volatility, double rate, double expiry) {}

  /** The price and its derivative with respect to each argument of {@link BlackScholes#call}. */
  public static Greeks callGradient(double spot, double strike, double volatility, double rate, double expiry) {
    double root = Math.sqrt(expiry);
    double deviation = volatility * root;
    double inverse = 1 / deviation;
    double moneyness = (Math.log(spot / strike) + rate * expiry) * inverse;
    double d1 = moneyness + 0.5 * deviation, d2 = d1 - deviation;

    double t1 = 1 / (1 + 0.2316419 * Math.abs(d1)), gauss1 = INVERSE_SQRT_TWO_PI * Math.exp(-0.5 * d1 * d1);
    double t2 = 1 / (1 + 0.2316419 * Math.abs(d2)), gauss2 = INVERSE_SQRT_TWO_PI * Math.exp(-0.5 * d2 * d2);
    double tail1 = gauss1 * series(t1), tail2 = gauss2 * series(t2);
    double cdf1 = d1 < 0 ? tail1 : 1 - tail1, cdf2 = d2 < 0 ? tail2 : 1 - tail2;
    // The tail is a function of |x|, and the reflection below 0 changes its sign again: the density is even.
    double pdf1 = Math.abs(d1) * tail1 + 0.2316419 * t1 * t1 * gauss1 * seriesDerivative(t1);
    double pdf2 = Math.abs(d2) * tail2 + 0.2316419 * t2 * t2 * gauss2 * seriesDerivative(t2);

    double discounted = strike * Math.exp(-rate * expiry);
    double d2Adjoint = -discounted * pdf2;
    double d1Adjoint = spot * pdf1 + d2Adjoint;
    double deviationAdjoint = d1Adjoint * (0.5 - moneyness * inverse) - d2Adjoint;
    double driftAdjoint = d1Adjoint * inverse;
    double discountAdjoint = discounted * cdf2;
    return new Greeks(
        spot * cdf1 - discountAdjoint,
        cdf1 + driftAdjoint / spot,
        -(discountAdjoint + driftAdjoint) / strike,
        deviationAdjoint * root,
        (driftAdjoint + discountAdjoint) * expiry,
        (driftAdjoint + discountAdjoint) * rate + 0.5 * deviationAdjoint * volatility / root);
  }

  private static double series(double t) {
    return t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  }

  private static double seriesDerivative(double t) {
    return 0.319381530
        + t * (2 * -0.356563782 + t * (3 * 1.781477937 + t * (4 * -1.821255978 + t * 5 * 1.330274429)));
  }
}
