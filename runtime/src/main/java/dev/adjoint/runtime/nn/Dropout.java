package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;

/** In training, sets elements to 0 with some probability; see {@link NeuralNet#dropout}. */
public final class Dropout extends Module {
  private final double p;
  private final Generator generator;

  /** Drops half of the elements, chosen by the standard generator. */
  public Dropout() {
    this(0.5);
  }

  /** Drops each element with probability p, chosen by the standard generator. */
  public Dropout(double p) {
    this(p, Generator.standard());
  }

  /**
   * Drops each element with probability p.
   *
   * @throws IllegalArgumentException if p is not a probability
   */
  public Dropout(double p, Generator generator) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("Dropout: p is " + p + "; a probability is needed");
    }
    this.p = p;
    this.generator = generator;
  }

  @Override
  public Tensor forward(Tensor input) {
    return NeuralNet.dropout(input, p, isTraining(), generator);
  }

  @Override
  protected String options() {
    return "p=" + PythonText.of(p) + ", inplace=False";
  }
}
