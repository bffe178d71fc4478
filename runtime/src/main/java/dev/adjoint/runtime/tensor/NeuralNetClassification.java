package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.CompareOp;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.tensor.NeuralNet.Reduction;
import java.util.Arrays;

/** Losses of classes. */
final class NeuralNetClassification {
  /** Targets that are classes, with what counts for nothing marked; {@code ignored} is null where nothing is. */
  record Classes(Tensor index, Tensor ignored) {}

  /**
   * By what the loss of each element is multiplied.
   *
   * @param dim of the classes
   * @param each of each element, of the shape of the index; null for 1
   * @param total by what their sum is divided
   */
  record Coefficients(int dim, Tensor each, double total) {}

  /** Saved values: the classes, and the coefficients of the elements where they differ. */
  private static final OpNode.Pull NLL = (node, _, seed) -> {
    var coefficients = node.attribute(Coefficients.class);
    return NeuralNetClassificationRules.nllLoss(node.shape(0), node.saved(0),
        new Coefficients(coefficients.dim(), node.saved(1), coefficients.total()), seed);
  };

  private NeuralNetClassification() {}

  static int classDim(Shape input) {
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
    if (!weight.shape().equals(Shape.of(input.size(classDim(input.shape()))))) {
      throw new IllegalArgumentException(name + ": a weight of shape " + weight.shape()
          + " does not fit an input of shape " + input.shape() + ": one per class is needed");
    }
    return weight.detach().to(input.dtype());
  }

  private static Classes classes(String name, Tensor input, Tensor target, long ignoreIndex) {
    Ops.sameDevice(name, input, target);
    int dim = classDim(input.shape());
    if (target.dtype() != DType.INT64) {
      throw new IllegalArgumentException(name + ": a target " + target.dtype() + target.shape() + " for an input of shape "
          + input.shape() + ": classes are int64");
    }
    if (!target.shape().equals(input.shape().without(dim))) {
      throw new IllegalArgumentException(name + ": a target of shape " + target.shape()
          + " does not fit an input of shape " + input.shape() + ": classes of shape " + input.shape().without(dim)
          + " are needed");
    }
    return classes(dim, target, ignoreIndex);
  }

  static Classes classes(int dim, Tensor target, long ignoreIndex) {
    Tensor index = target.unsqueeze(dim);
    if (!Ops.backend(index).memory().mayContain(index.view(), ignoreIndex)) {
      return new Classes(index, null);
    }
    Tensor ignored = Comparisons.apply(CompareOp.EQ, index, Scalar.of(ignoreIndex));
    return ignored.any().itemBoolean() ? new Classes(index.maskedFill(ignored, 0), ignored) : new Classes(index, null);
  }

  /** What the classes name, unrecorded; a class that is not there is reported with its place in the target. */
  private static Tensor pick(String name, Tensor x, int dim, Tensor index) {
    try {
      return x.detach().gather(dim, index);
    } catch (IndexOutOfBoundsException e) {
      throw NeuralNetScatter.outOfRange(name + ": target", index.squeeze(dim), x.size(dim), "classes of an input", x, e);
    }
  }

  static Tensor nllLoss(Tensor input, Tensor target, Tensor weight, long ignoreIndex, Reduction reduction) {
    Tensor w = checkWeight("nllLoss", input, weight);
    var classes = classes("nllLoss", input, target, ignoreIndex);
    var event = Ops.begin("nllLoss", input, target);
    int dim = classDim(input.shape());
    Tensor picked = pick("nllLoss", input, dim, classes.index());
    var coefficients = coefficients(dim, input.dtype(), classes, w, reduction);
    Tensor result = negativeLogLikelihood(input, picked, classes, coefficients, reduction);
    Ops.end(event);
    return result;
  }

  /**
   * @param weight per class, of the type of the losses; null for 1
   * @param dtype of the losses
   */
  static Coefficients coefficients(int dim, DType dtype, Classes classes, Tensor weight, Reduction reduction) {
    Tensor index = classes.index();
    Tensor each = weight == null ? null : weight.indexSelect(0, index.reshape(-1)).reshape(index.shape());
    if (classes.ignored() != null) {
      Tensor counted = each == null ? Ops.filled(index.device(), dtype, index.shape(), Scalar.of(1)) : each;
      each = counted.maskedFill(classes.ignored(), 0);
    }
    double total = reduction != Reduction.MEAN ? 1 : each == null ? index.numel() : each.sum().item();
    return new Coefficients(dim, each, total);
  }

  /** @param picked the elements that the classes name, which become their losses */
  private static Tensor negativeLogLikelihood(
      Tensor input, Tensor picked, Classes classes, Coefficients coefficients, Reduction reduction) {
    int dim = coefficients.dim();
    Tensor index = classes.index();
    Tensor losses = picked.neg_();
    if (coefficients.each() != null) {
      losses.mul_(coefficients.each());
    }
    if (classes.ignored() != null) {
      // Not by a product: what is left out may be infinite.
      losses = losses.maskedFill(classes.ignored(), 0);
    }
    Tensor result = switch (reduction) {
      case NONE -> losses.reshape(input.shape().without(dim)).detach();
      case SUM -> losses.sum();
      case MEAN -> losses.sum().div_(coefficients.total());
    };
    if (!Ops.tracks(input)) {
      return result;
    }
    return Ops.record(result, new OpNode(input.rank() <= 2 ? "NllLossBackward0" : "NllLoss2DBackward0", NLL,
        new Coefficients(dim, null, coefficients.total()), input).save(index, coefficients.each()));
  }

  static Tensor crossEntropy(Tensor input, Tensor target, Tensor weight, long ignoreIndex, double labelSmoothing,
      Reduction reduction) {
    String name = "crossEntropy";
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(name + ": label smoothing is " + labelSmoothing + "; 0 to 1 is needed");
    }
    Tensor w = checkWeight(name, input, weight);
    int dim = classDim(input.shape());
    if (target.dtype().isFloating()) {
      checkProbabilities(name, input, target, ignoreIndex);
      return ofProbabilities(input.logSoftmax(dim), smoothed(target, input, labelSmoothing), w, reduction);
    }
    var classes = classes(name, input, target, ignoreIndex);
    var event = Ops.begin(name, input, target);
    Tensor loss = ofClasses(name, input.logSoftmax(dim), classes, w, labelSmoothing, reduction);
    Ops.end(event);
    return loss;
  }

  /** The cross entropy as a linear function of the logarithms of probabilities. */
  static Tensor ofClasses(
      String name, Tensor logarithms, Classes classes, Tensor weight, double labelSmoothing, Reduction reduction) {
    int dim = classDim(logarithms.shape());
    Tensor picked = pick(name, logarithms, dim, classes.index());
    var coefficients = coefficients(dim, logarithms.dtype(), classes, weight, reduction);
    Tensor loss = negativeLogLikelihood(logarithms, picked, classes, coefficients, reduction);
    return labelSmoothing == 0 ? loss : loss.mul(1 - labelSmoothing)
        .add(spreadEvenly(logarithms, classes, weight, coefficients.total(), reduction)
            .mul(labelSmoothing / logarithms.size(dim)));
  }

  /** The sum over all classes of their losses, reduced as those of the targets are. */
  private static Tensor spreadEvenly(
      Tensor logarithms, Classes classes, Tensor weight, double total, Reduction reduction) {
    int dim = classDim(logarithms.shape());
    Tensor losses = weighted(logarithms, weight).sum(true, dim).neg();
    if (classes.ignored() != null) {
      losses = losses.maskedFill(classes.ignored(), 0);
    }
    return switch (reduction) {
      case NONE -> losses.squeeze(dim);
      case SUM -> losses.sum();
      case MEAN -> losses.sum().div(total);
    };
  }

  /** Each element times the weight of its class. */
  static Tensor weighted(Tensor x, Tensor weight) {
    if (weight == null) {
      return x;
    }
    int[] sizes = new int[x.rank()];
    Arrays.fill(sizes, 1);
    sizes[classDim(x.shape())] = weight.numel();
    return x.mul(weight.reshape(sizes));
  }

  private static void checkProbabilities(String name, Tensor input, Tensor target, long ignoreIndex) {
    Ops.sameDevice(name, input, target);
    if (!target.shape().equals(input.shape())) {
      throw new IllegalArgumentException(name + ": probabilities of shape " + target.shape()
          + " do not fit an input of shape " + input.shape() + ": one per class and logit is needed");
    }
    if (ignoreIndex >= 0) {
      throw new IllegalArgumentException(name + ": ignoreIndex " + ignoreIndex + " is for targets that are classes, not for"
          + " probabilities of shape " + target.shape());
    }
  }

  /** Probabilities of the input's type, of which a part is spread evenly. */
  static Tensor smoothed(Tensor target, Tensor input, double labelSmoothing) {
    Tensor t = target.to(input.dtype());
    return labelSmoothing == 0 ? t
        : t.mul(1 - labelSmoothing).add(labelSmoothing / input.size(classDim(input.shape())));
  }

  /** The cross entropy, linear in the logarithms of probabilities and in the target's probabilities. */
  static Tensor ofProbabilities(Tensor logarithms, Tensor target, Tensor weight, Reduction reduction) {
    Tensor products = weighted(logarithms.mul(target), weight);
    return switch (reduction) {
      case NONE -> products.sum(classDim(logarithms.shape())).neg();
      case SUM -> products.sum().neg();
      case MEAN -> products.sum().neg().div(distributions(logarithms.shape()));
    };
  }

  /** By what a mean over probabilities is divided. */
  static double distributions(Shape input) {
    return (double) input.numel() / input.size(classDim(input));
  }
}
