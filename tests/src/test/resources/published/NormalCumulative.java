// annotate: commons-math3 org.apache.commons.math3.distribution.NormalDistribution#cumulativeProbability(double)
// annotate: commons-math3 org.apache.commons.math3.special.Erf#erfc(double)
// annotate: commons-math3 org.apache.commons.math3.special.Gamma#regularizedGammaQ(double, double, double, int) (wrt = {"a", "x"})
// with: commons-math3 org.apache.commons.math3.util.ContinuedFraction
package published;

import org.apache.commons.math3.distribution.NormalDistribution;

/** Distribution: fields of the receiver, another class's special function. */
final class NormalCumulative {
  static Object[][] inputs() {
    return new Object[][] {{new NormalDistribution(0.5, 1.25), 1.4}, {new NormalDistribution(0, 1), -0.8}};
  }
}
