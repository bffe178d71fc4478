package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;

/**
 * {@code x A^T + b}: [..., in] to [..., out]. Parameters are {@code weight} [out, in] and {@code bias} [out], both drawn
 * evenly from {@code ±1 / sqrt(in)}.
 */
public final class Linear extends Module {
  private final int inFeatures;
  private final int outFeatures;
  private final boolean bias;

  /** A float32 layer with a bias, from the standard generator. */
  public Linear(int inFeatures, int outFeatures) {
    this(inFeatures, outFeatures, true, Generator.standard());
  }

  /** A float32 layer with a bias. */
  public Linear(int inFeatures, int outFeatures, Generator generator) {
    this(inFeatures, outFeatures, true, generator);
  }

  /** A float32 layer. */
  public Linear(int inFeatures, int outFeatures, boolean bias, Generator generator) {
    this.inFeatures = inFeatures;
    this.outFeatures = outFeatures;
    this.bias = bias;
    Tensor weight = parameter("weight", Tensor.zeros(DType.FLOAT32, outFeatures, inFeatures));
    Init.defaults_(weight, bias ? parameter("bias", Tensor.zeros(DType.FLOAT32, outFeatures)) : null, generator);
  }

  /** The slopes, [out, in]. */
  public Tensor weight() {
    return parameter("weight");
  }

  /** The offsets, [out]; null if the layer has none. */
  public Tensor bias() {
    return bias ? parameter("bias") : null;
  }

  @Override
  public Tensor forward(Tensor input) {
    return input.linear(weight(), bias());
  }

  @Override
  protected String options() {
    return "in_features=" + inFeatures + ", out_features=" + outFeatures + ", bias=" + PythonText.of(bias);
  }
}
