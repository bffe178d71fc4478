package dev.adjoint.runtime.tensor;

import static dev.adjoint.annotations.DerivativeOf.Mode.JVP;
import static dev.adjoint.annotations.DerivativeOf.Mode.LINEAR;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.Window;
import dev.adjoint.runtime.tensor.NeuralNetConvolution.Plan;

/** The derivatives of functions of windows over images. One image without a batch is one of a batch of one. */
public final class NeuralNetWindowRules {
  private NeuralNetWindowRules() {}

  // Convolution: linear in the images, in the kernels, and with a bias that is added.

  /** Each number of the seed to the pixels under its window, times the kernel. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d",
      parameterTypes = {Tensor.class, Tensor.class, Tensor.class, Window.class, int.class}, wrt = "input")
  public static Tensor conv2dInput(Shape inputShape, Tensor weight, Window window, int groups, Tensor seed) {
    return unbatch(NeuralNetConvolution.toImages(batch(seed), weight, plan(inputShape, weight.shape(), window, groups)),
        inputShape);
  }

  /** The convolution of the tangent. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d",
      parameterTypes = {Tensor.class, Tensor.class, Tensor.class, Window.class, int.class}, wrt = "input", mode = JVP)
  public static Tensor conv2dInputTangent(Tensor weight, Window window, int groups, Tensor tangent) {
    return NeuralNet.conv2d(tangent, weight, null, window, groups);
  }

  /** The sum over positions of the seed times the pixels that the kernel met. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d",
      parameterTypes = {Tensor.class, Tensor.class, Tensor.class, Window.class, int.class}, wrt = "weight")
  public static Tensor conv2dWeight(Tensor input, Shape weightShape, Window window, int groups, Tensor seed) {
    return NeuralNetConvolution.toKernels(batch(input), batch(seed), plan(input.shape(), weightShape, window, groups));
  }

  /** The convolution with the tangent. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d",
      parameterTypes = {Tensor.class, Tensor.class, Tensor.class, Window.class, int.class}, wrt = "weight", mode = JVP)
  public static Tensor conv2dWeightTangent(Tensor input, Window window, int groups, Tensor tangent) {
    return NeuralNet.conv2d(input, tangent, null, window, groups);
  }

  /** The sum of the seed over images and positions. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d",
      parameterTypes = {Tensor.class, Tensor.class, Tensor.class, Window.class, int.class}, wrt = "bias")
  public static Tensor conv2dBias(Tensor seed) {
    return batch(seed).sum(0, 2, 3);
  }

  /** The tangent at each position. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d",
      parameterTypes = {Tensor.class, Tensor.class, Tensor.class, Window.class, int.class}, wrt = "bias", mode = JVP)
  public static Tensor conv2dBiasTangent(Tensor result, Tensor tangent) {
    return tangent.reshape(tangent.numel(), 1, 1).expand(result.shape());
  }

  /** The rule of the convolution with such a window. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d",
      parameterTypes = {Tensor.class, Tensor.class, Tensor.class, int.class, int.class, int.class, int.class},
      wrt = "input")
  public static Tensor conv2dSquareInput(Shape inputShape, Tensor weight, int stride, int padding, int dilation,
      int groups, Tensor seed) {
    return conv2dInput(inputShape, weight, NeuralNetConvolution.window(weight.shape(), stride, padding, dilation), groups,
        seed);
  }

  /** The convolution of the tangent. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d",
      parameterTypes = {Tensor.class, Tensor.class, Tensor.class, int.class, int.class, int.class, int.class},
      wrt = "input", mode = JVP)
  public static Tensor conv2dSquareInputTangent(Tensor weight, int stride, int padding, int dilation, int groups,
      Tensor tangent) {
    return NeuralNet.conv2d(tangent, weight, null, stride, padding, dilation, groups);
  }

  /** The rule of the convolution with such a window. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d",
      parameterTypes = {Tensor.class, Tensor.class, Tensor.class, int.class, int.class, int.class, int.class},
      wrt = "weight")
  public static Tensor conv2dSquareWeight(Tensor input, Shape weightShape, int stride, int padding, int dilation,
      int groups, Tensor seed) {
    return conv2dWeight(input, weightShape, NeuralNetConvolution.window(weightShape, stride, padding, dilation), groups,
        seed);
  }

  /** The convolution with the tangent. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d",
      parameterTypes = {Tensor.class, Tensor.class, Tensor.class, int.class, int.class, int.class, int.class},
      wrt = "weight", mode = JVP)
  public static Tensor conv2dSquareWeightTangent(Tensor input, int stride, int padding, int dilation, int groups,
      Tensor tangent) {
    return NeuralNet.conv2d(input, tangent, null, stride, padding, dilation, groups);
  }

  /** The sum of the seed over images and positions. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d",
      parameterTypes = {Tensor.class, Tensor.class, Tensor.class, int.class, int.class, int.class, int.class},
      wrt = "bias")
  public static Tensor conv2dSquareBias(Tensor seed) {
    return conv2dBias(seed);
  }

  /** The tangent at each position. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d",
      parameterTypes = {Tensor.class, Tensor.class, Tensor.class, int.class, int.class, int.class, int.class},
      wrt = "bias", mode = JVP)
  public static Tensor conv2dSquareBiasTangent(Tensor result, Tensor tangent) {
    return conv2dBiasTangent(result, tangent);
  }

  /** The rule of the convolution with such a window. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d", parameterTypes = {Tensor.class, Tensor.class, Tensor.class},
      wrt = "input")
  public static Tensor conv2dUnitInput(Shape inputShape, Tensor weight, Tensor seed) {
    return conv2dInput(inputShape, weight, NeuralNetConvolution.window(weight.shape(), 1, 0, 1), 1, seed);
  }

  /** The convolution of the tangent. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d", parameterTypes = {Tensor.class, Tensor.class, Tensor.class},
      wrt = "input", mode = JVP)
  public static Tensor conv2dUnitInputTangent(Tensor weight, Tensor tangent) {
    return NeuralNet.conv2d(tangent, weight, null);
  }

  /** The rule of the convolution with such a window. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d", parameterTypes = {Tensor.class, Tensor.class, Tensor.class},
      wrt = "weight")
  public static Tensor conv2dUnitWeight(Tensor input, Shape weightShape, Tensor seed) {
    return conv2dWeight(input, weightShape, NeuralNetConvolution.window(weightShape, 1, 0, 1), 1, seed);
  }

  /** The convolution with the tangent. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d", parameterTypes = {Tensor.class, Tensor.class, Tensor.class},
      wrt = "weight", mode = JVP)
  public static Tensor conv2dUnitWeightTangent(Tensor input, Tensor tangent) {
    return NeuralNet.conv2d(input, tangent, null);
  }

  /** The sum of the seed over images and positions. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d", parameterTypes = {Tensor.class, Tensor.class, Tensor.class},
      wrt = "bias")
  public static Tensor conv2dUnitBias(Tensor seed) {
    return conv2dBias(seed);
  }

  /** The tangent at each position. */
  @DerivativeOf(type = NeuralNet.class, method = "conv2d", parameterTypes = {Tensor.class, Tensor.class, Tensor.class},
      wrt = "bias", mode = JVP)
  public static Tensor conv2dUnitBiasTangent(Tensor result, Tensor tangent) {
    return conv2dBiasTangent(result, tangent);
  }

  private static Plan plan(Shape images, Shape kernels, Window window, int groups) {
    return new Plan(window, groups, batch(images), kernels);
  }

  // Pooling and folding.

  /** The seed at the first place of each greatest pixel, which is looked for again. */
  @DerivativeOf(type = NeuralNet.class, method = "maxPool2d", wrt = "input")
  public static Tensor maxPool2dInput(Tensor input, Window window, Tensor seed) {
    return unbatch(NeuralNetPooling.atPlaces(batch(input.shape()), places(input, window), batch(seed)), input.shape());
  }

  /** The tangent of the first of the greatest pixels. */
  @DerivativeOf(type = NeuralNet.class, method = "maxPool2d", wrt = "input", mode = JVP)
  public static Tensor maxPool2dInputTangent(Tensor input, Window window, Tensor result, Tensor tangent) {
    return tangent.reshape(NeuralNetPooling.planes(batch(input.shape()))).gather(2, places(input, window))
        .reshape(result.shape());
  }

  /** The seed at the first of the greatest pixels. */
  @DerivativeOf(type = NeuralNet.class, method = "maxPool2dWithIndices", wrt = "input")
  public static Tensor maxPool2dWithIndicesInput(Shape inputShape, Tensor indices, Tensor seed) {
    return unbatch(NeuralNetPooling.atPlaces(batch(inputShape), NeuralNetPooling.flat(batch(indices)), batch(seed)), inputShape);
  }

  /** The tangent of the first of the greatest pixels. */
  @DerivativeOf(type = NeuralNet.class, method = "maxPool2dWithIndices", wrt = "input", mode = JVP)
  public static Tensor maxPool2dWithIndicesInputTangent(Shape inputShape, Tensor indices, Tensor tangent) {
    return tangent.reshape(NeuralNetPooling.planes(batch(inputShape))).gather(2, NeuralNetPooling.flat(batch(indices)))
        .reshape(indices.shape());
  }

  /** The seed in equal parts at the pixels of each window. */
  @DerivativeOf(type = NeuralNet.class, method = "avgPool2d", wrt = "input", mode = LINEAR)
  public static Tensor avgPool2dInput(Shape inputShape, Window window, Tensor seed) {
    return unbatch(NeuralNetPooling.spread(batch(seed), batch(inputShape), window), inputShape);
  }

  /** The columns of the seed, added to the pixels they came from. */
  @DerivativeOf(type = NeuralNet.class, method = "unfold", wrt = "image", mode = LINEAR)
  public static Tensor unfoldImage(Shape imageShape, Window window, Tensor seed) {
    return NeuralNet.fold(seed, imageShape.size(2), imageShape.size(3), window);
  }

  /** The columns of the seed. */
  @DerivativeOf(type = NeuralNet.class, method = "fold", wrt = "columns", mode = LINEAR)
  public static Tensor foldColumns(Window window, Tensor seed) {
    return NeuralNet.unfold(seed, window);
  }

  private static Tensor places(Tensor input, Window window) {
    return NeuralNetPooling.flat(NeuralNetPooling.max(batch(input.detach()), window).indices());
  }

  private static Shape batch(Shape images) {
    return NeuralNetFolding.batch(images);
  }

  private static Tensor batch(Tensor images) {
    return images.rank() == 4 ? images : images.unsqueeze(0);
  }

  private static Tensor unbatch(Tensor images, Shape shape) {
    return shape.rank() == 4 ? images : images.squeeze(0);
  }
}
