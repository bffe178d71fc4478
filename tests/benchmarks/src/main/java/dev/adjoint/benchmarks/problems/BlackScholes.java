package dev.adjoint.benchmarks.problems;

import dev.adjoint.annotations.Differentiable;

/**
 * The price of a European call.
 *
 * <p>F. Black, M. Scholes, <i>The Pricing of Options and Corporate Liabilities</i>, Journal of Political Economy 81
 * (1973).
 */
public final class BlackScholes {
  private static final double INVERSE_SQRT_TWO_PI = 0.3989422804014327;

  private BlackScholes() {}

  /**
   * The value of a call today.
   *
   * @param spot the price of the underlying
   * @param strike the price at which it may be bought
   * @param volatility per square root of a year
   * @param rate continuously compounded, per year
   * @param expiry in years
   */
  @Differentiable
  public static double call(double spot, double strike, double volatility, double rate, double expiry) {
    double deviation = volatility * Math.sqrt(expiry);
    double d1 = (Math.log(spot / strike) + rate * expiry) / deviation + 0.5 * deviation;
    double d2 = d1 - deviation;
    return spot * normalCdf(d1) - strike * Math.exp(-rate * expiry) * normalCdf(d2);
  }

  /** The normal distribution function. Written by two branches: an absolute value would have a kink at 0. */
  static double normalCdf(double x) {
    return x < 0 ? upperTail(-x) : 1 - upperTail(x);
  }

  /**
   * One minus the normal distribution function for {@code x >= 0}, by M. Abramowitz, I. Stegun, <i>Handbook of
   * Mathematical Functions</i> (1964), 26.2.17, with an absolute error below 7.5e-8. Its derivative is that of this
   * approximation.
   */
  static double upperTail(double x) {
    double t = 1 / (1 + 0.2316419 * x);
    double series =
        t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return INVERSE_SQRT_TWO_PI * Math.exp(-0.5 * x * x) * series;
  }
}
