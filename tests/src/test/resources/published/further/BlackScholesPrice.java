// annotate: strata-pricer com.opengamma.strata.pricer.impl.option.BlackScholesFormulaRepository#price(double, double, double, double, double, double, boolean) (rules = published.BlackScholesPrice.class)
package published;

import com.opengamma.strata.math.impl.statistics.distribution.ProbabilityDistribution;
import dev.adjoint.annotations.DerivativeOf;

/** Pricing: limits that are treated apart, the distribution behind a generic interface, for which a rule is given. */
public final class BlackScholesPrice {
  private BlackScholesPrice() {}

  @DerivativeOf(type = ProbabilityDistribution.class, method = "getCDF")
  public static double cdfVjp(ProbabilityDistribution<Double> normal, double x, double seed) {
    return seed * normal.getPDF(x);
  }

  static Object[][] inputs() {
    return new Object[][] {{1.05, 1.0, 2.5, 0.3, 0.02, 0.01, true}, {0.95, 1.25, 0.5, 0.2, 0.015, -0.01, false}};
  }
}
