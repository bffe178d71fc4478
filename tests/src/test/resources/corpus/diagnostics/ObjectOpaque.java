package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class ObjectOpaque {
  static final class Cell {
    double value;
  }

  static final Cell SHARED = new Cell();

  @Differentiable(wrt = {"c", "t"})
  static double f(Cell c, double t) {
    Cell d = c;
    if (t > 0) {
      // expect: AD087 at "d = SHARED"
      d = SHARED;
    }
    return d.value * t;
  }
}
