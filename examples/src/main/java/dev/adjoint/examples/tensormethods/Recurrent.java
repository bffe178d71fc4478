package dev.adjoint.examples.tensormethods;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.PrintStream;

/** A recurrent network that learns to add up sequences, each of its own length: how often it loops only the run knows. */
public final class Recurrent {
  private static final int HIDDEN = 8, LONGEST = 6, STEPS = 400;
  private static final double RATE = 0.05;

  private Recurrent() {}

  /**
   * The squared error of {@code h v} after the last step, where {@code h = tanh(x[t] w + h u + b)} at each.
   *
   * @param x the sequence, [length, 1]
   * @param w [1, hidden]
   * @param u [hidden, hidden]
   * @param b [hidden]
   * @param v [hidden]
   * @param target what it should be
   * @return a scalar
   */
  @Differentiable
  public static Tensor loss(@NonDifferentiable Tensor x, Tensor w, Tensor u, Tensor b, Tensor v,
      @NonDifferentiable double target) {
    Tensor h = Tensor.zerosLike(b);
    for (int t = 0; t < x.size(0); t++) {
      h = x.select(0, t).matmul(w).add(h.matmul(u)).add(b).tanh();
    }
    return h.dot(v).sub(target).square();
  }

  /** Trains, prints the mean loss of the first and of the last hundred sequences, and returns both. */
  public static double[] train(PrintStream out) {
    var generator = new Generator(2);
    Tensor w = Tensor.randn(generator, 1, HIDDEN).mul(0.3), u = Tensor.randn(generator, HIDDEN, HIDDEN).mul(0.3);
    Tensor b = Tensor.zeros(HIDDEN), v = Tensor.randn(generator, HIDDEN).mul(0.3);
    double first = 0, last = 0;
    for (int step = 0; step < STEPS; step++) {
      int length = 1 + step % LONGEST;
      Tensor x = Tensor.rand(generator, length, 1).sub(0.5);
      var g = RecurrentDerivatives.lossGradient(x, w, u, b, v, x.sum().item());
      first += step < 100 ? g.value().item() / 100 : 0;
      last += step >= STEPS - 100 ? g.value().item() / 100 : 0;
      w.addScaled_(-RATE, g.w());
      u.addScaled_(-RATE, g.u());
      b.addScaled_(-RATE, g.b());
      v.addScaled_(-RATE, g.v());
    }
    out.printf("mean loss: first hundred %.4f, last hundred %.4f%n", first, last);
    return new double[] {first, last};
  }

  /** Trains. */
  public static void main(String[] args) {
    train(System.out);
  }
}
