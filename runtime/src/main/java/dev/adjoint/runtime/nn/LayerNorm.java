package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;

/**
 * Layer normalisation over the last dimensions; see {@link NeuralNet#layerNorm}. Parameters are {@code weight}, at first
 * 1, and {@code bias}, at first 0, both of the normalized shape.
 */
public final class LayerNorm extends Module {
  private final int[] normalizedShape;
  private final double eps;
  private final boolean affine;

  /** Normalises over last dimensions of these sizes, with eps 1e-5, a weight and a bias. */
  public LayerNorm(int... normalizedShape) {
    this(normalizedShape, 1e-5, true);
  }

  /**
   * Normalises over last dimensions of these sizes.
   *
   * @param eps added to the variance
   * @param affine whether there are a weight and a bias
   */
  public LayerNorm(int[] normalizedShape, double eps, boolean affine) {
    this.normalizedShape = normalizedShape.clone();
    this.eps = eps;
    this.affine = affine;
    if (affine) {
      parameter("weight", Tensor.ones(normalizedShape));
      parameter("bias", Tensor.zeros(normalizedShape));
    }
  }

  @Override
  public Tensor forward(Tensor input) {
    return NeuralNet.layerNorm(input, normalizedShape, affine ? parameter("weight") : null,
        affine ? parameter("bias") : null, eps);
  }

  @Override
  protected String options() {
    return PythonText.tuple(normalizedShape) + ", eps=" + PythonText.of(eps) + ", elementwise_affine="
        + PythonText.of(affine);
  }
}
