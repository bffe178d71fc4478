package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.NeuralNet.Reduction;
import java.util.List;

/** Losses between an input and a target of one shape. */
final class NeuralNetLosses {
  /**
   * @param reduction of the loss
   * @param count the number of elements
   * @param bound where a Huber loss turns linear
   * @param factor by which it is scaled
   */
  private record Terms(Reduction reduction, int count, double bound, double factor) {
    Terms(Reduction reduction, int count) {
      this(reduction, count, 0, 1);
    }
  }

  private static final OpNode.Pull MSE = (node, operand, seed) -> {
    Terms terms = node.attribute(Terms.class);
    return node.saved(0).sub(node.saved(1)).mul_(elementSeed(seed, terms, operand == 0 ? 2 : -2));
  };

  private static final OpNode.Pull HUBER = (node, operand, seed) -> {
    Terms terms = node.attribute(Terms.class);
    return node.saved(0).sub(node.saved(1)).clamp(-terms.bound(), terms.bound())
        .mul_(elementSeed(seed, terms, operand == 0 ? terms.factor() : -terms.factor()));
  };

  /** Saved values: x, t, w, p. */
  private static final OpNode.Pull BINARY_CROSS_ENTROPY = (node, operand, seed) -> {
    Tensor x = node.saved(0);
    Tensor t = node.saved(1);
    Tensor w = node.saved(2);
    Tensor p = node.saved(3);
    Tensor s = elementSeed(seed, node.attribute(Terms.class), 1);
    Tensor partial;
    if (operand == 1) {
      // -x + (p - 1) log(1 + e^-x)
      partial = p == null ? x.neg() : p.sub(1L).mul(softplusOfNegative(x)).sub(x);
    } else {
      // (1 + (p - 1) t) sigmoid(x) - p t
      partial = p == null ? x.sigmoid().sub(t) : p.sub(1L).mul(t).add(1L).mul(x.sigmoid()).sub(p.mul(t));
    }
    return (w == null ? partial : partial.mul(w)).mul_(s);
  };

  private NeuralNetLosses() {}

  /** {@code log(1 + e^-x)}, with exact derivatives for all x, which those of softplus are not above 20. */
  private static Tensor softplusOfNegative(Tensor x) {
    return Tensor.stack(List.of(Tensor.zerosLike(x), x.neg()), 0).logsumexp(0);
  }

  /** The adjoint of each element's loss times a factor: a scalar unless the reduction is none. */
  private static Tensor elementSeed(Tensor seed, Terms terms, double factor) {
    double scaled = terms.reduction() == Reduction.MEAN ? factor / terms.count() : factor;
    return scaled == 1 ? seed : seed.mul(scaled);
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
    Tensor result = finish("MseLossBackward0", MSE, new Terms(reduction, x.numel()), losses, x, t);
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
        : huber("smoothL1", "SmoothL1LossBackward0", input, target, beta, 1 / beta, reduction);
  }

  static Tensor huber(Tensor input, Tensor target, double delta, Reduction reduction) {
    if (!(delta > 0)) {
      throw new IllegalArgumentException("huber: delta is " + delta + "; more than 0 is needed");
    }
    return huber("huber", "HuberLossBackward0", input, target, delta, 1, reduction);
  }

  /** With c the difference d clamped to the bound: {@code c (d - c / 2)}, whose derivative is c. */
  private static Tensor huber(String name, String nodeName, Tensor input, Tensor target, double bound, double factor,
      Reduction reduction) {
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
    Tensor result = finish(nodeName, HUBER, new Terms(reduction, x.numel(), bound, factor), losses, x, t);
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
        new Terms(reduction, x.numel()), losses, x, t, w, p);
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
