// annotate: commons-math3 org.apache.commons.math3.special.Gamma#regularizedGammaP(double, double, double, int) (wrt = {"a", "x"})
// with: commons-math3 org.apache.commons.math3.util.ContinuedFraction
package published;

/** Special function: a series or a continued fraction, which is an anonymous class that captures the parameter. */
final class GammaRegularizedP {
  static Object[][] inputs() {
    return new Object[][] {{2.5, 1.25, 1e-15, 10000}, {0.5, 0.81, 1e-15, 10000}, {1.5, 4.0, 1e-15, 10000}};
  }
}
