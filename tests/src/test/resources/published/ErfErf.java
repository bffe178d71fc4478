// annotate: commons-math3 org.apache.commons.math3.special.Erf#erf(double)
// annotate: commons-math3 org.apache.commons.math3.special.Gamma#regularizedGammaP(double, double, double, int) (wrt = {"a", "x"})
// with: commons-math3 org.apache.commons.math3.util.ContinuedFraction
package published;

/** Special function: by the incomplete gamma function of another class. */
final class ErfErf {
  static Object[][] inputs() {
    return new Object[][] {{0.4}, {-0.9}, {1.75}};
  }
}
