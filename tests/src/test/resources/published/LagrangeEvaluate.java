// annotate: commons-math3 org.apache.commons.math3.analysis.polynomials.PolynomialFunctionLagrangeForm#evaluate(double[], double[], double) (rules = published.LagrangeEvaluate.class)
// annotate: commons-math3 org.apache.commons.math3.util.MathArrays#checkOrder(double[], OrderDirection, boolean, boolean)
package published;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.DerivativeOf.Mode;
import java.util.stream.IntStream;
import org.apache.commons.math3.util.MathArrays;

/**
 * Interpolation: Neville's scheme on local arrays, checks that throw, a sort where the abscissae are not in order. The sort is one of
 * objects in a private class; its derivative is the permutation, which a user's rule keeps.
 */
public final class LagrangeEvaluate {
  /** The places from which the numbers come. */
  public record Order(int[] from) {
    double[] applied(double[] a) {
      return IntStream.of(from).mapToDouble(i -> a[i]).toArray();
    }

    double[] back(double[] a) {
      double[] r = new double[a.length];
      IntStream.range(0, a.length).forEach(i -> r[from[i]] = a[i]);
      return r;
    }
  }

  private LagrangeEvaluate() {}

  @DerivativeOf(type = MathArrays.class, method = "sortInPlace", parameterTypes = {double[].class, double[][].class},
      mode = Mode.FORWARD)
  public static Order sort(double[] x, double[][] y) {
    int[] from = IntStream.range(0, x.length).boxed().sorted((a, b) -> Double.compare(x[a], x[b])).mapToInt(i -> i).toArray();
    MathArrays.sortInPlace(x, y);
    return new Order(from);
  }

  @DerivativeOf(type = MathArrays.class, method = "sortInPlace", parameterTypes = {double[].class, double[][].class})
  public static void sortVjp(Order order, double[] x, double[][] y) {
    System.arraycopy(order.back(x), 0, x, 0, x.length);
    for (double[] row : y) {
      System.arraycopy(order.back(row), 0, row, 0, row.length);
    }
  }

  @DerivativeOf(type = MathArrays.class, method = "sortInPlace", parameterTypes = {double[].class, double[][].class},
      mode = Mode.JVP)
  public static void sortJvp(Order order, double[] x, double[][] y) {
    System.arraycopy(order.applied(x), 0, x, 0, x.length);
    for (double[] row : y) {
      System.arraycopy(order.applied(row), 0, row, 0, row.length);
    }
  }

  static Object[][] inputs() {
    return new Object[][] {
      {new double[] {0.5, 1.25, 2, 3.5}, new double[] {1, -0.5, 0.75, 2}, 1.6},
      {new double[] {2, 0.5, 3.5, 1.25}, new double[] {0.75, 1, 2, -0.5}, 2.9}
    };
  }
}
