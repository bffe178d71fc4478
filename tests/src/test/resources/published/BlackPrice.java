// annotate: strata-pricer com.opengamma.strata.pricer.impl.option.BlackFormulaRepository#price(double, double, double, double, boolean)
// refused: AD001 the distribution is behind a generic interface
package published;

/** Pricing: checks of arguments by a library, logging, the distribution behind a generic interface. */
final class BlackPrice {
  static Object[][] inputs() {
    return new Object[][] {{1.05, 1.0, 2.5, 0.3, true}, {0.95, 1.25, 0.5, 0.2, false}};
  }
}
