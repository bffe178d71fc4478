// annotate: hipparchus-core org.hipparchus.distribution.continuous.WeibullDistribution#cumulativeProbability(double)
package published;

import org.hipparchus.distribution.continuous.WeibullDistribution;

/** Distribution: powers and exponentials of the library's own. */
final class WeibullCumulative {
  static Object[][] inputs() {
    return new Object[][] {{new WeibullDistribution(1.5, 2), 1.4}, {new WeibullDistribution(0.75, 1), 0.3}};
  }
}
