import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.Differentiable;
import dev.adjoint.runtime.tensor.Tensor;

class RuleOperand {
  static final class Library {
    static Tensor f(Tensor x) {
      return x.add(1);
    }
  }

  @DerivativeOf(type = Library.class, method = "f", wrt = "y")
  // expect: AD304 at "rule"
  static Tensor rule(Tensor seed) {
    return seed;
  }

  @Differentiable
  static Tensor g(Tensor x) {
    return x.mul(2);
  }
}
