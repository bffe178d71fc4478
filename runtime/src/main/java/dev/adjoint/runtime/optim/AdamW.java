package dev.adjoint.runtime.optim;

import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;

/**
 * {@link Adam} with a weight decay of its own (Loshchilov, Hutter: <i>Decoupled weight decay regularization</i>, 2019): before
 * each step {@code p = p - r w p}, and the gradient stays as it is.
 */
public final class AdamW extends Adam {
  /** PyTorch's defaults: those of {@link Adam#options()}, but weight decay 0.01. */
  public static Options options() {
    return Adam.options().weightDecay(1e-2);
  }

  /**
   * AdamW with PyTorch's defaults but for the learning rate.
   *
   * @throws IllegalArgumentException if the list is empty, or a parameter is no leaf, is not floating or is there twice
   */
  public AdamW(List<Tensor> parameters, double learningRate) {
    this(parameters, options().learningRate(learningRate));
  }

  /**
   * AdamW with options.
   *
   * @throws IllegalArgumentException as for {@link #AdamW(List, double)}
   */
  public AdamW(List<Tensor> parameters, Options options) {
    super(parameters, options, true);
  }
}
