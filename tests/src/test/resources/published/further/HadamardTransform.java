// annotate: commons-math3 org.apache.commons.math3.transform.FastHadamardTransformer#fht(double[])
package published;

import org.apache.commons.math3.transform.FastHadamardTransformer;

/** Transform: two arrays that change places. */
final class HadamardTransform {
  static Object[][] inputs() {
    return new Object[][] {{new FastHadamardTransformer(), new double[] {1, -0.5, 0.25, 2, 0.75, 0.5, -1, 3}}};
  }
}
