package dev.adjoint.runtime.backend.spi;

/** Kernels over sliding windows. Images are [batch, channels, rows, columns]; floating types. */
public interface Windows {
  /**
   * Copies each window into a column; what the padding adds is 0.
   *
   * @param out of shape [batch, channels * height * width, positions], positions in row-major order
   */
  void unfold(View image, Window window, View out);

  /**
   * The adjoint of {@link #unfold}: adds each column to the window it came from.
   *
   * @param out an image, added to
   */
  void fold(View columns, Window window, View out);

  /**
   * The greatest element of each window and its place, the first in row-major order, or the first NaN; padding is never
   * chosen.
   *
   * @param out of shape [batch, channels, outputHeight, outputWidth]
   * @param indices int64, of the shape of out: row * columns + column in the image
   */
  void maxPool(View image, Window window, View out, View indices);
}
