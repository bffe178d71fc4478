package corpus;

import dev.adjoint.annotations.Differentiable;

/** A public class with public methods: the generated class is public. */
public final class PublicApi {
  private PublicApi() {}

  /** Documented. */
  @Differentiable
  public static double value(double[] x) {
    return x[0] * x[1];
  }

  @Differentiable
  static double packagePrivate(double x) {
    return Math.exp(x);
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new double[] {1.5, 2}}};
  }

  static Object[][] inputs_packagePrivate() {
    return new Object[][] {{0.5}};
  }
}
