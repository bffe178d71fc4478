package diagnostics;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.runtime.tensor.Tensor;

final class Check {
  // expect: AD321 at "tensor"
  @Differentiable(check = true) static Tensor tensor(Tensor x) {
    return x.mul(2);
  }

  // expect: AD321 at "named"
  @Differentiable(check = true) static double named(double x, String name) {
    return x * name.length();
  }

  // expect: AD322 at "unprovided"
  @Differentiable(check = true, checkPoints = "points") static double unprovided(double x) {
    return x * x;
  }

  @Differentiable(check = true, checkPoints = "given") static double provided(double x, String name) {
    return x * name.length();
  }

  static double[] points() {
    return new double[] {1, 2};
  }

  static Object[][] given() {
    return new Object[][] {{1.0, "name"}};
  }
}
