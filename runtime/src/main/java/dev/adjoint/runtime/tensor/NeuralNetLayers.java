package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.ReduceOp;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.TernaryOp;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;

/** Layer normalisation, dropout and look-ups in a table. */
final class NeuralNetLayers {
  /** The last dimensions are normalised together. */
  record Normalization(Shape shape, double eps) {
    int size() {
      return shape.numel();
    }
  }

  /** Rows with mean 0 and variance 1, and by what they were multiplied. */
  record Standardized(Tensor rows, Tensor scale) {}

  /** Operands and saved values: x, weight; then saved the standardized rows and their scale. */
  private static final OpNode.Pull LAYER_NORM = (node, operand, seed) -> {
    if (operand == 2) {
      return NeuralNetLayerRules.layerNormBias(node.attribute(Normalization.class).shape(), seed);
    }
    // Recorded, the rows have to be functions of x; otherwise those of the forward pass will do.
    Tensor x = node.saved(0);
    Standardized standardized = Ops.tracks(x) ? standardize(x, node.attribute(Normalization.class))
        : new Standardized(node.saved(2), node.saved(3));
    return operand == 0 ? NeuralNetLayerRules.layerNormX(standardized, node.shape(0), node.saved(1), seed)
        : NeuralNetLayerRules.layerNormWeight(standardized, node.shape(1), seed);
  };

  private static final OpNode.Pull EMBEDDING =
      (node, _, seed) -> NeuralNetLayerRules.embeddingWeight(node.shape(0), node.saved(0), seed);

  private NeuralNetLayers() {}

  /** The rows of x, which is not empty, as functions of it where it is recorded. */
  static Standardized standardize(Tensor x, Normalization normalization) {
    if (!Ops.tracks(x)) {
      return standardizeUnrecorded(x, normalization);
    }
    Tensor rows = x.reshape(-1, normalization.size());
    Tensor centered = rows.sub(rows.mean(true, 1));
    Tensor scale = centered.square().mean(true, 1).add(normalization.eps()).rsqrt();
    return new Standardized(centered.mul(scale), scale);
  }

  /** With fewer passes. */
  private static Standardized standardizeUnrecorded(Tensor x, Normalization normalization) {
    Tensor rows = x.detach().reshape(-1, normalization.size());
    Tensor centered = rows.sub(rows.mean(true, 1));
    View out = Ops.allocateLike(rows, Shape.of(rows.size(0), 1));
    Ops.backend(rows).reductions().reduce(ReduceOp.NORM2, centered.view(), new boolean[] {false, true}, out);
    Tensor scale = Elementwise.SQUARE.applyInPlace(new Tensor(out)).div_(normalization.size())
        .add_(normalization.eps());
    Elementwise.RSQRT.applyInPlace(scale);
    return new Standardized(centered.mul_(scale), scale);
  }

  static Tensor layerNorm(Tensor x, int[] normalizedShape, Tensor weight, Tensor bias, double eps) {
    Ops.requireFloating("layerNorm", x);
    Shape last = Shape.of(normalizedShape);
    int leading = x.rank() - last.rank();
    if (last.rank() == 0 || leading < 0
        || !Arrays.equals(Arrays.copyOfRange(x.shape().sizes(), leading, x.rank()), normalizedShape)) {
      throw new IllegalArgumentException("layerNorm: a normalized shape " + last
          + " is not that of the last dimensions of an input of shape " + x.shape());
    }
    checkAffine("weight", weight, x, last);
    checkAffine("bias", bias, x, last);
    var normalization = new Normalization(last, eps);
    if (x.numel() == 0) {
      // No row decides anything; the result still depends on all operands.
      Tensor scaled = weight == null ? x : x.mul(weight);
      return bias == null ? scaled : scaled.add(bias);
    }
    var event = Ops.begin("layerNorm", x);
    Standardized standardized = standardizeUnrecorded(x, normalization);
    View rows = standardized.rows().view();
    Tensor result;
    if (weight == null && bias == null) {
      result = new Tensor(new View(rows.storage(), x.shape()));
    } else {
      View out = Ops.allocateLike(x, x.shape());
      affine(rows, weight, bias, new View(out.storage(), rows.shape()), last.numel());
      result = new Tensor(out);
    }
    Ops.end(event);
    if (!Ops.tracks(x, weight, bias)) {
      return result;
    }
    return Ops.record(result, new OpNode("NativeLayerNormBackward0", LAYER_NORM, normalization, x, weight, bias)
        .save(x, weight, standardized.rows(), standardized.scale()));
  }

  private static void checkAffine(String what, Tensor parameter, Tensor x, Shape last) {
    if (parameter == null) {
      return;
    }
    Ops.sameDevice("layerNorm", x, parameter);
    if (!parameter.shape().equals(last) || parameter.dtype() != x.dtype()) {
      throw new IllegalArgumentException("layerNorm: a " + what + " " + parameter.dtype() + parameter.shape()
          + " does not fit an input " + x.dtype() + x.shape() + ": " + x.dtype() + last + " is needed");
    }
  }

  /** {@code rows * weight + bias} in one pass. */
  private static void affine(View rows, Tensor weight, Tensor bias, View out, int size) {
    var kernels = out.storage().backend().elementwise();
    Shape one = Shape.of(size);
    View w = weight == null ? null : flat(weight, one).expand(rows.shape());
    View b = bias == null ? null : flat(bias, one).expand(rows.shape());
    if (b == null) {
      kernels.binary(BinaryOp.MUL, rows, w, out);
    } else if (w == null) {
      kernels.binary(BinaryOp.ADD, rows, b, out);
    } else {
      kernels.ternary(TernaryOp.ADD_MUL, b, rows, w, out);
    }
  }

  private static View flat(Tensor parameter, Shape shape) {
    return GradMode.withoutGrad(() -> parameter.detach().reshape(shape)).view();
  }

  static Tensor dropout(Tensor x, double p, boolean training, Generator generator) {
    check(x, p);
    return !training || p == 0 || x.numel() == 0 ? x : x.mul(mask(x, p, generator));
  }

  static Tensor dropoutMask(Tensor x, double p, Generator generator) {
    check(x, p);
    return p == 0 ? Tensor.onesLike(x) : mask(x, p, generator);
  }

  private static void check(Tensor x, double p) {
    if (!(p >= 0 && p <= 1)) {
      throw new IllegalArgumentException("dropout: p is " + p + " for an input of shape " + x.shape()
          + "; a probability is needed");
    }
    Ops.requireFloating("dropout", x);
  }

  private static Tensor mask(Tensor x, double p, Generator generator) {
    if (p == 1) {
      return Tensor.zerosLike(x);
    }
    Tensor noise = generator.uniform(x.dtype(), x.shape(), x.device());
    // 1 where the number is at least p, in place.
    Ops.backend(noise).elementwise().ternary(TernaryOp.WITHIN, noise.view(), Scalar.of(p),
        Scalar.of(Double.POSITIVE_INFINITY), noise.view());
    return noise.mul_(1 / (1 - p));
  }

  static Tensor embedding(Tensor indices, Tensor weight) {
    Ops.sameDevice("embedding", indices, weight);
    if (indices.dtype() != DType.INT64 || weight.rank() != 2) {
      throw new IllegalArgumentException("embedding: indices " + indices.dtype() + indices.shape()
          + " and a weight of shape " + weight.shape() + ": int64 indices and [entries, D] are needed");
    }
    Tensor index = indices.reshape(-1);
    int[] sizes = Arrays.copyOf(indices.shape().sizes(), indices.rank() + 1);
    sizes[indices.rank()] = weight.size(1);
    var event = Ops.begin("embedding", indices, weight);
    Tensor rows;
    try {
      rows = weight.detach().indexSelect(0, index);
    } catch (IndexOutOfBoundsException e) {
      throw NeuralNetScatter.outOfRange("embedding: index", indices, weight.size(0), "entries of a weight", weight, e);
    }
    Tensor result = new Tensor(new View(rows.view().storage(), Shape.trusted(sizes)));
    Ops.end(event);
    return Ops.tracks(weight)
        ? Ops.record(result, new OpNode("EmbeddingBackward0", EMBEDDING, null, weight).save(index)) : result;
  }
}
