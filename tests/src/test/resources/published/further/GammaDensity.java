// annotate: commons-math3 org.apache.commons.math3.distribution.GammaDistribution#density(double)
package published;

import org.apache.commons.math3.distribution.GammaDistribution;

/** Distribution: one of two formulas by the size of the argument, constants in the receiver. */
final class GammaDensity {
  static Object[][] inputs() {
    return new Object[][] {{new GammaDistribution(2.5, 1.5), 1.4}, {new GammaDistribution(200, 0.5), 104.0}};
  }
}
