import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import dev.adjoint.runtime.tensor.Tensor;

class TensorInPlace {
  @Differentiable
  static Tensor constant(Tensor x, @NonDifferentiable Tensor c) {
    // expect: AD017 at "c.add_(1)"
    c.add_(1);
    return x.mul(c);
  }

  @Differentiable
  static Tensor detached(Tensor x) {
    // expect: AD017 at "x.detach().zero_()"
    return x.mul(x.detach().zero_());
  }

  @Differentiable
  static Tensor graph(Tensor x) {
    // expect: AD017 at "x.sum().backward()"
    x.sum().backward();
    return x;
  }

  @Differentiable
  static Tensor helped(Tensor x) {
    // expect: AD016 at "helper(x)"
    return helper(x);
  }

  static Tensor helper(Tensor x) {
    return x.relu_();
  }
}
