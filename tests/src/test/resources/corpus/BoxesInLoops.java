package corpus;

import dev.adjoint.annotations.Differentiable;

/** A boxed Double that is carried through a loop and a branch. */
final class BoxesInLoops {
  @Differentiable
  static double value(double x, double y) {
    Double boxed = x;
    for (int i = 0; i < 3; i++) {
      boxed = boxed * y;
    }
    Double other = y > 0 ? boxed : Double.valueOf(x);
    return boxed + other;
  }

  static Object[][] inputs_value() {
    return new Object[][] {{1.5, 0.5}};
  }
}
