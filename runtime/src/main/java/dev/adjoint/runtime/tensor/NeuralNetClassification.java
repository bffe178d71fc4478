package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.tensor.NeuralNet.Reduction;
import java.util.Arrays;

/** Losses of classes. */
final class NeuralNetClassification {
  /** @param scale of every element's loss, the part of its coefficient that is the same for all */
  private record Terms(int dim, double scale) {}

  /** Targets that are classes, with what counts for nothing marked; {@code ignored} is null where nothing is. */
  private record Classes(Tensor index, Tensor ignored) {}

  /** Saved values: the classes, and the coefficients of the elements where they differ. */
  private static final OpNode.Pull NLL = (node, _, seed) -> {
    var terms = node.attribute(Terms.class);
    Tensor index = node.saved(0);
    Tensor coefficients = node.saved(1);
    Tensor s = seed.rank() == 0 ? seed : seed.reshape(index.shape());
    Tensor scaled = s.mul(terms.scale());
    Tensor elements = coefficients == null ? scaled.expand(index.shape()) : scaled.mul(coefficients);
    return NeuralNetScatter.place(node.shape(0), terms.dim(), index, elements);
  };

  private NeuralNetClassification() {}

  private static int classDim(Tensor input) {
    return input.rank() == 1 ? 0 : 1;
  }

  private static Tensor checkWeight(String name, Tensor input, Tensor weight) {
    Ops.requireFloating(name, input);
    if (input.rank() == 0) {
      throw new IllegalArgumentException(name + ": an input of shape " + input.shape()
          + " has no classes; [C], [N, C] or [N, C, d...] is needed");
    }
    if (weight == null) {
      return null;
    }
    Ops.sameDevice(name, input, weight);
    NeuralNetLosses.requireConstant(name, "weight", weight);
    if (!weight.shape().equals(Shape.of(input.size(classDim(input))))) {
      throw new IllegalArgumentException(name + ": a weight of shape " + weight.shape()
          + " does not fit an input of shape " + input.shape() + ": one per class is needed");
    }
    return weight.detach().to(input.dtype());
  }

  private static Classes classes(String name, Tensor input, Tensor target, long ignoreIndex) {
    Ops.sameDevice(name, input, target);
    int dim = classDim(input);
    if (target.dtype() != DType.INT64) {
      throw new IllegalArgumentException(name + ": a target " + target.dtype() + target.shape() + " for an input of shape "
          + input.shape() + ": classes are int64");
    }
    if (!target.shape().equals(input.shape().without(dim))) {
      throw new IllegalArgumentException(name + ": a target of shape " + target.shape()
          + " does not fit an input of shape " + input.shape() + ": classes of shape " + input.shape().without(dim)
          + " are needed");
    }
    Tensor index = target.unsqueeze(dim);
    if (!Ops.backend(index).memory().mayContain(index.view(), ignoreIndex)) {
      return new Classes(index, null);
    }
    Tensor ignored = Comparisons.apply(CompareOp.EQ, index, Scalar.of(ignoreIndex));
    return ignored.any().itemBoolean() ? new Classes(index.maskedFill(ignored, 0), ignored) : new Classes(index, null);
  }

  /** The elements that the classes name; a class that is not there is reported with its place in the target. */
  private static Tensor pick(String name, Tensor x, int dim, Tensor index) {
    try {
      return x.gather(dim, index);
    } catch (IndexOutOfBoundsException e) {
      throw NeuralNetScatter.outOfRange(name + ": target", index.squeeze(dim), x.size(dim), "classes of an input", x, e);
    }
  }

  static Tensor nllLoss(Tensor input, Tensor target, Tensor weight, long ignoreIndex, Reduction reduction) {
    Tensor w = checkWeight("nllLoss", input, weight);
    var classes = classes("nllLoss", input, target, ignoreIndex);
    var event = Ops.begin("nllLoss", input, target);
    Tensor result = negativeLogLikelihood("nllLoss", input, classes, w, reduction);
    Ops.end(event);
    return result;
  }

  private static Tensor negativeLogLikelihood(
      String name, Tensor input, Classes classes, Tensor weight, Reduction reduction) {
    int dim = classDim(input);
    Tensor index = classes.index();
    Tensor losses = pick(name, input.detach(), dim, index).neg_();
    Tensor coefficients = null;
    if (weight != null) {
      coefficients = weight.indexSelect(0, index.reshape(-1)).reshape(index.shape());
      losses.mul_(coefficients);
    }
    if (classes.ignored() != null) {
      // Not by a product: what is left out may be infinite.
      losses = losses.maskedFill(classes.ignored(), 0);
      coefficients = (coefficients == null ? Tensor.onesLike(losses) : coefficients).maskedFill(classes.ignored(), 0);
    }
    double scale = 1;
    Tensor result = switch (reduction) {
      case NONE -> losses.reshape(input.shape().without(dim)).detach();
      case SUM, MEAN -> losses.sum();
    };
    if (reduction == Reduction.MEAN) {
      double total = coefficients == null ? index.numel() : coefficients.sum().item();
      result.div_(total);
      scale = 1 / total;
    }
    if (!Ops.tracks(input)) {
      return result;
    }
    return Ops.record(result, new OpNode(input.rank() <= 2 ? "NllLossBackward0" : "NllLoss2DBackward0", NLL,
        new Terms(dim, -scale), input).save(index, coefficients));
  }

  static Tensor crossEntropy(Tensor input, Tensor target, Tensor weight, long ignoreIndex, double labelSmoothing,
      Reduction reduction) {
    String name = "crossEntropy";
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(name + ": label smoothing is " + labelSmoothing + "; 0 to 1 is needed");
    }
    Tensor w = checkWeight(name, input, weight);
    if (target.dtype().isFloating()) {
      return ofProbabilities(name, input, target, w, ignoreIndex, labelSmoothing, reduction);
    }
    var classes = classes(name, input, target, ignoreIndex);
    var event = Ops.begin(name, input, target);
    Tensor logarithms = input.logSoftmax(classDim(input));
    Tensor loss = negativeLogLikelihood(name, logarithms, classes, w, reduction);
    if (labelSmoothing != 0) {
      loss = loss.mul(1 - labelSmoothing)
          .add(spreadEvenly(logarithms, classes, w, reduction).mul(labelSmoothing / input.size(classDim(input))));
    }
    Ops.end(event);
    return loss;
  }

  /** The sum over all classes of their losses, reduced as those of the targets are. */
  private static Tensor spreadEvenly(Tensor logarithms, Classes classes, Tensor weight, Reduction reduction) {
    int dim = classDim(logarithms);
    Tensor weighted = weight == null ? logarithms : logarithms.mul(perClass(weight, logarithms));
    Tensor losses = weighted.sum(true, dim).neg();
    if (classes.ignored() != null) {
      losses = losses.maskedFill(classes.ignored(), 0);
    }
    return switch (reduction) {
      case NONE -> losses.squeeze(dim);
      case SUM -> losses.sum();
      case MEAN -> losses.sum().div(total(classes, weight));
    };
  }

  /** By what a mean over classes is divided. */
  private static double total(Classes classes, Tensor weight) {
    Tensor counted = classes.ignored() == null ? null : classes.ignored().logicalNot();
    if (weight == null) {
      return counted == null ? classes.index().numel() : counted.sum().itemLong();
    }
    Tensor weights = weight.indexSelect(0, classes.index().reshape(-1));
    return (counted == null ? weights : weights.mul(counted.reshape(-1))).sum().item();
  }

  private static Tensor perClass(Tensor weight, Tensor input) {
    int[] sizes = new int[input.rank()];
    Arrays.fill(sizes, 1);
    sizes[classDim(input)] = weight.numel();
    return weight.reshape(sizes);
  }

  private static Tensor ofProbabilities(String name, Tensor input, Tensor target, Tensor weight, long ignoreIndex,
      double labelSmoothing, Reduction reduction) {
    Ops.sameDevice(name, input, target);
    if (!target.shape().equals(input.shape())) {
      throw new IllegalArgumentException(name + ": probabilities of shape " + target.shape()
          + " do not fit an input of shape " + input.shape() + ": one per class and logit is needed");
    }
    if (ignoreIndex >= 0) {
      throw new IllegalArgumentException(name + ": ignoreIndex " + ignoreIndex + " is for targets that are classes, not for"
          + " probabilities of shape " + target.shape());
    }
    int dim = classDim(input);
    int classes = input.size(dim);
    Tensor t = target.to(input.dtype());
    if (labelSmoothing != 0) {
      t = t.mul(1 - labelSmoothing).add(labelSmoothing / classes);
    }
    Tensor weighted = input.logSoftmax(dim).mul(t);
    if (weight != null) {
      weighted = weighted.mul(perClass(weight, input));
    }
    return switch (reduction) {
      case NONE -> weighted.sum(dim).neg();
      case SUM -> weighted.sum().neg();
      case MEAN -> weighted.sum().neg().div((double) input.numel() / classes);
    };
  }
}
