// annotate: hipparchus-core org.hipparchus.analysis.polynomials.PolynomialSplineFunction#value(double)
// annotate: hipparchus-core org.hipparchus.analysis.polynomials.PolynomialFunction#value(double)
package published;

import org.hipparchus.analysis.polynomials.PolynomialFunction;
import org.hipparchus.analysis.polynomials.PolynomialSplineFunction;

/** Interpolation: a binary search, an array of objects, a call of one of them. */
final class SplineValue {
  static Object[][] inputs() {
    var spline = new PolynomialSplineFunction(new double[] {0, 1, 2.5}, new PolynomialFunction[] {
      new PolynomialFunction(1, 0.5, -0.25), new PolynomialFunction(1.25, 0, 0.5, 0.125)});
    return new Object[][] {{spline, 0.3}, {spline, 1.75}};
  }
}
