package diagnostics;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.runtime.tensor.Tensor;

final class SecondOrderTensor {
  @Differentiable(order = 2)
  // expect: AD333 at "square"
  static Tensor square(Tensor x) {
    return x.mul(x);
  }
}
