// annotate: commons-math3 org.apache.commons.math3.special.Beta#logBeta(double, double)
// annotate: commons-math3 org.apache.commons.math3.special.Gamma#logGamma(double)
// annotate: commons-math3 org.apache.commons.math3.special.Gamma#logGamma1p(double)
// annotate: commons-math3 org.apache.commons.math3.special.Gamma#gamma(double)
package published;

/** Special function: many branches, loops with active products, polynomials over static arrays. */
final class BetaLogBeta {
  static Object[][] inputs() {
    return new Object[][] {{0.6, 0.8}, {1.4, 1.7}, {3.25, 4.5}, {3.25, 14.5}, {12.0, 15.5}, {1.25, 6.5}};
  }
}
