import dev.adjoint.annotations.Differentiable;
import dev.adjoint.runtime.tensor.Tensor;

class TensorMethod {
  @Differentiable
  static Tensor f(Tensor x) {
    // expect: AD017 at "x.mul_(2)"
    return x.mul_(2).sum();
  }
}
