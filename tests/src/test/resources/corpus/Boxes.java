package corpus;

import dev.adjoint.annotations.Differentiable;

/** A boxed Double inside a method is a double with its null check. */
final class Boxes {
  @Differentiable
  static double value(double x, double y) {
    Double boxed = x * y;
    Integer count = 2;
    double z = boxed * x + count * y + Double.valueOf(y) * boxed.doubleValue();
    for (int i = 0; i < count; i++) {
      z += boxed * i;
    }
    return Double.sum(z, Double.max(boxed, y)) + boxed;
  }

  static Object[][] inputs_value() {
    return new Object[][] {{1.5, 0.5}};
  }
}
