package dev.adjoint.examples;

import dev.adjoint.annotations.Differentiable;

/**
 * Black volatility implied by the SABR model: P. Hagan et al., <i>Managing Smile Risk</i>, Wilmott (2002), equation
 * (2.17a).
 */
final class Sabr {
  private Sabr() {}

  /** The volatility of an option; differentiated by the parameters that a calibration moves. */
  @Differentiable(wrt = {"alpha", "rho", "nu"})
  static double volatility(
      double forward, double strike, double expiry, double alpha, double beta, double rho, double nu) {
    double logMoneyness = Math.log(forward / strike);
    double backbone = Math.pow(forward * strike, 0.5 * (1 - beta));
    double scaled = (1 - beta) * logMoneyness, squared = scaled * scaled;
    double slope = (1 - beta) * alpha / backbone;
    double correction =
        slope * slope / 24 + rho * beta * nu * alpha / (4 * backbone) + nu * nu * (2 - 3 * rho * rho) / 24;
    double series = 1 + squared / 24 + squared * squared / 1920;
    double z = nu / alpha * backbone * logMoneyness;
    return alpha / (backbone * series) * zOverChi(z, rho) * (1 + expiry * correction);
  }

  /**
   * {@code z / log((sqrt(1 - 2 rho z + z²) + z - rho) / (1 - rho))}; at the money, where that is 0/0, its expansion.
   */
  private static double zOverChi(double z, double rho) {
    if (z > -1e-4 && z < 1e-4) {
      return 1 - 0.5 * rho * z + (2 - 3 * rho * rho) / 12 * z * z;
    }
    return z / Math.log((Math.sqrt(1 - 2 * rho * z + z * z) + z - rho) / (1 - rho));
  }
}
