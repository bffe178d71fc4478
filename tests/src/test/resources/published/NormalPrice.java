// annotate: strata-pricer com.opengamma.strata.pricer.impl.option.NormalFormulaRepository#price(double, double, double, double, PutCall)
// refused: AD001 the distribution is behind a generic interface
package published;

import com.opengamma.strata.product.common.PutCall;

/** Pricing: an enum with methods, the distribution behind a generic interface. */
final class NormalPrice {
  static Object[][] inputs() {
    return new Object[][] {{1.05, 1.0, 2.5, 0.3, PutCall.CALL}, {0.95, 1.25, 0.5, 0.2, PutCall.PUT}};
  }
}
