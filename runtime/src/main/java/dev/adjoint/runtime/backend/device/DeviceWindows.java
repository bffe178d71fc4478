package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.runtime.backend.spi.Window;
import dev.adjoint.runtime.backend.spi.Windows;
import java.util.List;

/** Sliding windows: {@code windows.c}. Each result is made by one item, so that sums have one order. */
final class DeviceWindows implements Windows {
  private static final int[] NO_STRIDES = new int[4];

  private enum Sliding {
    WINDOWS
  }

  @Override
  public void unfold(View image, Window window, View out) {
    requireFloating("unfold", image.dtype());
    if (out.numel() > 0) {
      launch("unfold", image).reads(image).writes(out).of(out.numel()).struct(geometry(image, window, out, NO_STRIDES))
          .run(DeviceStorage.of(out).accelerator().grid(out.numel()));
    }
  }

  @Override
  public void fold(View columns, Window window, View out) {
    requireFloating("fold", out.dtype());
    if (out.numel() > 0 && columns.numel() > 0) {
      launch("fold", out).reads(columns).updates(out).of(out.numel())
          .struct(geometry(out, window, columns, NO_STRIDES)).run(DeviceStorage.of(out).accelerator().grid(out.numel()));
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a window has only padding; nothing is written then
   */
  @Override
  public void maxPool(View image, Window window, View out, View indices) {
    requireFloating("maxPool", image.dtype());
    if (out.numel() == 0) {
      return;
    }
    requireImage("rows", out.size(2), window.height(), window.strideY(), window.padY(), window.dilationY(), image.size(2));
    requireImage("columns", out.size(3), window.width(), window.strideX(), window.padX(), window.dilationX(),
        image.size(3));
    launch("max", image).reads(image).writes(out).writes(indices).of(out.numel())
        .struct(geometry(image, window, out, indices.strides()))
        .run(DeviceStorage.of(out).accelerator().grid(out.numel()));
    IntegerBounds.note(indices, 0, (long) image.size(2) * image.size(3) - 1);
  }

  /** Refuses a window that lies in the padding at some position. */
  private static void requireImage(String what, int positions, int length, int stride, int pad, int dilation, int size) {
    for (int p = 0; p < positions; p++) {
      int start = p * stride - pad;
      // The first element of the window that is not before the image.
      int first = start >= 0 ? 0 : Math.ceilDiv(-start, dilation);
      if (first >= length || start + first * dilation >= size) {
        throw new IllegalArgumentException("maxPool: at position " + p + " a window of " + length + " " + what
            + " with dilation " + dilation + " and padding " + pad + " has only padding; the image has " + size);
      }
    }
  }

  private static void requireFloating(String operation, DType dtype) {
    if (!dtype.isFloating()) {
      throw Elements.noKernel(operation, dtype);
    }
  }

  private static Launch launch(String entry, View view) {
    Accelerator accelerator = DeviceStorage.of(view).accelerator();
    return new Launch(accelerator, accelerator.kernel(
        new KernelKey(Sliding.WINDOWS, view.dtype(), view.dtype(), entry),
        key -> new KernelSource(Elements.name(key.operation(), key.from()), List.of("windows.c"),
            Elements.definitions(key.from()))));
  }

  private static int[] geometry(View image, Window w, View other, int[] places) {
    int[] head = {w.height(), w.width(), w.strideY(), w.strideX(), w.padY(), w.padX(), w.dilationY(), w.dilationX(),
        image.size(0), image.size(1), image.size(2), image.size(3), Math.max(0, w.outputHeight(image.size(2))),
        Math.max(0, w.outputWidth(image.size(3)))};
    int[] geometry = new int[head.length + 12];
    System.arraycopy(head, 0, geometry, 0, head.length);
    System.arraycopy(image.strides(), 0, geometry, head.length, 4);
    System.arraycopy(other.strides(), 0, geometry, head.length + 4, other.rank());
    System.arraycopy(places, 0, geometry, head.length + 8, 4);
    return geometry;
  }
}
