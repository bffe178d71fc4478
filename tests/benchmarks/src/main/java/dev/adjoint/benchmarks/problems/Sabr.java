package dev.adjoint.benchmarks.problems;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/**
 * Black volatility implied by the SABR model.
 *
 * <p>P. S. Hagan, D. Kumar, A. S. Lesniewski, D. E. Woodward, <i>Managing Smile Risk</i>, Wilmott Magazine (2002),
 * equation (2.17a).
 */
public final class Sabr {
  private Sabr() {}

  /**
   * The implied volatility of an option.
   *
   * @param forward the forward, positive
   * @param strike the strike, positive
   * @param expiry in years, a constant of the model
   * @param alpha the level of volatility, positive
   * @param beta the exponent of the forward, 0 to 1
   * @param rho the correlation of forward and volatility, between -1 and 1
   * @param nu the volatility of volatility
   */
  @Differentiable
  public static double volatility(
      double forward,
      double strike,
      @NonDifferentiable double expiry,
      double alpha,
      double beta,
      double rho,
      double nu) {
    double logMoneyness = Math.log(forward / strike);
    double backbone = Math.exp(0.5 * (1 - beta) * Math.log(forward * strike));
    double scaled = (1 - beta) * logMoneyness;
    double squared = scaled * scaled;
    double series = 1 + squared / 24 + squared * squared / 1920;
    double slope = (1 - beta) * alpha / backbone;
    double correction =
        slope * slope / 24 + rho * beta * nu * alpha / (4 * backbone) + nu * nu * (2 - 3 * rho * rho) / 24;
    double z = nu / alpha * backbone * logMoneyness;
    return alpha / (backbone * series) * zOverChi(z, rho) * (1 + expiry * correction);
  }

  /**
   * {@code z / log((sqrt(1 - 2 rho z + z²) + z - rho) / (1 - rho))}; at the money, where that is 0/0, its expansion.
   */
  static double zOverChi(double z, double rho) {
    if (z > -1e-4 && z < 1e-4) {
      return 1 - 0.5 * rho * z + (2 - 3 * rho * rho) / 12 * z * z;
    }
    double root = Math.sqrt(1 - 2 * rho * z + z * z);
    return z / Math.log((root + z - rho) / (1 - rho));
  }
}
