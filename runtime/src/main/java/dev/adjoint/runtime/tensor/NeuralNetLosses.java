package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.NeuralNet.Reduction;
import java.util.List;

/** Losses between an input and a target of one shape. */
final class NeuralNetLosses {
  /**
   * @param reduction of the loss
   * @param bound where a Huber loss turns linear
   */
  private record Terms(Reduction reduction, double bound) {}

  /** Saved values: x and t, of one type. */
  private static final OpNode.Pull MSE = (node, operand, seed) -> {
    Reduction reduction = node.attribute(Terms.class).reduction();
    return operand == 0 ? NeuralNetLossRules.mseInput(node.saved(0), node.saved(1), reduction, seed)
        : NeuralNetLossRules.mseTarget(node.saved(0), node.saved(1), reduction, seed);
  };

  private static final OpNode.Pull HUBER = (node, operand, seed) -> {
    Terms terms = node.attribute(Terms.class);
    return operand == 0
        ? NeuralNetLossRules.huberInput(node.saved(0), node.saved(1), terms.bound(), terms.reduction(), seed)
        : NeuralNetLossRules.huberTarget(node.saved(0), node.saved(1), terms.bound(), terms.reduction(), seed);
  };

  private static final OpNode.Pull SMOOTH_L1 = (node, operand, seed) -> {
    Terms terms = node.attribute(Terms.class);
    return operand == 0
        ? NeuralNetLossRules.smoothL1Input(node.saved(0), node.saved(1), terms.bound(), terms.reduction(), seed)
        : NeuralNetLossRules.smoothL1Target(node.saved(0), node.saved(1), terms.bound(), terms.reduction(), seed);
  };

  /** Saved values: x, t, w, p. */
  private static final OpNode.Pull BINARY_CROSS_ENTROPY = (node, operand, seed) -> {
    Reduction reduction = node.attribute(Terms.class).reduction();
    return operand == 0
        ? NeuralNetLossRules.binaryCrossEntropyWithLogitsInput(node.saved(0), node.saved(1), reduction, node.saved(2),
            node.saved(3), seed)
        : NeuralNetLossRules.binaryCrossEntropyWithLogitsTarget(node.saved(0), node.saved(1), reduction, node.saved(2),
            node.saved(3), seed);
  };

  private NeuralNetLosses() {}

  /** {@code log(1 + e^-x)}, with exact derivatives for all x, which those of softplus are not above 20. */
  static Tensor softplusOfNegative(Tensor x) {
    return Tensor.stack(List.of(Tensor.zerosLike(x), x.neg()), 0).logsumexp(0);
  }

  static Tensor reduce(Tensor losses, Reduction reduction) {
    return switch (reduction) {
      case MEAN -> losses.mean();
      case SUM -> losses.sum();
      case NONE -> losses;
    };
  }

  /** The floating type in which input and target meet. */
  private static DType check(String name, Tensor input, Tensor target) {
    Ops.sameDevice(name, input, target);
    if (!input.shape().equals(target.shape())) {
      throw new IllegalArgumentException(name + ": an input of shape " + input.shape() + " and a target of shape "
          + target.shape() + " differ; a loss does not broadcast");
    }
    DType type = Ops.promote(input, target);
    if (!type.isFloating()) {
      throw new IllegalArgumentException(name + ": input " + input.dtype() + input.shape() + " and target "
          + target.dtype() + target.shape() + ": a floating type is needed");
    }
    return type;
  }

  private static Tensor finish(String nodeName, OpNode.Pull pull, Terms terms, Tensor losses, Tensor x, Tensor t,
      Tensor... constants) {
    Tensor result = reduce(losses, terms.reduction());
    if (!Ops.tracks(x, t)) {
      return result;
    }
    var saved = new Tensor[2 + constants.length];
    saved[0] = x;
    saved[1] = t;
    System.arraycopy(constants, 0, saved, 2, constants.length);
    return Ops.record(result, new OpNode(nodeName, pull, terms, x, t).save(saved));
  }

  static Tensor mse(Tensor input, Tensor target, Reduction reduction) {
    DType type = check("mse", input, target);
    Tensor x = input.to(type);
    Tensor t = target.to(type);
    var event = Ops.begin("mse", x, t);
    Tensor losses = Elementwise.SQUARE.applyInPlace(x.detach().sub(t.detach()));
    Tensor result = finish("MseLossBackward0", MSE, new Terms(reduction, 0), losses, x, t);
    Ops.end(event);
    return result;
  }

  static Tensor l1(Tensor input, Tensor target, Reduction reduction) {
    DType type = check("l1", input, target);
    return reduce(input.to(type).sub(target.to(type)).abs(), reduction);
  }

  static Tensor smoothL1(Tensor input, Tensor target, double beta, Reduction reduction) {
    if (!(beta >= 0)) {
      throw new IllegalArgumentException("smoothL1: beta is " + beta + "; at least 0 is needed");
    }
    return beta == 0 ? l1(input, target, reduction)
        : huber("smoothL1", "SmoothL1LossBackward0", SMOOTH_L1, input, target, beta, 1 / beta, reduction);
  }

  static Tensor huber(Tensor input, Tensor target, double delta, Reduction reduction) {
    if (!(delta > 0)) {
      throw new IllegalArgumentException("huber: delta is " + delta + "; more than 0 is needed");
    }
    return huber("huber", "HuberLossBackward0", HUBER, input, target, delta, 1, reduction);
  }

  /** With c the difference d clamped to the bound: {@code c (d - c / 2)}, whose derivative is c. */
  private static Tensor huber(String name, String nodeName, OpNode.Pull pull, Tensor input, Tensor target,
      double bound, double factor, Reduction reduction) {
    DType type = check(name, input, target);
    Tensor x = input.to(type);
    Tensor t = target.to(type);
    var event = Ops.begin(name, x, t);
    Tensor difference = x.detach().sub(t.detach());
    Tensor clamped = difference.clamp(-bound, bound);
    Tensor losses = difference.addScaled_(-0.5, clamped).mul_(clamped);
    if (factor != 1) {
      losses.mul_(factor);
    }
    Tensor result = finish(nodeName, pull, new Terms(reduction, bound), losses, x, t);
    Ops.end(event);
    return result;
  }

  static Tensor binaryCrossEntropyWithLogits(
      Tensor input, Tensor target, Reduction reduction, Tensor weight, Tensor posWeight) {
    String name = "binaryCrossEntropyWithLogits";
    DType type = check(name, input, target);
    Tensor x = input.to(type);
    Tensor t = target.to(type);
    Tensor w = constant(name, "weight", weight, x);
    Tensor p = constant(name, "posWeight", posWeight, x);
    var event = Ops.begin(name, x, t);
    Tensor logits = x.detach();
    Tensor labels = t.detach();
    // The large terms first: what is left of them is exact where the label is 0 or 1.
    Tensor losses;
    Tensor tail = Elementwise.LOG1P.applyInPlace(logits.abs().neg_().exp_());
    if (p == null) {
      // max(x, 0) - x t + log(1 + e^-|x|)
      losses = logits.relu().sub_(logits.mul(labels)).add_(tail);
    } else {
      // q max(-x, 0) + (1 - t) x + q log(1 + e^-|x|), with q = 1 + (p - 1) t
      Tensor q = p.sub(1L).mul(labels).add_(1L);
      losses = logits.neg().relu_().mul_(q).add_(labels.rsub(1L).mul_(logits)).add_(tail.mul_(q));
    }
    if (w != null) {
      losses.mul_(w);
    }
    Tensor result = finish("BinaryCrossEntropyWithLogitsBackward0", BINARY_CROSS_ENTROPY,
        new Terms(reduction, 0), losses, x, t, w, p);
    Ops.end(event);
    return result;
  }

  /** A weight that broadcasts to an input, converted to its type; null stays null. */
  private static Tensor constant(String name, String what, Tensor weight, Tensor input) {
    if (weight == null) {
      return null;
    }
    Ops.sameDevice(name, input, weight);
    requireConstant(name, what, weight);
    if (!Shape.broadcast(name + " (" + what + ")", weight.shape(), input.shape()).equals(input.shape())) {
      throw new IllegalArgumentException(name + ": a " + what + " of shape " + weight.shape()
          + " does not broadcast to an input of shape " + input.shape());
    }
    return weight.to(input.dtype());
  }

  static void requireConstant(String name, String what, Tensor weight) {
    if (weight.requiresGrad() && GradMode.isEnabled()) {
      throw new IllegalArgumentException(name + ": the " + what + " of shape " + weight.shape()
          + " requires a gradient, but the loss has none with respect to it; detach() it");
    }
  }
}
