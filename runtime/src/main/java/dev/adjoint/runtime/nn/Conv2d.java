package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.backend.spi.Window;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;

/**
 * Convolution of images [N, C, H, W] with kernels that are learned; see {@link NeuralNet#conv2d}. Parameters are
 * {@code weight} [out, in / groups, height, width] and {@code bias} [out], both drawn evenly from
 * {@code ±1 / sqrt(in / groups * height * width)}.
 */
public final class Conv2d extends Module {
  private final int inChannels;
  private final int outChannels;
  private final Window window;
  private final int groups;
  private final boolean bias;

  /** Kernels of {@code size x size} with stride 1, no padding and a bias, from the standard generator. */
  public Conv2d(int inChannels, int outChannels, int size) {
    this(inChannels, outChannels, Window.square(size));
  }

  /** One group with a bias, from the standard generator. */
  public Conv2d(int inChannels, int outChannels, Window window) {
    this(inChannels, outChannels, window, 1, true, Generator.standard());
  }

  /** One group with a bias. */
  public Conv2d(int inChannels, int outChannels, Window window, Generator generator) {
    this(inChannels, outChannels, window, 1, true, generator);
  }

  /**
   * Any convolution, float32.
   *
   * @param window size, stride, padding and dilation of the kernels
   * @param groups divides both numbers of channels
   * @throws IllegalArgumentException if it does not
   */
  public Conv2d(int inChannels, int outChannels, Window window, int groups, boolean bias, Generator generator) {
    if (groups < 1 || inChannels % groups != 0 || outChannels % groups != 0) {
      throw new IllegalArgumentException("Conv2d: groups " + groups + " do not divide " + inChannels
          + " input channels and " + outChannels + " output channels");
    }
    this.inChannels = inChannels;
    this.outChannels = outChannels;
    this.window = window;
    this.groups = groups;
    this.bias = bias;
    Tensor weight =
        parameter("weight", Tensor.zeros(outChannels, inChannels / groups, window.height(), window.width()));
    Init.defaults_(weight, bias ? parameter("bias", Tensor.zeros(outChannels)) : null, generator);
  }

  /** The kernels, [out, in / groups, height, width]. */
  public Tensor weight() {
    return parameter("weight");
  }

  /** The offsets, [out]; null if there are none. */
  public Tensor bias() {
    return bias ? parameter("bias") : null;
  }

  @Override
  public Tensor forward(Tensor input) {
    return NeuralNet.conv2d(input, weight(), bias(), window, groups);
  }

  @Override
  protected String options() {
    var text = new StringBuilder(inChannels + ", " + outChannels + ", kernel_size="
        + PythonText.pair(window.height(), window.width()) + ", stride="
        + PythonText.pair(window.strideY(), window.strideX()));
    if (window.padY() != 0 || window.padX() != 0) {
      text.append(", padding=").append(PythonText.pair(window.padY(), window.padX()));
    }
    if (window.dilationY() != 1 || window.dilationX() != 1) {
      text.append(", dilation=").append(PythonText.pair(window.dilationY(), window.dilationX()));
    }
    if (groups != 1) {
      text.append(", groups=").append(groups);
    }
    return bias ? text.toString() : text.append(", bias=False").toString();
  }
}
