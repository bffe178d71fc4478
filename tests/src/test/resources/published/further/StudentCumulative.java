// annotate: commons-math3 org.apache.commons.math3.distribution.TDistribution#cumulativeProbability(double)
// annotate: commons-math3 org.apache.commons.math3.special.Beta#regularizedBeta(double, double, double)
// annotate: commons-math3 org.apache.commons.math3.special.Gamma#logGamma(double)
// annotate: commons-math3 org.apache.commons.math3.special.Gamma#logGamma1p(double)
// annotate: commons-math3 org.apache.commons.math3.special.Gamma#gamma(double)
// with: commons-math3 org.apache.commons.math3.util.ContinuedFraction
package published;

import org.apache.commons.math3.distribution.TDistribution;

/** Distribution: the incomplete beta function of another class. */
final class StudentCumulative {
  static Object[][] inputs() {
    return new Object[][] {{new TDistribution(3.5), 1.4}, {new TDistribution(12), -0.8}};
  }
}
