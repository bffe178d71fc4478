// annotate: commons-math3 org.apache.commons.math3.util.MathArrays#convolve(double[], double[]) (rules = published.Convolution.class)
package published;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.DerivativeOf.Mode;
import org.apache.commons.math3.util.MathUtils;

/** Arrays: a convolution with two counters; a check takes any object, and rules say that it does nothing to arrays. */
public final class Convolution {
  private Convolution() {}

  @DerivativeOf(type = MathUtils.class, method = "checkNotNull", parameterTypes = Object.class)
  public static void checkVjp(double[] value, double[] adjoint) {}

  @DerivativeOf(type = MathUtils.class, method = "checkNotNull", parameterTypes = Object.class, mode = Mode.JVP)
  public static void checkJvp(double[] value, double[] tangent) {}

  static Object[][] inputs() {
    return new Object[][] {{new double[] {1, 2, -0.5}, new double[] {0.25, 0.75}}};
  }
}
