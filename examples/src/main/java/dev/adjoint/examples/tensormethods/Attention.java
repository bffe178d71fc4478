package dev.adjoint.examples.tensormethods;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.PrintStream;

/** One block of a transformer: causal attention of several heads, and a residual connection (Vaswani et al. 2017). */
public final class Attention {
  private Attention() {}

  /**
   * Each token's mean of the values of those before it and its own, weighted by the softmax of {@code q k^T / sqrt(size)},
   * projected and added to the token.
   *
   * @param x tokens, [batch, length, features]
   * @param queries weights [features, features], as those of keys, values and output; features is a multiple of heads
   * @param hidden true where a token must not see another, [length, length]
   * @return [batch, length, features]
   */
  @Differentiable
  public static Tensor block(Tensor x, Tensor queries, Tensor keys, Tensor values, Tensor output, int heads,
      @NonDifferentiable Tensor hidden) {
    Tensor q = split(x.matmul(queries), heads), k = split(x.matmul(keys), heads), v = split(x.matmul(values), heads);
    int size = x.size(2) / heads;
    Tensor scores = q.matmul(k.transpose(-2, -1)).div(Math.sqrt(size)).maskedFill(hidden, Double.NEGATIVE_INFINITY);
    Tensor mixed = scores.softmax(-1).matmul(v).transpose(1, 2).reshape(x.shape());
    return x.add(mixed.matmul(output));
  }

  /** [batch, length, features] to [batch, heads, length, features / heads]. */
  private static Tensor split(Tensor x, int heads) {
    return x.reshape(x.size(0), x.size(1), heads, x.size(2) / heads).transpose(1, 2);
  }

  /** Which token, by row, must not see which, by column: those after it. */
  public static Tensor future(int length) {
    Tensor position = Tensor.arange(length);
    return position.unsqueeze(0).gt(position.unsqueeze(1));
  }

  /**
   * How much the seed at one token of a sequence moves each token: those after it not at all.
   *
   * @return one norm for each token
   */
  public static double[] influence(int token, PrintStream out) {
    int length = 5, features = 8, heads = 2;
    var generator = new Generator(3);
    Tensor x = Tensor.randn(generator, 1, length, features);
    var w = new Tensor[4];
    for (int i = 0; i < w.length; i++) {
      w[i] = Tensor.randn(generator, features, features).mul(1 / Math.sqrt(features));
    }
    Tensor seed = Tensor.zerosLike(x);
    seed.select(1, token).fill_(1);
    var r = AttentionDerivatives.blockVjp(x, w[0], w[1], w[2], w[3], heads, future(length), seed);
    double[] norms = r.x().norm(false, 0, 2).toDoubles();
    for (int t = 0; t < length; t++) {
      out.printf("token %d: %.4f%n", t, norms[t]);
    }
    return norms;
  }

  /** Prints it for the third token. */
  public static void main(String[] args) {
    influence(2, System.out);
  }
}
