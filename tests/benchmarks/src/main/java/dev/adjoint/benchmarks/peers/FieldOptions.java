package dev.adjoint.benchmarks.peers;

import org.hipparchus.CalculusFieldElement;

/** Black-Scholes and SABR over any field; see the problems of those names for the formulas. */
public final class FieldOptions {
  private FieldOptions() {}

  /** The price of a call. */
  public static <T extends CalculusFieldElement<T>> T call(T spot, T strike, T volatility, T rate, T expiry) {
    T deviation = volatility.multiply(expiry.sqrt());
    T drift = rate.multiply(expiry);
    T d1 = spot.divide(strike).log().add(drift).divide(deviation).add(deviation.multiply(0.5));
    T d2 = d1.subtract(deviation);
    return spot.multiply(normalCdf(d1)).subtract(strike.multiply(drift.negate().exp()).multiply(normalCdf(d2)));
  }

  private static <T extends CalculusFieldElement<T>> T normalCdf(T x) {
    return x.getReal() < 0 ? upperTail(x.negate()) : upperTail(x).negate().add(1);
  }

  private static <T extends CalculusFieldElement<T>> T upperTail(T x) {
    T t = x.multiply(0.2316419).add(1).reciprocal();
    T series = t.multiply(1.330274429).add(-1.821255978).multiply(t).add(1.781477937).multiply(t).add(-0.356563782)
        .multiply(t).add(0.319381530).multiply(t);
    return x.multiply(x).multiply(-0.5).exp().multiply(0.3989422804014327).multiply(series);
  }

  /** The volatility implied by SABR. */
  public static <T extends CalculusFieldElement<T>> T volatility(
      T forward, T strike, double expiry, T alpha, T beta, T rho, T nu) {
    T logMoneyness = forward.divide(strike).log();
    T complement = beta.negate().add(1);
    T backbone = complement.multiply(0.5).multiply(forward.multiply(strike).log()).exp();
    T scaled = complement.multiply(logMoneyness);
    T squared = scaled.multiply(scaled);
    T series = squared.divide(24).add(1).add(squared.multiply(squared).divide(1920));
    T slope = complement.multiply(alpha).divide(backbone);
    T correction = slope.multiply(slope).divide(24)
        .add(rho.multiply(beta).multiply(nu).multiply(alpha).divide(backbone.multiply(4)))
        .add(nu.multiply(nu).multiply(rho.multiply(rho).multiply(-3).add(2)).divide(24));
    T z = nu.divide(alpha).multiply(backbone).multiply(logMoneyness);
    return alpha.divide(backbone.multiply(series)).multiply(zOverChi(z, rho))
        .multiply(correction.multiply(expiry).add(1));
  }

  private static <T extends CalculusFieldElement<T>> T zOverChi(T z, T rho) {
    if (z.getReal() > -1e-4 && z.getReal() < 1e-4) {
      T curvature = rho.multiply(rho).multiply(-3).add(2).divide(12);
      return rho.multiply(z).multiply(-0.5).add(1).add(curvature.multiply(z).multiply(z));
    }
    T root = z.multiply(z).add(rho.multiply(z).multiply(-2)).add(1).sqrt();
    return z.divide(root.add(z).subtract(rho).divide(rho.negate().add(1)).log());
  }
}
