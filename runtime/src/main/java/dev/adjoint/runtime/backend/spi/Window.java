package dev.adjoint.runtime.backend.spi;

/**
 * A window that slides over the last two dimensions of an image.
 *
 * @param height rows of the window
 * @param width columns of the window
 * @param strideY rows between two positions
 * @param strideX columns between two positions
 * @param padY rows added above and below
 * @param padX columns added left and right
 * @param dilationY rows between two neighbours in the window
 * @param dilationX columns between two neighbours in the window
 */
public record Window(int height, int width, int strideY, int strideX, int padY, int padX, int dilationY,
    int dilationX) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a size, stride or dilation is below 1 or a padding below 0
   */
  public Window {
    if (height < 1 || width < 1 || strideY < 1 || strideX < 1 || padY < 0 || padX < 0 || dilationY < 1
        || dilationX < 1) {
      throw new IllegalArgumentException("window " + height + " x " + width + " with stride " + strideY + ", " + strideX
          + ", padding " + padY + ", " + padX + " and dilation " + dilationY + ", " + dilationX
          + ": sizes, strides and dilations are at least 1, paddings at least 0");
    }
  }

  /** A window of {@code size x size} that moves by one, without padding or dilation. */
  public static Window square(int size) {
    return new Window(size, size, 1, 1, 0, 0, 1, 1);
  }

  /** This window with that stride in both directions. */
  public Window withStride(int stride) {
    return new Window(height, width, stride, stride, padY, padX, dilationY, dilationX);
  }

  /** This window with that padding on all sides. */
  public Window withPadding(int padding) {
    return new Window(height, width, strideY, strideX, padding, padding, dilationY, dilationX);
  }

  /** This window with that dilation in both directions. */
  public Window withDilation(int dilation) {
    return new Window(height, width, strideY, strideX, padY, padX, dilation, dilation);
  }

  /** The number of positions over {@code rows} rows; at most 0 if the window does not fit. */
  public int outputHeight(int rows) {
    return Math.floorDiv(rows + 2 * padY - dilationY * (height - 1) - 1, strideY) + 1;
  }

  /** The number of positions over {@code columns} columns; at most 0 if the window does not fit. */
  public int outputWidth(int columns) {
    return Math.floorDiv(columns + 2 * padX - dilationX * (width - 1) - 1, strideX) + 1;
  }
}
