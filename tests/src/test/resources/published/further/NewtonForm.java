// annotate: commons-math3 org.apache.commons.math3.analysis.polynomials.PolynomialFunctionNewtonForm#evaluate(double[], double[], double) (rules = published.NewtonForm.class)
package published;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.DerivativeOf.Mode;
import org.apache.commons.math3.util.MathUtils;

/** Interpolation: nested multiplication after checks of the arrays, for which rules are given. */
public final class NewtonForm {
  private NewtonForm() {}

  @DerivativeOf(type = MathUtils.class, method = "checkNotNull", parameterTypes = Object.class)
  public static void checkVjp(double[] value, double[] adjoint) {}

  @DerivativeOf(type = MathUtils.class, method = "checkNotNull", parameterTypes = Object.class, mode = Mode.JVP)
  public static void checkJvp(double[] value, double[] tangent) {}

  static Object[][] inputs() {
    return new Object[][] {{new double[] {0.5, -1, 0.25}, new double[] {1, 2}, 1.75}};
  }
}
