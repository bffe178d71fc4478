package diagnostics;

import dev.adjoint.annotations.Differentiable;

final class SparsityOfJacobian {
  static final class State {
    double v;
  }

  @Differentiable(sparsity = true)
  // expect: AD337 at "number"
  static double number(double[] x) {
    return x[0] * x[0];
  }

  @Differentiable(sparsity = true)
  // expect: AD337 at "nothing"
  static void nothing(double[] x) {
    x[0] *= x[0];
  }

  @Differentiable(sparsity = true, wrt = "s")
  // expect: AD337 at "onObject"
  static double[] onObject(State s) {
    return new double[] {s.v};
  }

  @Differentiable(sparsity = true)
  static double[] calls(double[] x) {
    // expect: AD338 at "SparsityElsewhere.squares(x)"
    return SparsityElsewhere.squares(x);
  }

  @Differentiable(sparsity = true)
  static double[] fine(double[] x) {
    return new double[] {SparsityElsewhere.square(x[1]), x[0]};
  }
}

final class SparsityElsewhere {
  @Differentiable
  static double[] squares(double[] x) {
    return new double[] {x[0] * x[0]};
  }

  @Differentiable
  static double square(double x) {
    return x * x;
  }
}
