package dev.adjoint.runtime.tensor;

import static dev.adjoint.annotations.DerivativeOf.Mode.JVP;
import static dev.adjoint.annotations.DerivativeOf.Mode.LINEAR;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.NeuralNetLayers.Normalization;
import dev.adjoint.runtime.tensor.NeuralNetLayers.Standardized;

/** The derivatives of layer normalisation and of look-ups in a table. */
public final class NeuralNetLayerRules {
  private NeuralNetLayerRules() {}

  // Layer normalisation. With y the standardized rows, m the mean of a row and g = weight s:
  // (g - m(g) - y m(g y)) / sqrt(variance + eps), in both modes up to the place of the weight.

  /** {@code (g - mean(g) - y mean(g y)) / sqrt(variance + eps)} of each row, with g the seed times the weight. */
  @DerivativeOf(type = NeuralNet.class, method = "layerNorm", wrt = "x")
  public static Tensor layerNormX(Tensor x, int[] normalizedShape, Tensor weight, double eps, Tensor seed) {
    return x.numel() == 0 ? Ops.zerosLike(seed, x.shape())
        : layerNormX(standardized(x, normalizedShape, eps), x.shape(), weight, seed);
  }

  static Tensor layerNormX(Standardized standardized, Shape shape, Tensor weight, Tensor seed) {
    int size = standardized.rows().size(1);
    Tensor s = seed.reshape(-1, size);
    return moved(standardized, weight == null ? s : s.mul(weight.reshape(size))).reshape(shape);
  }

  /** {@code weight (t - mean(t) - y mean(t y)) / sqrt(variance + eps)} of each row. */
  @DerivativeOf(type = NeuralNet.class, method = "layerNorm", wrt = "x", mode = JVP)
  public static Tensor layerNormXTangent(Tensor x, int[] normalizedShape, Tensor weight, double eps, Tensor tangent) {
    if (x.numel() == 0) {
      return tangent;
    }
    Standardized standardized = standardized(x, normalizedShape, eps);
    Tensor moved = moved(standardized, tangent.reshape(-1, standardized.rows().size(1))).reshape(x.shape());
    return weight == null ? moved : moved.mul(weight);
  }

  /** The sum over rows of the seed times the standardized row. */
  @DerivativeOf(type = NeuralNet.class, method = "layerNorm", wrt = "weight")
  public static Tensor layerNormWeight(Tensor x, int[] normalizedShape, double eps, Tensor seed) {
    return x.numel() == 0 ? Ops.zerosLike(seed, Shape.of(normalizedShape))
        : layerNormWeight(standardized(x, normalizedShape, eps), Shape.of(normalizedShape), seed);
  }

  static Tensor layerNormWeight(Standardized standardized, Shape shape, Tensor seed) {
    return seed.reshape(-1, shape.numel()).mul(standardized.rows()).sum(0).reshape(shape);
  }

  /** The tangent times the standardized rows. */
  @DerivativeOf(type = NeuralNet.class, method = "layerNorm", wrt = "weight", mode = JVP)
  public static Tensor layerNormWeightTangent(Tensor x, int[] normalizedShape, double eps, Tensor tangent) {
    return x.numel() == 0 ? Tensor.zerosLike(x)
        : standardized(x, normalizedShape, eps).rows().reshape(x.shape()).mul(tangent);
  }

  /** The sum of the seed's rows. */
  @DerivativeOf(type = NeuralNet.class, method = "layerNorm", wrt = "bias")
  public static Tensor layerNormBias(int[] normalizedShape, Tensor seed) {
    return layerNormBias(Shape.of(normalizedShape), seed);
  }

  static Tensor layerNormBias(Shape shape, Tensor seed) {
    return seed.numel() == 0 ? Ops.zerosLike(seed, shape) : seed.reshape(-1, shape.numel()).sum(0).reshape(shape);
  }

  /** The tangent in each row. */
  @DerivativeOf(type = NeuralNet.class, method = "layerNorm", wrt = "bias", mode = JVP)
  public static Tensor layerNormBiasTangent(Shape xShape, Tensor tangent) {
    return tangent.expand(xShape);
  }

  private static Standardized standardized(Tensor x, int[] normalizedShape, double eps) {
    return NeuralNetLayers.standardize(x, new Normalization(Shape.of(normalizedShape), eps));
  }

  /** How the standardized rows move with the rows: a symmetric function. */
  private static Tensor moved(Standardized standardized, Tensor g) {
    Tensor rows = standardized.rows();
    Tensor along = rows.mul(g.mul(rows).mean(true, 1));
    return g.sub(along.add_(g.mean(true, 1))).mul_(standardized.scale());
  }

  // Look-ups.

  /** Zeros to whose rows the seed's are added. */
  @DerivativeOf(type = NeuralNet.class, method = "embedding", wrt = "weight", mode = LINEAR)
  public static Tensor embeddingWeight(Tensor indices, Shape weightShape, Tensor seed) {
    return embeddingWeight(weightShape, indices.reshape(-1), seed);
  }

  /** @param index flat */
  static Tensor embeddingWeight(Shape weightShape, Tensor index, Tensor seed) {
    Tensor rows = seed.reshape(index.numel(), weightShape.size(1));
    return NeuralNetScatter.place(weightShape, 0, index.unsqueeze(1).expand(rows.shape()), rows);
  }
}
