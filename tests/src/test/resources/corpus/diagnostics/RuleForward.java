import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.Differentiable;
import dev.adjoint.runtime.tensor.Tensor;

class RuleForward {
  static final class Library {
    static Tensor twice(Tensor x) {
      return x.mul(2);
    }
  }

  @DerivativeOf(type = Library.class, method = "twice", wrt = "x")
  static Tensor twiceX(Tensor seed) {
    return seed.mul(2);
  }

  @Differentiable
  static Tensor f(Tensor x) {
    // expect: AD305 at "Library.twice(x)"
    return Library.twice(x).sum();
  }
}
