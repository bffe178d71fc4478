package dev.adjoint.examples.tensormethods;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.PrintStream;

/** The autograd tutorial's loop, whose length only the run knows: straight code forward and back, without a graph. */
public final class TensorDoubling {
  private TensorDoubling() {}

  /** Doubles x, and goes on doubling until its norm reaches 1000. */
  @Differentiable
  public static Tensor doubled(Tensor x) {
    Tensor y = x.mul(2);
    while (y.data().norm().item() < 1000) {
      y = y.mul(2);
    }
    return y;
  }

  /**
   * The product of v and the Jacobian at x, by the generated adjoint.
   *
   * @return of x's shape
   */
  public static Tensor vectorJacobianProduct(Tensor x, Tensor v, PrintStream out) {
    var r = TensorDoublingDerivatives.doubledVjp(x, v);
    out.println("y = " + r.value());
    out.println("x.grad = " + r.x());
    return r.x();
  }

  /** The same on a tensor that is tracked: the whole method is one node of the graph. */
  public static Tensor trackedGradient(Tensor x, Tensor v, PrintStream out) {
    Tensor leaf = x.detach().requiresGrad_();
    Tensor y = TensorDoublingDerivatives.doubledTracked(leaf);
    out.println("y.grad_fn = " + y.gradFn());
    y.backward(v);
    return leaf.grad();
  }

  /** Runs both with the tutorial's numbers. */
  public static void run(PrintStream out) {
    Tensor x = Tensor.of(1.2282753f, 0.33539593f, 0.039143451f);
    Tensor v = Tensor.of(0.1f, 1, 0.0001f);
    Tensor gradient = vectorJacobianProduct(x, v, out);
    out.println("the same from the graph: " + trackedGradient(x, v, out).equalTo(gradient));
  }

  /** Runs it. */
  public static void main(String[] args) {
    run(System.out);
  }
}
