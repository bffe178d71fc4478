package dev.adjoint.runtime.tensor;

import static dev.adjoint.annotations.DerivativeOf.Mode.JVP;
import static dev.adjoint.annotations.DerivativeOf.Mode.LINEAR;
import static dev.adjoint.runtime.tensor.NeuralNet.IGNORE_INDEX;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.NeuralNet.Reduction;
import dev.adjoint.runtime.tensor.NeuralNetClassification.Classes;
import dev.adjoint.runtime.tensor.NeuralNetClassification.Coefficients;

/**
 * The derivatives of losses of classes, which are linear in the logarithms of probabilities.
 *
 * <p>The derivatives of {@link NeuralNet#crossEntropy} are functions of its operands: they compute the softmax once more,
 * where an eager graph has kept it.
 */
public final class NeuralNetClassificationRules {
  private NeuralNetClassificationRules() {}

  // The negative log likelihood.

  /** The seed times {@code -w[t]} at each target, over the sum of the {@code w[t]} for a mean; 0 elsewhere. */
  @DerivativeOf(type = NeuralNet.class, method = "nllLoss",
      parameterTypes = {Tensor.class, Tensor.class, Tensor.class, long.class, Reduction.class}, wrt = "input",
      mode = LINEAR)
  public static Tensor nllLossInput(Shape inputShape, Tensor target, Tensor weight, long ignoreIndex, Reduction reduction,
      Tensor seed) {
    int dim = NeuralNetClassification.classDim(inputShape);
    var classes = NeuralNetClassification.classes(dim, target, ignoreIndex);
    return nllLoss(inputShape, classes.index(), coefficients(dim, classes, weight, reduction, seed), seed);
  }

  /** The seed times -1 at each target, over their number for a mean; 0 elsewhere. */
  @DerivativeOf(type = NeuralNet.class, method = "nllLoss",
      parameterTypes = {Tensor.class, Tensor.class, Reduction.class}, wrt = "input", mode = LINEAR)
  public static Tensor nllLossInput(Shape inputShape, Tensor target, Reduction reduction, Tensor seed) {
    return nllLossInput(inputShape, target, null, IGNORE_INDEX, reduction, seed);
  }

  static Tensor nllLoss(Shape inputShape, Tensor index, Coefficients coefficients, Tensor seed) {
    // The mean of no losses is NaN, but depends on nothing.
    double factor = coefficients.total() == 0 ? 0 : -1 / coefficients.total();
    Tensor scaled = (seed.rank() == 0 ? seed : seed.reshape(index.shape())).mul(factor);
    Tensor elements = coefficients.each() == null ? scaled.expand(index.shape()) : scaled.mul(coefficients.each());
    return NeuralNetScatter.place(inputShape, coefficients.dim(), index, elements);
  }

  private static Coefficients coefficients(int dim, Classes classes, Tensor weight, Reduction reduction, Tensor seed) {
    return NeuralNetClassification.coefficients(dim, seed.dtype(), classes, constant(weight, seed), reduction);
  }

  /** A weight in the type of the losses. */
  private static Tensor constant(Tensor weight, Tensor seed) {
    return weight == null ? null : weight.to(seed.dtype());
  }

  // The cross entropy.

  /** {@code s - softmax(x) sum(s)}, where s is the adjoint of the logarithms of the softmax. */
  @DerivativeOf(type = NeuralNet.class, method = "crossEntropy",
      parameterTypes = {Tensor.class, Tensor.class, Tensor.class, long.class, double.class, Reduction.class},
      wrt = "input")
  public static Tensor crossEntropyInput(Tensor input, Tensor target, Tensor weight, long ignoreIndex,
      double labelSmoothing, Reduction reduction, Tensor seed) {
    int dim = NeuralNetClassification.classDim(input.shape());
    Tensor w = constant(weight, seed);
    Tensor s = target.dtype().isFloating()
        ? products(input.shape(), w, reduction, seed)
            .mul(NeuralNetClassification.smoothed(target, input, labelSmoothing))
        : ofClasses(input.shape(), NeuralNetClassification.classes(dim, target, ignoreIndex), w, labelSmoothing,
            reduction, seed);
    return ReductionRules.logSoftmaxSelf(dim, input.logSoftmax(dim), s);
  }

  /** The loss of the tangent of the logarithms of the softmax. */
  @DerivativeOf(type = NeuralNet.class, method = "crossEntropy",
      parameterTypes = {Tensor.class, Tensor.class, Tensor.class, long.class, double.class, Reduction.class},
      wrt = "input", mode = JVP)
  public static Tensor crossEntropyInputTangent(Tensor input, Tensor target, Tensor weight, long ignoreIndex,
      double labelSmoothing, Reduction reduction, Tensor tangent) {
    int dim = NeuralNetClassification.classDim(input.shape());
    Tensor w = constant(weight, input);
    Tensor logarithms = ReductionRules.logSoftmaxSelfTangent(dim, input.logSoftmax(dim), tangent);
    return target.dtype().isFloating()
        ? NeuralNetClassification.ofProbabilities(logarithms,
            NeuralNetClassification.smoothed(target, input, labelSmoothing), w, reduction)
        : NeuralNetClassification.ofClasses("crossEntropy", logarithms,
            NeuralNetClassification.classes(dim, target, ignoreIndex), w, labelSmoothing, reduction);
  }

  /** {@code -w log(softmax(x))} for probabilities; classes move in steps, 0 for them. */
  @DerivativeOf(type = NeuralNet.class, method = "crossEntropy",
      parameterTypes = {Tensor.class, Tensor.class, Tensor.class, long.class, double.class, Reduction.class},
      wrt = "target")
  public static Tensor crossEntropyTarget(Tensor input, Tensor target, Tensor weight, double labelSmoothing,
      Reduction reduction, Tensor seed) {
    if (!target.dtype().isFloating()) {
      return Tensor.zerosLike(target);
    }
    Tensor logarithms = input.logSoftmax(NeuralNetClassification.classDim(input.shape()));
    Tensor adjoint = products(input.shape(), constant(weight, seed), reduction, seed).mul(logarithms);
    return (labelSmoothing == 0 ? adjoint : adjoint.mul(1 - labelSmoothing)).to(target.dtype());
  }

  /** The loss of the tangent of probabilities; classes move in steps, 0 for them. */
  @DerivativeOf(type = NeuralNet.class, method = "crossEntropy",
      parameterTypes = {Tensor.class, Tensor.class, Tensor.class, long.class, double.class, Reduction.class},
      wrt = "target", mode = JVP)
  public static Tensor crossEntropyTargetTangent(Tensor input, Tensor target, Tensor weight, double labelSmoothing,
      Reduction reduction, Tensor result, Tensor tangent) {
    if (!target.dtype().isFloating()) {
      return Tensor.zerosLike(result);
    }
    Tensor logarithms = input.logSoftmax(NeuralNetClassification.classDim(input.shape()));
    return NeuralNetClassification.ofProbabilities(logarithms, tangent.to(input.dtype()).mul(1 - labelSmoothing),
        constant(weight, input), reduction);
  }

  /** As {@link #crossEntropyInput(Tensor, Tensor, Tensor, long, double, Reduction, Tensor)}. */
  @DerivativeOf(type = NeuralNet.class, method = "crossEntropy",
      parameterTypes = {Tensor.class, Tensor.class, Reduction.class}, wrt = "input")
  public static Tensor crossEntropyInput(Tensor input, Tensor target, Reduction reduction, Tensor seed) {
    return crossEntropyInput(input, target, null, IGNORE_INDEX, 0, reduction, seed);
  }

  /** As {@link #crossEntropyInputTangent(Tensor, Tensor, Tensor, long, double, Reduction, Tensor)}. */
  @DerivativeOf(type = NeuralNet.class, method = "crossEntropy",
      parameterTypes = {Tensor.class, Tensor.class, Reduction.class}, wrt = "input", mode = JVP)
  public static Tensor crossEntropyInputTangent(Tensor input, Tensor target, Reduction reduction, Tensor tangent) {
    return crossEntropyInputTangent(input, target, null, IGNORE_INDEX, 0, reduction, tangent);
  }

  /** As {@link #crossEntropyTarget(Tensor, Tensor, Tensor, double, Reduction, Tensor)}. */
  @DerivativeOf(type = NeuralNet.class, method = "crossEntropy",
      parameterTypes = {Tensor.class, Tensor.class, Reduction.class}, wrt = "target")
  public static Tensor crossEntropyTarget(Tensor input, Tensor target, Reduction reduction, Tensor seed) {
    return crossEntropyTarget(input, target, null, 0, reduction, seed);
  }

  /** As {@link #crossEntropyTargetTangent(Tensor, Tensor, Tensor, double, Reduction, Tensor, Tensor)}. */
  @DerivativeOf(type = NeuralNet.class, method = "crossEntropy",
      parameterTypes = {Tensor.class, Tensor.class, Reduction.class}, wrt = "target", mode = JVP)
  public static Tensor crossEntropyTargetTangent(Tensor input, Tensor target, Reduction reduction, Tensor result,
      Tensor tangent) {
    return crossEntropyTargetTangent(input, target, null, 0, reduction, result, tangent);
  }

  /** As {@link #crossEntropyInput(Tensor, Tensor, Tensor, long, double, Reduction, Tensor)}. */
  @DerivativeOf(type = NeuralNet.class, method = "crossEntropy", parameterTypes = {Tensor.class, Tensor.class},
      wrt = "input")
  public static Tensor crossEntropyInput(Tensor input, Tensor target, Tensor seed) {
    return crossEntropyInput(input, target, Reduction.MEAN, seed);
  }

  /** As {@link #crossEntropyInputTangent(Tensor, Tensor, Tensor, long, double, Reduction, Tensor)}. */
  @DerivativeOf(type = NeuralNet.class, method = "crossEntropy", parameterTypes = {Tensor.class, Tensor.class},
      wrt = "input", mode = JVP)
  public static Tensor crossEntropyInputTangent(Tensor input, Tensor target, Tensor tangent) {
    return crossEntropyInputTangent(input, target, Reduction.MEAN, tangent);
  }

  /** As {@link #crossEntropyTarget(Tensor, Tensor, Tensor, double, Reduction, Tensor)}. */
  @DerivativeOf(type = NeuralNet.class, method = "crossEntropy", parameterTypes = {Tensor.class, Tensor.class},
      wrt = "target")
  public static Tensor crossEntropyTarget(Tensor input, Tensor target, Tensor seed) {
    return crossEntropyTarget(input, target, Reduction.MEAN, seed);
  }

  /** As {@link #crossEntropyTargetTangent(Tensor, Tensor, Tensor, double, Reduction, Tensor, Tensor)}. */
  @DerivativeOf(type = NeuralNet.class, method = "crossEntropy", parameterTypes = {Tensor.class, Tensor.class},
      wrt = "target", mode = JVP)
  public static Tensor crossEntropyTargetTangent(Tensor input, Tensor target, Tensor result, Tensor tangent) {
    return crossEntropyTargetTangent(input, target, Reduction.MEAN, result, tangent);
  }

  /** The adjoint of {@link NeuralNetClassification#ofClasses} with respect to the logarithms. */
  private static Tensor ofClasses(Shape shape, Classes classes, Tensor weight, double labelSmoothing,
      Reduction reduction, Tensor seed) {
    int dim = NeuralNetClassification.classDim(shape);
    var coefficients = coefficients(dim, classes, weight, reduction, seed);
    if (labelSmoothing == 0) {
      return nllLoss(shape, classes.index(), coefficients, seed);
    }
    Tensor spread = seed.mul(labelSmoothing / shape.size(dim));
    Tensor losses = switch (reduction) {
      case NONE -> spread.reshape(classes.index().shape());
      case SUM -> spread.expand(classes.index().shape());
      case MEAN -> spread.div(coefficients.total()).expand(classes.index().shape());
    };
    if (classes.ignored() != null) {
      losses = FunctionRules.maskedFillSelf(classes.ignored(), losses);
    }
    return nllLoss(shape, classes.index(), coefficients, seed.mul(1 - labelSmoothing))
        .add(NeuralNetClassification.weighted(losses.neg().expand(shape), weight));
  }

  /** The adjoint, in {@link NeuralNetClassification#ofProbabilities}, of the products of logarithms and probabilities. */
  private static Tensor products(Shape shape, Tensor weight, Reduction reduction, Tensor seed) {
    Tensor sums = switch (reduction) {
      case NONE -> seed.neg().unsqueeze(NeuralNetClassification.classDim(shape));
      case SUM -> seed.neg();
      case MEAN -> seed.div(NeuralNetClassification.distributions(shape)).neg();
    };
    return NeuralNetClassification.weighted(sums.expand(shape), weight);
  }
}
