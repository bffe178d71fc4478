package corpus;

import dev.adjoint.annotations.Differentiable;

/** Hagan's formula for the SABR model away from the money. */
final class Sabr {
  @Differentiable
  static double volatility(double f, double k, double t, double alpha, double beta, double rho, double nu) {
    double logFk = Math.log(f / k);
    double fkBeta = Math.pow(f * k, (1 - beta) / 2);
    double a = (1 - beta) * (1 - beta) * alpha * alpha / (24 * fkBeta * fkBeta);
    double b = 0.25 * rho * beta * nu * alpha / fkBeta;
    double c = (2 - 3 * rho * rho) * nu * nu / 24;
    double v = (1 - beta) * (1 - beta) * logFk * logFk / 24;
    double w = Math.pow(1 - beta, 4) * Math.pow(logFk, 4) / 1920;
    double z = nu * fkBeta * logFk / alpha;
    double x = Math.log((Math.sqrt(1 - 2 * rho * z + z * z) + z - rho) / (1 - rho));
    return alpha * z * (1 + (a + b + c) * t) / (x * fkBeta * (1 + v + w));
  }

  static Object[][] inputs_volatility() {
    return new Object[][] {{0.03, 0.035, 2.0, 0.05, 0.5, -0.3, 0.4}, {1.1, 0.9, 1.5, 0.2, 0.7, 0.1, 0.5}};
  }
}
