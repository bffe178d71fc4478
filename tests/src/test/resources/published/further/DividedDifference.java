// annotate: commons-math3 org.apache.commons.math3.analysis.interpolation.DividedDifferenceInterpolator#computeDividedDifference(double[], double[])
// annotate: commons-math3 org.apache.commons.math3.analysis.polynomials.PolynomialFunctionLagrangeForm#verifyInterpolationArray(double[], double[], boolean)
// annotate: commons-math3 org.apache.commons.math3.util.MathArrays#checkOrder(double[], OrderDirection, boolean, boolean)
package published;

/** Interpolation: a table of differences, checks by a method of another class. */
final class DividedDifference {
  static Object[][] inputs() {
    return new Object[][] {{new double[] {0.5, 1.25, 2, 3.5}, new double[] {1, -0.5, 0.75, 2}}};
  }
}
