// annotate: commons-math3 org.apache.commons.math3.distribution.TDistribution#density(double)
// annotate: commons-math3 org.apache.commons.math3.distribution.TDistribution#logDensity(double)
package published;

import org.apache.commons.math3.distribution.TDistribution;

/** Distribution: by another method of the receiver, which may be overridden. */
final class TDensity {
  static Object[][] inputs() {
    return new Object[][] {{new TDistribution(3.5), 1.4}, {new TDistribution(12), -0.8}};
  }
}
