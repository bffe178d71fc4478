// annotate: strata-pricer com.opengamma.strata.pricer.impl.option.NormalFormulaRepository#price(double, double, double, double, PutCall) (rules = published.NormalPrice.class)
package published;

import com.opengamma.strata.math.impl.statistics.distribution.ProbabilityDistribution;
import com.opengamma.strata.product.common.PutCall;
import dev.adjoint.annotations.DerivativeOf;

/** Pricing: an enum with methods, the normal distribution behind a generic interface, for which rules are given. */
public final class NormalPrice {
  private NormalPrice() {}

  @DerivativeOf(type = ProbabilityDistribution.class, method = "getCDF")
  public static double cdfVjp(ProbabilityDistribution<Double> normal, double x, double seed) {
    return seed * normal.getPDF(x);
  }

  @DerivativeOf(type = ProbabilityDistribution.class, method = "getPDF")
  public static double pdfVjp(ProbabilityDistribution<Double> normal, double x, double seed) {
    return -seed * x * normal.getPDF(x);
  }

  static Object[][] inputs() {
    return new Object[][] {{1.05, 1.0, 2.5, 0.3, PutCall.CALL}, {0.95, 1.25, 0.5, 0.2, PutCall.PUT}};
  }
}
