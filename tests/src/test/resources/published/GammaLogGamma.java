// annotate: commons-math3 org.apache.commons.math3.special.Gamma#logGamma(double)
package published;

/** Special function: five branches, Lanczos' sum over a static array, helpers that throw. */
final class GammaLogGamma {
  static Object[][] inputs() {
    return new Object[][] {{0.3}, {1.7}, {4.6}, {11.25}};
  }
}
