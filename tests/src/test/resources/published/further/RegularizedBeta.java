// annotate: commons-math3 org.apache.commons.math3.special.Beta#regularizedBeta(double, double, double, double, int) (wrt = {"x", "a", "b"})
// annotate: commons-math3 org.apache.commons.math3.special.Gamma#logGamma(double)
// annotate: commons-math3 org.apache.commons.math3.special.Gamma#logGamma1p(double)
// annotate: commons-math3 org.apache.commons.math3.special.Gamma#gamma(double)
// with: commons-math3 org.apache.commons.math3.util.ContinuedFraction
package published;

/** Special function: recursion, and a continued fraction whose coefficients an anonymous class computes. */
final class RegularizedBeta {
  static Object[][] inputs() {
    return new Object[][] {{0.3, 1.5, 2.25, 1e-15, 1000}, {0.75, 2.5, 0.75, 1e-15, 1000}};
  }
}
