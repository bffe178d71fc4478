package dev.adjoint.runtime.tensor;

import dev.adjoint.annotations.DerivativeRules;
import dev.adjoint.annotations.NonDifferentiable;
import dev.adjoint.runtime.backend.spi.Window;

/**
 * Functions that neural networks are made of: losses, convolution, pooling, normalisation, dropout, look-ups. Definitions,
 * defaults and the names of graph nodes are those of PyTorch's {@code torch.nn.functional}; every function can be
 * differentiated any number of times.
 *
 * <p>Operands of one call are on one device. Shapes that do not fit are an {@link IllegalArgumentException} that names the
 * function and the shapes. Losses do not broadcast: input and target have one shape, since a {@code [n, 1]} that meets an
 * {@code [n]} is nearly always a mistake.
 */
@DerivativeRules({NeuralNetLossRules.class, NeuralNetClassificationRules.class, NeuralNetWindowRules.class,
  NeuralNetLayerRules.class})
public final class NeuralNet {
  /** The index that {@link #nllLoss} and {@link #crossEntropy} leave out where none is given. */
  public static final long IGNORE_INDEX = -100;

  private NeuralNet() {}

  /** What becomes of the losses of single elements. */
  public enum Reduction {
    /** Their mean; NaN of none. */
    MEAN,
    /** Their sum. */
    SUM,
    /** They are the result. */
    NONE
  }

  // Losses of numbers.

  /** {@code (input - target)^2}. */
  public static Tensor mse(Tensor input, Tensor target, Reduction reduction) {
    return NeuralNetLosses.mse(input, target, reduction);
  }

  /** The mean of {@code (input - target)^2}. */
  public static Tensor mse(Tensor input, Tensor target) {
    return mse(input, target, Reduction.MEAN);
  }

  /** {@code |input - target|}; the derivative at 0 is 0. */
  public static Tensor l1(Tensor input, Tensor target, Reduction reduction) {
    return NeuralNetLosses.l1(input, target, reduction);
  }

  /**
   * {@code d^2 / (2 beta)} for {@code |d| < beta} and {@code |d| - beta / 2} elsewhere, with d = input - target (Girshick
   * 2015); {@link #l1} for beta 0.
   *
   * @throws IllegalArgumentException also if beta is negative or NaN
   */
  public static Tensor smoothL1(Tensor input, Tensor target, double beta, Reduction reduction) {
    return NeuralNetLosses.smoothL1(input, target, beta, reduction);
  }

  /**
   * {@code d^2 / 2} for {@code |d| <= delta} and {@code delta (|d| - delta / 2)} elsewhere, with d = input - target (Huber
   * 1964).
   *
   * @throws IllegalArgumentException also if delta is not positive
   */
  public static Tensor huber(Tensor input, Tensor target, double delta, Reduction reduction) {
    return NeuralNetLosses.huber(input, target, delta, reduction);
  }

  /** {@code -t log(sigmoid(x)) - (1 - t) log(1 - sigmoid(x))} without overflow or cancellation. */
  public static Tensor binaryCrossEntropyWithLogits(Tensor input, Tensor target, Reduction reduction) {
    return binaryCrossEntropyWithLogits(input, target, reduction, null, null);
  }

  /**
   * {@code w (-p t log(sigmoid(x)) - (1 - t) log(1 - sigmoid(x)))} without overflow or cancellation.
   *
   * @param input the logits x
   * @param target the probabilities t, which may require a gradient
   * @param weight w, broadcast to the input's shape; null for 1. It takes no gradient
   * @param posWeight p, broadcast to the input's shape; null for 1. It takes no gradient
   */
  public static Tensor binaryCrossEntropyWithLogits(
      Tensor input, Tensor target, Reduction reduction, Tensor weight, Tensor posWeight) {
    return NeuralNetLosses.binaryCrossEntropyWithLogits(input, target, reduction, weight, posWeight);
  }

  // Losses of classes.

  /** As {@link #nllLoss(Tensor, Tensor, Tensor, long, Reduction)} without weights, leaving out {@link #IGNORE_INDEX}. */
  public static Tensor nllLoss(Tensor input, @NonDifferentiable Tensor target, Reduction reduction) {
    return nllLoss(input, target, null, IGNORE_INDEX, reduction);
  }

  /**
   * The negative log likelihood {@code -w[t] input[t]} of target classes t. The mean is weighted: the sum divided by the sum
   * of the {@code w[t]}.
   *
   * @param input logarithms of probabilities, [C], [N, C] or [N, C, d...]
   * @param target classes from 0 to C - 1, int64, of the input's shape without C
   * @param weight w, one per class, [C]; null for 1. It takes no gradient
   * @param ignoreIndex targets of this value count for nothing
   * @throws IndexOutOfBoundsException if another target is no class; the message says which and where
   */
  public static Tensor nllLoss(Tensor input, @NonDifferentiable Tensor target, Tensor weight, long ignoreIndex,
      Reduction reduction) {
    return NeuralNetClassification.nllLoss(input, target, weight, ignoreIndex, reduction);
  }

  /** The mean of {@link #crossEntropy(Tensor, Tensor, Tensor, long, double, Reduction)} without weights or smoothing. */
  public static Tensor crossEntropy(Tensor input, Tensor target) {
    return crossEntropy(input, target, Reduction.MEAN);
  }

  /** As {@link #crossEntropy(Tensor, Tensor, Tensor, long, double, Reduction)} without weights or smoothing. */
  public static Tensor crossEntropy(Tensor input, Tensor target, Reduction reduction) {
    return crossEntropy(input, target, null, IGNORE_INDEX, 0, reduction);
  }

  /**
   * The cross entropy of logits and targets: {@link #nllLoss} of the logarithm of their softmax.
   *
   * @param input logits, [C], [N, C] or [N, C, d...]
   * @param target either classes as for {@link #nllLoss}, or probabilities of the input's type and shape; the mean over
   *     probabilities divides by the number of distributions, not by weights. Classes have derivative 0
   * @param weight one per class, [C]; null for 1. It takes no gradient
   * @param ignoreIndex targets of this value count for nothing; negative where targets are probabilities
   * @param labelSmoothing the part, from 0 to 1, of each target that is spread evenly over the classes (Szegedy et al.
   *     2016)
   * @throws IndexOutOfBoundsException if a target is no class; the message says which and where
   */
  public static Tensor crossEntropy(Tensor input, Tensor target, Tensor weight, long ignoreIndex, double labelSmoothing,
      Reduction reduction) {
    return NeuralNetClassification.crossEntropy(input, target, weight, ignoreIndex, labelSmoothing, reduction);
  }

  // Windows over images.

  /** As {@link #conv2d(Tensor, Tensor, Tensor, Window, int)} with stride 1 and no padding. */
  public static Tensor conv2d(Tensor input, Tensor weight, Tensor bias) {
    return conv2d(input, weight, bias, 1, 0, 1, 1);
  }

  /** As {@link #conv2d(Tensor, Tensor, Tensor, Window, int)} with the same numbers for rows and columns. */
  public static Tensor conv2d(
      Tensor input, Tensor weight, Tensor bias, int stride, int padding, int dilation, int groups) {
    NeuralNetConvolution.checkRanks(input, weight);
    return conv2d(input, weight, bias, NeuralNetConvolution.window(weight.shape(), stride, padding, dilation), groups);
  }

  /**
   * The cross-correlation of images with kernels: {@code out[n][o][y][x] = bias[o] + sum over c, i, j of
   * weight[o][c][i][j] input[n][c'][y strideY + i dilationY - padY][x strideX + j dilationX - padX]}, where pixels outside
   * of the image are 0 and c' is c shifted to the group of o.
   *
   * @param input [N, C, H, W], or [C, H, W] for one image
   * @param weight [O, C / groups, h, w]
   * @param bias [O], or null
   * @param window of h rows and w columns
   * @param groups how many parts channels and kernels are cut into, each of which sees its own part only; divides C and O
   * @return [N, O, window.outputHeight(H), window.outputWidth(W)], without N if the input has none
   */
  public static Tensor conv2d(Tensor input, Tensor weight, Tensor bias, Window window, int groups) {
    return NeuralNetConvolution.conv2d(input, weight, bias, window, groups);
  }

  /**
   * The greatest pixel under each position of a window; padding is never chosen, and the gradient goes to the first place
   * of the greatest.
   *
   * @param input [N, C, H, W] or [C, H, W]
   * @param window whose padding is at most half its size
   * @throws IllegalArgumentException also if a window has only padding, as a dilated one in a tiny image may
   */
  public static Tensor maxPool2d(Tensor input, Window window) {
    return maxPool2dWithIndices(input, window).values();
  }

  /** As {@link #maxPool2d}, with the places of the greatest: {@code row * W + column}, int64. */
  public static Extremum maxPool2dWithIndices(Tensor input, Window window) {
    return NeuralNetPooling.max(input, window);
  }

  /**
   * The mean of the pixels under each position of a window, where padding counts as zeros.
   *
   * @param input [N, C, H, W] or [C, H, W]
   * @param window whose padding is at most half its size
   */
  public static Tensor avgPool2d(Tensor input, Window window) {
    return NeuralNetPooling.average(input, window);
  }

  /**
   * Each position of a window as a column; what the padding adds is 0.
   *
   * @param image [N, C, H, W]
   * @return [N, C * height * width, positions]
   */
  public static Tensor unfold(Tensor image, Window window) {
    return NeuralNetFolding.unfold(image, window);
  }

  /**
   * The adjoint of {@link #unfold}: adds each column to the pixels it came from.
   *
   * @param columns [N, C * height * width, positions]
   * @param height rows H of the images
   * @param width columns W of the images
   * @return [N, C, H, W]
   */
  public static Tensor fold(Tensor columns, int height, int width, Window window) {
    return NeuralNetFolding.fold(columns, height, width, window);
  }

  // Regularisation, normalisation, look-ups.

  /** As {@link #dropout(Tensor, double, boolean, Generator)} with the standard generator. */
  public static Tensor dropout(Tensor x, double p, boolean training) {
    return dropout(x, p, training, Generator.standard());
  }

  /**
   * In training each element is 0 with probability p, and divided by {@code 1 - p} otherwise; x itself if not in training
   * (Srivastava et al. 2014).
   *
   * <p>Has no rule for differentiated methods, since its result depends on more than its operands: multiply by a
   * {@link #dropoutMask} there.
   *
   * @throws IllegalArgumentException if p is not a probability
   */
  public static Tensor dropout(Tensor x, double p, boolean training, Generator generator) {
    return NeuralNetLayers.dropout(x, p, training, generator);
  }

  /**
   * What {@link #dropout} multiplies by in training: 0 with probability p, and {@code 1 / (1 - p)} otherwise. In a
   * differentiated method, {@code x.mul(NeuralNet.dropoutMask(x, p, generator))} draws once, and the reverse sweep reads
   * what was drawn. A backward pass that is itself recorded computes a tracked method again, with the same numbers: generators
   * are set back for it. A generator that several threads share must not draw for another one meanwhile.
   *
   * @param x of which only type, shape and device matter
   * @throws IllegalArgumentException if p is not a probability
   */
  @NonDifferentiable
  public static Tensor dropoutMask(Tensor x, double p, Generator generator) {
    return NeuralNetLayers.dropoutMask(x, p, generator);
  }

  /**
   * {@code (x - mean) / sqrt(variance + eps) * weight + bias} over the last dimensions, with n in the denominator of the
   * variance (Ba, Kiros and Hinton 2016).
   *
   * @param normalizedShape the sizes of the last dimensions
   * @param weight of that shape, or null for 1
   * @param bias of that shape, or null for 0
   */
  public static Tensor layerNorm(Tensor x, int[] normalizedShape, Tensor weight, Tensor bias, double eps) {
    return NeuralNetLayers.layerNorm(x, normalizedShape, weight, bias, eps);
  }

  /**
   * Rows of a table.
   *
   * @param indices int64, any shape
   * @param weight the table, [entries, D]
   * @return [indices..., D]
   * @throws IndexOutOfBoundsException if an index names no row; the message says which and where
   */
  public static Tensor embedding(@NonDifferentiable Tensor indices, Tensor weight) {
    return NeuralNetLayers.embedding(indices, weight);
  }
}
