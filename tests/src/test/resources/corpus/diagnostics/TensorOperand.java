import dev.adjoint.annotations.Differentiable;
import dev.adjoint.runtime.tensor.Tensor;

class TensorOperand {
  @Differentiable
  static Tensor f(Tensor x, double bound) {
    // expect: AD018 at "x.clamp(-1, bound)"
    return x.clamp(-1, bound).sum();
  }
}
