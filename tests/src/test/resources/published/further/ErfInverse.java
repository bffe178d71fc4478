// annotate: commons-math3 org.apache.commons.math3.special.Erf#erfInv(double)
package published;

/** Special function: one of three polynomials by the size of the argument. */
final class ErfInverse {
  static Object[][] inputs() {
    return new Object[][] {{0.4}, {-0.97}, {0.995}};
  }
}
