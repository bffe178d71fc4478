package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;

/** A table whose rows are looked up; the parameter {@code weight} [entries, size] is at first standard normal. */
public final class Embedding extends Module {
  private final int entries;
  private final int size;

  /** A float32 table, from the standard generator. */
  public Embedding(int entries, int size) {
    this(entries, size, Generator.standard());
  }

  /** A float32 table. */
  public Embedding(int entries, int size, Generator generator) {
    this.entries = entries;
    this.size = size;
    Init.normal_(parameter("weight", Tensor.zeros(entries, size)), 0, 1, generator);
  }

  /** The table, [entries, size]. */
  public Tensor weight() {
    return parameter("weight");
  }

  /** @param indices int64, any shape; the result has one more dimension */
  @Override
  public Tensor forward(Tensor indices) {
    return NeuralNet.embedding(indices, weight());
  }

  @Override
  protected String options() {
    return entries + ", " + size;
  }
}
