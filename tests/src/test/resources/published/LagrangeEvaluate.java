// annotate: commons-math3 org.apache.commons.math3.analysis.polynomials.PolynomialFunctionLagrangeForm#evaluate(double[], double[], double)
// annotate: commons-math3 org.apache.commons.math3.util.MathArrays#checkOrder(double[], OrderDirection, boolean, boolean)
// annotate: commons-math3 org.apache.commons.math3.util.MathArrays#sortInPlace(double[], double[][])
// refused: AD016 a sort of pairs
package published;

/** Interpolation: Neville's scheme on local arrays, checks that throw, a sort where the abscissae are not in order. */
final class LagrangeEvaluate {
  static Object[][] inputs() {
    return new Object[][] {
      {new double[] {0.5, 1.25, 2, 3.5}, new double[] {1, -0.5, 0.75, 2}, 1.6},
      {new double[] {2, 0.5, 3.5, 1.25}, new double[] {0.75, 1, 2, -0.5}, 2.9}
    };
  }
}
