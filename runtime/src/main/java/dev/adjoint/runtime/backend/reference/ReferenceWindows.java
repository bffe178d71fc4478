package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.runtime.backend.spi.Window;
import dev.adjoint.runtime.backend.spi.Windows;

/** Sliding windows, one element of the window and one row of positions at a time. */
public final class ReferenceWindows implements Windows {
  private static final Scalar ZERO = Scalar.of(0L);

  /** What is done with the row of image elements that one element of the window meets in one row of positions. */
  private interface Row {
    /**
     * @param column the first of {@code skipped + n + rest} elements of a row in the columns
     * @param skipped positions at which the element is in the padding on the left
     * @param pixel the first image element met
     * @param n positions at which the element is in the image
     * @param rest positions at which the element is in the padding on the right
     */
    void visit(int column, int skipped, int pixel, int n, int rest);
  }

  @Override
  public void unfold(View image, Window window, View out) {
    requireFloating("unfold", image);
    Object from = array(image);
    Object to = array(out);
    int step = out.stride(2);
    int pixelStep = window.strideX() * image.stride(3);
    rows(image, window, out, (column, skipped, pixel, n, rest) -> {
      Rows.fill(to, column, step, skipped, ZERO);
      Rows.copy(from, pixel, pixelStep, to, column + skipped * step, step, n);
      Rows.fill(to, column + (skipped + n) * step, step, rest, ZERO);
    });
  }

  @Override
  public void fold(View columns, Window window, View out) {
    requireFloating("fold", out);
    Object from = array(columns);
    Object to = array(out);
    int step = columns.stride(2);
    int pixelStep = window.strideX() * out.stride(3);
    rows(out, window, columns, (column, skipped, pixel, n, rest) -> {
      int first = column + skipped * step;
      if (to instanceof float[] floats) {
        float[] a = (float[]) from;
        for (int i = 0; i < n; i++) {
          floats[pixel + i * pixelStep] += a[first + i * step];
        }
      } else {
        double[] doubles = (double[]) to;
        double[] a = (double[]) from;
        for (int i = 0; i < n; i++) {
          doubles[pixel + i * pixelStep] += a[first + i * step];
        }
      }
    });
  }

  private static void rows(View image, Window window, View columns, Row row) {
    int height = image.size(2);
    int width = image.size(3);
    int outHeight = Math.max(0, window.outputHeight(height));
    int outWidth = Math.max(0, window.outputWidth(width));
    for (int batch = 0; batch < image.size(0); batch++) {
      int line = columns.offset() + batch * columns.stride(0);
      for (int channel = 0; channel < image.size(1); channel++) {
        int plane = image.offset() + batch * image.stride(0) + channel * image.stride(1);
        for (int ky = 0; ky < window.height(); ky++) {
          for (int kx = 0; kx < window.width(); kx++) {
            // The image column at the first position; the positions in the image are those from first to end.
            int x = kx * window.dilationX() - window.padX();
            int first = Math.min(outWidth, x >= 0 ? 0 : Math.ceilDiv(-x, window.strideX()));
            int end = Math.max(first, Math.min(outWidth, x >= width ? 0 : Math.ceilDiv(width - x, window.strideX())));
            for (int oy = 0; oy < outHeight; oy++) {
              int y = oy * window.strideY() + ky * window.dilationY() - window.padY();
              int column = line + oy * outWidth * columns.stride(2);
              if (y < 0 || y >= height || first == end) {
                row.visit(column, outWidth, 0, 0, 0);
              } else {
                int pixel = plane + y * image.stride(2) + (x + first * window.strideX()) * image.stride(3);
                row.visit(column, first, pixel, end - first, outWidth - end);
              }
            }
            line += columns.stride(1);
          }
        }
      }
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a window has only padding; nothing is written then
   */
  @Override
  public void maxPool(View image, Window window, View out, View indices) {
    requireFloating("maxPool", image);
    int height = image.size(2);
    int width = image.size(3);
    if (out.numel() == 0) {
      return;
    }
    requireImage("rows", out.size(2), window.height(), window.strideY(), window.padY(), window.dilationY(), height);
    requireImage("columns", out.size(3), window.width(), window.strideX(), window.padX(), window.dilationX(), width);
    Object from = array(image);
    long[] places = HostStorage.longs(indices);
    double[] greatest = new double[1];
    for (int batch = 0; batch < out.size(0); batch++) {
      for (int channel = 0; channel < out.size(1); channel++) {
        int plane = image.offset() + batch * image.stride(0) + channel * image.stride(1);
        for (int oy = 0; oy < out.size(2); oy++) {
          for (int ox = 0; ox < out.size(3); ox++) {
            int place = -1;
            for (int ky = 0; ky < window.height(); ky++) {
              int y = oy * window.strideY() + ky * window.dilationY() - window.padY();
              for (int kx = 0; kx < window.width() && y >= 0 && y < height; kx++) {
                int x = ox * window.strideX() + kx * window.dilationX() - window.padX();
                if (x >= 0 && x < width) {
                  double value = at(from, plane + y * image.stride(2) + x * image.stride(3));
                  if (place < 0 || value > greatest[0] || value != value && greatest[0] == greatest[0]) {
                    greatest[0] = value;
                    place = y * width + x;
                  }
                }
              }
            }
            Rows.fromDoubles(greatest, 0, array(out), place(out, batch, channel, oy, ox), 1, 1);
            places[place(indices, batch, channel, oy, ox)] = place;
          }
        }
      }
    }
  }

  private static void requireImage(
      String what, int positions, int window, int stride, int pad, int dilation, int size) {
    for (int p = 0; p < positions; p++) {
      boolean met = false;
      for (int k = 0; k < window && !met; k++) {
        int i = p * stride + k * dilation - pad;
        met = i >= 0 && i < size;
      }
      if (!met) {
        throw new IllegalArgumentException("maxPool: at position " + p + " a window of " + window + " " + what
            + " with dilation " + dilation + " and padding " + pad + " has only padding; the image has " + size);
      }
    }
  }

  private static double at(Object array, int position) {
    return array instanceof float[] floats ? floats[position] : ((double[]) array)[position];
  }

  private static int place(View view, int i, int j, int k, int l) {
    return view.offset() + i * view.stride(0) + j * view.stride(1) + k * view.stride(2) + l * view.stride(3);
  }

  private static void requireFloating(String operation, View view) {
    if (!view.dtype().isFloating()) {
      throw ReferenceBackend.noKernel(operation, view.dtype());
    }
  }

  private static Object array(View view) {
    return ((HostStorage) view.storage()).array();
  }
}
