package dev.adjoint.runtime.tensor;

import static dev.adjoint.annotations.DerivativeOf.Mode.JVP;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.NeuralNet.Reduction;

/**
 * The derivatives of losses between an input and a target of one shape: the seed times the partial derivative of each
 * element's loss, in the operand's type; the loss's reduction of the tangent times the partial.
 */
public final class NeuralNetLossRules {
  private NeuralNetLossRules() {}

  // (x - t)^2.

  /** {@code 2 (x - t)}. */
  @DerivativeOf(type = NeuralNet.class, method = "mse", parameterTypes = {Tensor.class, Tensor.class, Reduction.class},
      wrt = "input")
  public static Tensor mseInput(Tensor input, Tensor target, Reduction reduction, Tensor seed) {
    return input.sub(target).mul_(elements(seed, reduction, input.numel(), 2)).to(input.dtype());
  }

  /** {@code -2 (x - t)}. */
  @DerivativeOf(type = NeuralNet.class, method = "mse", parameterTypes = {Tensor.class, Tensor.class, Reduction.class},
      wrt = "target")
  public static Tensor mseTarget(Tensor input, Tensor target, Reduction reduction, Tensor seed) {
    return input.sub(target).mul_(elements(seed, reduction, input.numel(), -2)).to(target.dtype());
  }

  /** {@code 2 (x - t)}. */
  @DerivativeOf(type = NeuralNet.class, method = "mse", parameterTypes = {Tensor.class, Tensor.class, Reduction.class},
      wrt = "input", mode = JVP)
  public static Tensor mseInputTangent(Tensor input, Tensor target, Reduction reduction, Tensor tangent) {
    return NeuralNetLosses.reduce(input.sub(target).mul_(2L).mul_(tangent), reduction);
  }

  /** {@code -2 (x - t)}. */
  @DerivativeOf(type = NeuralNet.class, method = "mse", parameterTypes = {Tensor.class, Tensor.class, Reduction.class},
      wrt = "target", mode = JVP)
  public static Tensor mseTargetTangent(Tensor input, Tensor target, Reduction reduction, Tensor tangent) {
    return NeuralNetLosses.reduce(input.sub(target).mul_(-2L).mul_(tangent), reduction);
  }

  /** {@code 2 (x - t) / n}. */
  @DerivativeOf(type = NeuralNet.class, method = "mse", parameterTypes = {Tensor.class, Tensor.class}, wrt = "input")
  public static Tensor mseInput(Tensor input, Tensor target, Tensor seed) {
    return mseInput(input, target, Reduction.MEAN, seed);
  }

  /** {@code -2 (x - t) / n}. */
  @DerivativeOf(type = NeuralNet.class, method = "mse", parameterTypes = {Tensor.class, Tensor.class}, wrt = "target")
  public static Tensor mseTarget(Tensor input, Tensor target, Tensor seed) {
    return mseTarget(input, target, Reduction.MEAN, seed);
  }

  /** {@code 2 (x - t) / n}. */
  @DerivativeOf(type = NeuralNet.class, method = "mse", parameterTypes = {Tensor.class, Tensor.class}, wrt = "input",
      mode = JVP)
  public static Tensor mseInputTangent(Tensor input, Tensor target, Tensor tangent) {
    return mseInputTangent(input, target, Reduction.MEAN, tangent);
  }

  /** {@code -2 (x - t) / n}. */
  @DerivativeOf(type = NeuralNet.class, method = "mse", parameterTypes = {Tensor.class, Tensor.class}, wrt = "target",
      mode = JVP)
  public static Tensor mseTargetTangent(Tensor input, Tensor target, Tensor tangent) {
    return mseTargetTangent(input, target, Reduction.MEAN, tangent);
  }

  // |x - t|.

  /** {@code sign(x - t)}, 0 at 0. */
  @DerivativeOf(type = NeuralNet.class, method = "l1", wrt = "input")
  public static Tensor l1Input(Tensor input, Tensor target, Reduction reduction, Tensor seed) {
    return FunctionRules.absSelf(input.sub(target), reduced(seed, reduction, input.shape())).to(input.dtype());
  }

  /** {@code -sign(x - t)}, 0 at 0. */
  @DerivativeOf(type = NeuralNet.class, method = "l1", wrt = "target")
  public static Tensor l1Target(Tensor input, Tensor target, Reduction reduction, Tensor seed) {
    return FunctionRules.absSelf(input.sub(target), reduced(seed, reduction, input.shape())).neg().to(target.dtype());
  }

  /** {@code sign(x - t)}, 0 at 0. */
  @DerivativeOf(type = NeuralNet.class, method = "l1", wrt = "input", mode = JVP)
  public static Tensor l1InputTangent(Tensor input, Tensor target, Reduction reduction, Tensor tangent) {
    return NeuralNetLosses.reduce(input.sub(target).sign().mul_(tangent), reduction);
  }

  /** {@code -sign(x - t)}, 0 at 0. */
  @DerivativeOf(type = NeuralNet.class, method = "l1", wrt = "target", mode = JVP)
  public static Tensor l1TargetTangent(Tensor input, Tensor target, Reduction reduction, Tensor tangent) {
    return NeuralNetLosses.reduce(target.sub(input).sign().mul_(tangent), reduction);
  }

  // Losses that are quadratic near 0 and linear elsewhere: the difference, clamped.

  /** {@code clamp(x - t, -delta, delta)}. */
  @DerivativeOf(type = NeuralNet.class, method = "huber", wrt = "input")
  public static Tensor huberInput(Tensor input, Tensor target, double delta, Reduction reduction, Tensor seed) {
    return clamped(input, target, delta).mul_(elements(seed, reduction, input.numel(), 1)).to(input.dtype());
  }

  /** {@code -clamp(x - t, -delta, delta)}. */
  @DerivativeOf(type = NeuralNet.class, method = "huber", wrt = "target")
  public static Tensor huberTarget(Tensor input, Tensor target, double delta, Reduction reduction, Tensor seed) {
    return clamped(input, target, delta).mul_(elements(seed, reduction, input.numel(), -1)).to(target.dtype());
  }

  /** {@code clamp(x - t, -delta, delta)}. */
  @DerivativeOf(type = NeuralNet.class, method = "huber", wrt = "input", mode = JVP)
  public static Tensor huberInputTangent(Tensor input, Tensor target, double delta, Reduction reduction,
      Tensor tangent) {
    return NeuralNetLosses.reduce(clamped(input, target, delta).mul_(tangent), reduction);
  }

  /** {@code -clamp(x - t, -delta, delta)}. */
  @DerivativeOf(type = NeuralNet.class, method = "huber", wrt = "target", mode = JVP)
  public static Tensor huberTargetTangent(Tensor input, Tensor target, double delta, Reduction reduction,
      Tensor tangent) {
    return NeuralNetLosses.reduce(clamped(target, input, delta).mul_(tangent), reduction);
  }

  /** {@code clamp(x - t, -beta, beta) / beta}. */
  @DerivativeOf(type = NeuralNet.class, method = "smoothL1", wrt = "input")
  public static Tensor smoothL1Input(Tensor input, Tensor target, double beta, Reduction reduction, Tensor seed) {
    return beta == 0 ? l1Input(input, target, reduction, seed)
        : clamped(input, target, beta).mul_(elements(seed, reduction, input.numel(), 1 / beta)).to(input.dtype());
  }

  /** {@code -clamp(x - t, -beta, beta) / beta}. */
  @DerivativeOf(type = NeuralNet.class, method = "smoothL1", wrt = "target")
  public static Tensor smoothL1Target(Tensor input, Tensor target, double beta, Reduction reduction, Tensor seed) {
    return beta == 0 ? l1Target(input, target, reduction, seed)
        : clamped(input, target, beta).mul_(elements(seed, reduction, input.numel(), -(1 / beta))).to(target.dtype());
  }

  /** {@code clamp(x - t, -beta, beta) / beta}. */
  @DerivativeOf(type = NeuralNet.class, method = "smoothL1", wrt = "input", mode = JVP)
  public static Tensor smoothL1InputTangent(Tensor input, Tensor target, double beta, Reduction reduction,
      Tensor tangent) {
    return beta == 0 ? l1InputTangent(input, target, reduction, tangent)
        : NeuralNetLosses.reduce(clamped(input, target, beta).mul_(1 / beta).mul_(tangent), reduction);
  }

  /** {@code -clamp(x - t, -beta, beta) / beta}. */
  @DerivativeOf(type = NeuralNet.class, method = "smoothL1", wrt = "target", mode = JVP)
  public static Tensor smoothL1TargetTangent(Tensor input, Tensor target, double beta, Reduction reduction,
      Tensor tangent) {
    return smoothL1InputTangent(target, input, beta, reduction, tangent);
  }

  private static Tensor clamped(Tensor a, Tensor b, double bound) {
    return a.sub(b).clamp(-bound, bound);
  }

  // The binary cross entropy.

  /** {@code w ((1 + (p - 1) t) sigmoid(x) - p t)}. */
  @DerivativeOf(type = NeuralNet.class, method = "binaryCrossEntropyWithLogits",
      parameterTypes = {Tensor.class, Tensor.class, Reduction.class, Tensor.class, Tensor.class}, wrt = "input")
  public static Tensor binaryCrossEntropyWithLogitsInput(Tensor input, Tensor target, Reduction reduction, Tensor weight,
      Tensor posWeight, Tensor seed) {
    return byLogits(input, target, weight, posWeight).mul_(elements(seed, reduction, input.numel(), 1))
        .to(input.dtype());
  }

  /** {@code w ((p - 1) log(1 + e^-x) - x)}. */
  @DerivativeOf(type = NeuralNet.class, method = "binaryCrossEntropyWithLogits",
      parameterTypes = {Tensor.class, Tensor.class, Reduction.class, Tensor.class, Tensor.class}, wrt = "target")
  public static Tensor binaryCrossEntropyWithLogitsTarget(Tensor input, Tensor target, Reduction reduction, Tensor weight,
      Tensor posWeight, Tensor seed) {
    return byLabels(input, target, weight, posWeight).mul_(elements(seed, reduction, input.numel(), 1))
        .to(target.dtype());
  }

  /** {@code w ((1 + (p - 1) t) sigmoid(x) - p t)}. */
  @DerivativeOf(type = NeuralNet.class, method = "binaryCrossEntropyWithLogits",
      parameterTypes = {Tensor.class, Tensor.class, Reduction.class, Tensor.class, Tensor.class}, wrt = "input",
      mode = JVP)
  public static Tensor binaryCrossEntropyWithLogitsInputTangent(Tensor input, Tensor target, Reduction reduction,
      Tensor weight, Tensor posWeight, Tensor tangent) {
    return NeuralNetLosses.reduce(byLogits(input, target, weight, posWeight).mul_(tangent), reduction);
  }

  /** {@code w ((p - 1) log(1 + e^-x) - x)}. */
  @DerivativeOf(type = NeuralNet.class, method = "binaryCrossEntropyWithLogits",
      parameterTypes = {Tensor.class, Tensor.class, Reduction.class, Tensor.class, Tensor.class}, wrt = "target",
      mode = JVP)
  public static Tensor binaryCrossEntropyWithLogitsTargetTangent(Tensor input, Tensor target, Reduction reduction,
      Tensor weight, Tensor posWeight, Tensor tangent) {
    return NeuralNetLosses.reduce(byLabels(input, target, weight, posWeight).mul_(tangent), reduction);
  }

  /** {@code sigmoid(x) - t}. */
  @DerivativeOf(type = NeuralNet.class, method = "binaryCrossEntropyWithLogits",
      parameterTypes = {Tensor.class, Tensor.class, Reduction.class}, wrt = "input")
  public static Tensor binaryCrossEntropyWithLogitsInput(Tensor input, Tensor target, Reduction reduction, Tensor seed) {
    return binaryCrossEntropyWithLogitsInput(input, target, reduction, null, null, seed);
  }

  /** {@code -x}. */
  @DerivativeOf(type = NeuralNet.class, method = "binaryCrossEntropyWithLogits",
      parameterTypes = {Tensor.class, Tensor.class, Reduction.class}, wrt = "target")
  public static Tensor binaryCrossEntropyWithLogitsTarget(Tensor input, Tensor target, Reduction reduction, Tensor seed) {
    return binaryCrossEntropyWithLogitsTarget(input, target, reduction, null, null, seed);
  }

  /** {@code sigmoid(x) - t}. */
  @DerivativeOf(type = NeuralNet.class, method = "binaryCrossEntropyWithLogits",
      parameterTypes = {Tensor.class, Tensor.class, Reduction.class}, wrt = "input", mode = JVP)
  public static Tensor binaryCrossEntropyWithLogitsInputTangent(Tensor input, Tensor target, Reduction reduction,
      Tensor tangent) {
    return binaryCrossEntropyWithLogitsInputTangent(input, target, reduction, null, null, tangent);
  }

  /** {@code -x}. */
  @DerivativeOf(type = NeuralNet.class, method = "binaryCrossEntropyWithLogits",
      parameterTypes = {Tensor.class, Tensor.class, Reduction.class}, wrt = "target", mode = JVP)
  public static Tensor binaryCrossEntropyWithLogitsTargetTangent(Tensor input, Tensor target, Reduction reduction,
      Tensor tangent) {
    return binaryCrossEntropyWithLogitsTargetTangent(input, target, reduction, null, null, tangent);
  }

  /** A fresh tensor of the type in which input and target meet. */
  private static Tensor byLogits(Tensor input, Tensor target, Tensor weight, Tensor posWeight) {
    var type = Ops.promote(input, target);
    Tensor x = input.to(type);
    Tensor t = target.to(type);
    if (posWeight == null) {
      return weighted(x.sigmoid().sub(t), weight);
    }
    Tensor p = posWeight.to(type);
    return weighted(p.sub(1L).mul(t).add(1L).mul(x.sigmoid()).sub(p.mul(t)), weight);
  }

  /** A fresh tensor of the type in which input and target meet. */
  private static Tensor byLabels(Tensor input, Tensor target, Tensor weight, Tensor posWeight) {
    var type = Ops.promote(input, target);
    Tensor x = input.to(type);
    return weighted(posWeight == null ? x.neg()
        : posWeight.to(type).sub(1L).mul(NeuralNetLosses.softplusOfNegative(x)).sub(x), weight);
  }

  private static Tensor weighted(Tensor partial, Tensor weight) {
    return weight == null ? partial : partial.mul(weight.to(partial.dtype()));
  }

  // The adjoint of the reduction.

  /** The adjoint of each element's loss times a factor: a scalar unless the reduction is none. */
  private static Tensor elements(Tensor seed, Reduction reduction, int count, double factor) {
    double scaled = reduction == Reduction.MEAN ? factor / count : factor;
    return scaled == 1 ? seed : seed.mul(scaled);
  }

  /** The adjoint of each element's loss, in the losses' shape. */
  private static Tensor reduced(Tensor seed, Reduction reduction, Shape shape) {
    return switch (reduction) {
      case MEAN -> ReductionRules.meanSelf(shape, seed);
      case SUM -> ReductionRules.sumSelf(shape, seed);
      case NONE -> seed;
    };
  }
}
