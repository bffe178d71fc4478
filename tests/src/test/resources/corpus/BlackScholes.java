package corpus;

import dev.adjoint.annotations.Differentiable;

/** Prices of options in closed form, with the normal distribution by a rational approximation. */
final class BlackScholes {
  private static double cdf(double x) {
    double z = Math.abs(x);
    double t = 1 / (1 + 0.2316419 * z);
    double p = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    double tail = p * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    return x < 0 ? tail : 1 - tail;
  }

  @Differentiable
  static double price(boolean call, double s, double k, double r, double sigma, double t) {
    double d1 = (Math.log(s / k) + (r + sigma * sigma / 2) * t) / (sigma * Math.sqrt(t));
    double d2 = d1 - sigma * Math.sqrt(t);
    double discount = Math.exp(-r * t);
    return call ? s * cdf(d1) - k * discount * cdf(d2) : k * discount * cdf(-d2) - s * cdf(-d1);
  }

  @Differentiable
  static double impliedVolatility(double target, double s, double k) {
    double sigma = 0.3;
    for (int i = 0; i < 8; i++) {
      double h = 1e-3;
      double p = price(true, s, k, 0.01, sigma, 1);
      double up = price(true, s, k, 0.01, sigma + h, 1);
      sigma -= (p - target) * h / (up - p);
    }
    return sigma;
  }

  static Object[][] inputs_price() {
    return new Object[][] {{true, 100.0, 105.0, 0.02, 0.2, 1.5}, {false, 100.0, 95.0, 0.02, 0.3, 0.5}};
  }

  static Object[][] inputs_impliedVolatility() {
    return new Object[][] {{12.0, 100.0, 101.0}};
  }
}
