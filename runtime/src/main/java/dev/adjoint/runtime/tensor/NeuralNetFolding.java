package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.runtime.backend.spi.Window;
import java.util.function.UnaryOperator;

/** Images to columns and back, each other's adjoints; and what all windows check. */
final class NeuralNetFolding {
  private static final OpNode.Pull UNFOLD =
      (node, _, seed) -> NeuralNetWindowRules.unfoldImage(node.shape(0), node.attribute(Window.class), seed);
  private static final OpNode.Pull FOLD =
      (node, _, seed) -> NeuralNetWindowRules.foldColumns(node.attribute(Window.class), seed);

  private NeuralNetFolding() {}

  /** A window as errors name it. */
  static String text(Window window) {
    return "a window of " + window.height() + " x " + window.width() + " with stride " + window.strideY() + ", "
        + window.strideX() + ", padding " + window.padY() + ", " + window.padX() + " and dilation "
        + window.dilationY() + ", " + window.dilationX();
  }

  /** Refuses a window that does not fit into images of shape [N, C, H, W]. */
  static void requireFit(String name, Shape images, Window window) {
    // In long arithmetic first: what overflows may seem to fit.
    if ((long) window.dilationY() * (window.height() - 1) >= images.size(2) + 2L * window.padY()
        || (long) window.dilationX() * (window.width() - 1) >= images.size(3) + 2L * window.padX()
        || window.outputHeight(images.size(2)) < 1 || window.outputWidth(images.size(3)) < 1) {
      throw new IllegalArgumentException(name + ": " + text(window) + " does not fit into images of shape " + images);
    }
  }

  /** Applies a function of images [N, C, H, W] to those or to one image [C, H, W]. */
  static Tensor onBatch(String name, Tensor x, UnaryOperator<Tensor> function) {
    requireImages(name, x);
    return x.rank() == 4 ? function.apply(x) : function.apply(x.unsqueeze(0)).squeeze(0);
  }

  /** The shape of images [N, C, H, W], one [C, H, W] being a batch of one. */
  static Shape batch(Shape images) {
    return images.rank() == 4 ? images : Shape.of(1, images.size(0), images.size(1), images.size(2));
  }

  static void requireImages(String name, Tensor x) {
    Ops.requireFloating(name, x);
    if (x.rank() != 3 && x.rank() != 4) {
      throw new IllegalArgumentException(name + ": an input of shape " + x.shape()
          + "; [N, C, H, W], or [C, H, W] for one image, is needed");
    }
  }

  static Tensor unfold(Tensor x, Window window) {
    Ops.requireFloating("unfold", x);
    if (x.rank() != 4) {
      throw new IllegalArgumentException("unfold: an input of shape " + x.shape() + "; [N, C, H, W] is needed");
    }
    requireFit("unfold", x.shape(), window);
    int rows = Math.multiplyExact(x.size(1), window.height() * window.width());
    int positions = window.outputHeight(x.size(2)) * window.outputWidth(x.size(3));
    var event = Ops.begin("unfold", x);
    View out = Ops.allocateLike(x, Shape.of(x.size(0), rows, positions));
    Ops.backend(x).windows().unfold(x.view(), window, out);
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(x) ? Ops.record(result, new OpNode("Im2ColBackward0", UNFOLD, window, x)) : result;
  }

  static Tensor fold(Tensor columns, int height, int width, Window window) {
    Ops.requireFloating("fold", columns);
    int size = window.height() * window.width();
    int positions = Math.max(0, window.outputHeight(height)) * Math.max(0, window.outputWidth(width));
    if (columns.rank() != 3 || columns.size(1) % size != 0 || columns.size(2) != positions) {
      throw new IllegalArgumentException("fold: columns of shape " + columns.shape() + " are none of " + text(window)
          + " over images of " + height + " x " + width + ": [N, C * " + size + ", " + positions + "] is needed");
    }
    var event = Ops.begin("fold", columns);
    View out = Ops.allocateLike(columns, Shape.of(columns.size(0), columns.size(1) / size, height, width));
    Ops.backend(columns).windows().fold(columns.view(), window, out);
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(columns) ? Ops.record(result, new OpNode("Col2ImBackward0", FOLD, window, columns)) : result;
  }
}
