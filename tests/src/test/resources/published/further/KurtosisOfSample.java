// annotate: commons-math3 org.apache.commons.math3.stat.descriptive.moment.Kurtosis#evaluate(double[], int, int)
// refused: AD402 a protected method of a superclass in another package, before the object whose fields change
package published;

import org.apache.commons.math3.stat.descriptive.moment.Kurtosis;

/** Statistics: the moments are accumulated in the fields of an object of another class. */
final class KurtosisOfSample {
  static Object[][] inputs() {
    return new Object[][] {{new Kurtosis(), new double[] {1, 2.5, -0.5, 3, 0.75}, 0, 5}};
  }
}
