// annotate: strata-pricer com.opengamma.strata.pricer.impl.volatility.smile.SabrHaganVolatilityFunctionProvider#volatility(double, double, double, double, double, double, double)
// annotate: strata-math com.opengamma.strata.math.MathUtils#pow2(double)
package published;

import com.opengamma.strata.pricer.impl.volatility.smile.SabrHaganVolatilityFunctionProvider;

/** Pricing: Hagan's formula with its limits, comparisons and logging by libraries. */
final class SabrVolatility {
  static Object[][] inputs() {
    var sabr = SabrHaganVolatilityFunctionProvider.DEFAULT;
    return new Object[][] {{sabr, 0.04, 0.05, 2.0, 0.05, 0.5, -0.25, 0.5}, {sabr, 0.05, 0.03, 1.0, 0.25, 0.75, 0.2, 0.4}};
  }
}
