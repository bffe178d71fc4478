package dev.adjoint.runtime.nn;

import dev.adjoint.runtime.backend.spi.Window;
import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;

/** The greatest pixel under each position of a window; see {@link NeuralNet#maxPool2d}. */
public final class MaxPool2d extends Module {
  private final Window window;

  /** Windows of {@code size x size} side by side. */
  public MaxPool2d(int size) {
    this(Window.square(size).withStride(size));
  }

  /** Any window. */
  public MaxPool2d(Window window) {
    this.window = window;
  }

  @Override
  public Tensor forward(Tensor input) {
    return NeuralNet.maxPool2d(input, window);
  }

  @Override
  protected String options() {
    return "kernel_size=" + PythonText.pairOrOne(window.height(), window.width())
        + ", stride=" + PythonText.pairOrOne(window.strideY(), window.strideX())
        + ", padding=" + PythonText.pairOrOne(window.padY(), window.padX())
        + ", dilation=" + PythonText.pairOrOne(window.dilationY(), window.dilationX()) + ", ceil_mode=False";
  }
}
