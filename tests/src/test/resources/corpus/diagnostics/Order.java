package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class Order {
  @Differentiable(order = 3)
  // expect: AD330 at "cube"
  static double cube(double x) {
    return x * x * x;
  }
}
