// annotate: strata-pricer com.opengamma.strata.pricer.impl.option.BlackFormulaRepository#price(double, double, double, double, boolean) (rules = published.BlackPrice.class)
package published;

import com.opengamma.strata.math.impl.statistics.distribution.ProbabilityDistribution;
import dev.adjoint.annotations.DerivativeOf;

/** Pricing: checks of arguments by a library, logging, the distribution behind a generic interface, for which a rule is given. */
public final class BlackPrice {
  private BlackPrice() {}

  @DerivativeOf(type = ProbabilityDistribution.class, method = "getCDF")
  public static double cdfVjp(ProbabilityDistribution<Double> distribution, double x, double seed) {
    return seed * distribution.getPDF(x);
  }

  static Object[][] inputs() {
    return new Object[][] {{1.05, 1.0, 2.5, 0.3, true}, {0.95, 1.25, 0.5, 0.2, false}};
  }
}
