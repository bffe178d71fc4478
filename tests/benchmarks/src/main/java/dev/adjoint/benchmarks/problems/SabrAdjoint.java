package dev.adjoint.benchmarks.problems;

/**
 * The six sensitivities of {@link Sabr} by hand: one division for each quotient, no transcendental function beyond
 * the primal's.
 */
public final class SabrAdjoint {
  private SabrAdjoint() {}

  /** The volatility and its derivatives. */
  public record Sensitivities(
      double value, double forward, double strike, double alpha, double beta, double rho, double nu) {}

  /** The volatility and its derivatives with respect to all arguments of {@link Sabr#volatility} but the expiry. */
  public static Sensitivities volatilityGradient(
      double forward, double strike, double expiry, double alpha, double beta, double rho, double nu) {
    double logMoneyness = Math.log(forward / strike);
    double logProduct = Math.log(forward * strike);
    double complement = 1 - beta;
    double backbone = Math.exp(0.5 * complement * logProduct);
    double scaled = complement * logMoneyness, squared = scaled * scaled;
    double series = 1 + squared * (1.0 / 24) + squared * squared * (1.0 / 1920);
    double inverseBackbone = 1 / backbone, inverseAlpha = 1 / alpha;
    double level = alpha * inverseBackbone;
    double slope = complement * level;
    double mixed = 0.25 * rho * nu * level;
    double curvature = (2 - 3 * rho * rho) * (1.0 / 24);
    double third = 1 + expiry * (slope * slope * (1.0 / 24) + beta * mixed + nu * nu * curvature);
    double ratio = nu * inverseAlpha;
    double z = ratio * backbone * logMoneyness;

    double second, zAdjoint, rhoAdjoint;
    if (z > -1e-4 && z < 1e-4) {
      second = 1 + z * (2 * curvature * z - 0.5 * rho);
      zAdjoint = 4 * curvature * z - 0.5 * rho;
      rhoAdjoint = -0.5 * z * (1 + rho * z);
    } else {
      double root = Math.sqrt(1 - 2 * rho * z + z * z);
      double numerator = root + z - rho, inverseRest = 1 / (1 - rho);
      double chi = Math.log(numerator * inverseRest);
      second = z / chi;
      double chiAdjoint = -second / chi;
      double inverseRoot = 1 / root;
      zAdjoint = 1 / chi + chiAdjoint * inverseRoot;
      rhoAdjoint = chiAdjoint * (inverseRest - (z * inverseRoot + 1) / numerator);
    }

    double first = level / series;
    double value = first * second * third;
    double firstAdjoint = second * third, secondAdjoint = first * third, correctionAdjoint = first * second * expiry;
    zAdjoint *= secondAdjoint;
    double seriesAdjoint = -firstAdjoint * first / series;
    double scaledAdjoint = seriesAdjoint * scaled * ((1.0 / 12) + squared * (1.0 / 480));
    double slopeAdjoint = correctionAdjoint * slope * (1.0 / 12);
    double levelAdjoint =
        firstAdjoint / series + slopeAdjoint * complement + correctionAdjoint * 0.25 * rho * beta * nu;
    double backboneAdjoint = zAdjoint * ratio * logMoneyness - levelAdjoint * level * inverseBackbone;
    double exponentAdjoint = 0.5 * backboneAdjoint * backbone;
    double moneynessAdjoint = zAdjoint * ratio * backbone + scaledAdjoint * complement;
    double productAdjoint = exponentAdjoint * complement;
    double inverseForward = 1 / forward, inverseStrike = 1 / strike;
    double zBackbone = zAdjoint * backbone * logMoneyness * inverseAlpha;
    return new Sensitivities(
        value,
        (productAdjoint + moneynessAdjoint) * inverseForward,
        (productAdjoint - moneynessAdjoint) * inverseStrike,
        levelAdjoint * inverseBackbone - zBackbone * ratio,
        correctionAdjoint * mixed
            - exponentAdjoint * logProduct
            - scaledAdjoint * logMoneyness
            - slopeAdjoint * level,
        secondAdjoint * rhoAdjoint
            + correctionAdjoint * (0.25 * beta * nu * level - nu * nu * rho * 0.25),
        zBackbone + correctionAdjoint * (0.25 * rho * beta * level + 2 * nu * curvature));
  }
}
