package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.Elementwise;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.runtime.backend.spi.Window;

/** The greatest and the mean pixel under each position of a window. */
final class NeuralNetPooling {
  private record Averaging(Window window, Shape images) {}

  private static final OpNode.Pull MAX = (node, _, seed) -> atPlaces(node.shape(0), node.saved(0), seed);
  private static final OpNode.Pull AVERAGE = (node, _, seed) ->
      NeuralNetWindowRules.avgPool2dInput(node.shape(0), node.attribute(Averaging.class).window(), seed);
  private static final OpNode.Pull SPREAD = (node, _, seed) -> average(seed, node.attribute(Averaging.class));

  private NeuralNetPooling() {}

  private static void check(String name, Tensor x, Window window) {
    Shape images = x.shape();
    NeuralNetFolding.requireFit(name, images, window);
    if (2 * window.padY() > window.dilationY() * (window.height() - 1) + 1
        || 2 * window.padX() > window.dilationX() * (window.width() - 1) + 1) {
      throw new IllegalArgumentException(name + ": " + NeuralNetFolding.text(window) + " over images of shape " + images
          + ": the padding is more than half of the window");
    }
  }

  static Extremum max(Tensor input, Window window) {
    NeuralNetFolding.requireImages("maxPool2d", input);
    if (input.rank() == 3) {
      Extremum pooled = max(input.unsqueeze(0), window);
      return new Extremum(pooled.values().squeeze(0), pooled.indices().squeeze(0));
    }
    check("maxPool2d", input, window);
    var event = Ops.begin("maxPool2d", input);
    View out = Ops.allocateLike(input, positions(input.shape(), window));
    View places = Ops.allocateLike(input, DType.INT64, out.shape());
    Ops.backend(input).windows().maxPool(input.view(), window, out, places);
    var values = new Tensor(out);
    var indices = new Tensor(places);
    Ops.end(event);
    if (Ops.tracks(input)) {
      Ops.record(values, new OpNode("MaxPool2DWithIndicesBackward0", MAX, null, input).save(flat(indices)));
    }
    return new Extremum(values, indices);
  }

  /** Zeros of the shape of images, to which the seed is added at the places of the greatest pixels. */
  static Tensor atPlaces(Shape images, Tensor places, Tensor seed) {
    return NeuralNetScatter.place(planes(images), 2, places, seed.reshape(places.shape())).reshape(images);
  }

  /** Images whose pixels are numbered as places are. */
  static Shape planes(Shape images) {
    return Shape.of(images.size(0), images.size(1), images.size(2) * images.size(3));
  }

  /** Places as {@link #planes} have them: [N, C, positions]. */
  static Tensor flat(Tensor places) {
    return places.reshape(places.size(0), places.size(1), places.size(2) * places.size(3));
  }

  private static Shape positions(Shape images, Window window) {
    return Shape.of(images.size(0), images.size(1), window.outputHeight(images.size(2)),
        window.outputWidth(images.size(3)));
  }

  static Tensor average(Tensor input, Window window) {
    return NeuralNetFolding.onBatch("avgPool2d", input, x -> {
      check("avgPool2d", x, window);
      return average(x, new Averaging(window, x.shape()));
    });
  }

  private static Tensor average(Tensor x, Averaging averaging) {
    var event = Ops.begin("avgPool2d", x);
    View out = Ops.allocateLike(x, positions(x.shape(), averaging.window()));
    slide(x.view(), out, averaging.window(), true);
    Tensor result = new Tensor(out).div_(averaging.window().height() * averaging.window().width());
    Ops.end(event);
    return Ops.tracks(x) ? Ops.record(result, new OpNode("AvgPool2DBackward0", AVERAGE, averaging, x)) : result;
  }

  /** The adjoint of {@link #average(Tensor, Averaging)}: each number to the pixels of its window in equal parts. */
  static Tensor spread(Tensor s, Shape images, Window window) {
    return spread(s, new Averaging(window, images));
  }

  private static Tensor spread(Tensor s, Averaging averaging) {
    var event = Ops.begin("avgPool2dBackward", s);
    Tensor parts = s.detach().div(averaging.window().height() * averaging.window().width());
    View out = Ops.allocateLike(s, averaging.images());
    slide(out, parts.view(), averaging.window(), false);
    var result = new Tensor(out);
    Ops.end(event);
    return Ops.tracks(s) ? Ops.record(result, new OpNode("AvgPool2DBackwardBackward0", SPREAD, averaging, s)) : result;
  }

  /**
   * For each element of the window, adds the pixels it meets to the positions at which it meets them, or the other way
   * round.
   */
  private static void slide(View images, View positions, Window window, boolean toPositions) {
    Elementwise kernels = images.storage().backend().elementwise();
    for (int i = 0; i < window.height(); i++) {
      Span rows = Span.of(i * window.dilationY() - window.padY(), window.strideY(), images.size(2), positions.size(2));
      for (int j = 0; j < window.width(); j++) {
        Span columns =
            Span.of(j * window.dilationX() - window.padX(), window.strideX(), images.size(3), positions.size(3));
        if (rows.count() == 0 || columns.count() == 0) {
          continue;
        }
        View met = part(images, rows.pixel(), columns.pixel(), rows.count(), columns.count(), window.strideY(),
            window.strideX());
        View at = part(positions, rows.position(), columns.position(), rows.count(), columns.count(), 1, 1);
        View sum = toPositions ? at : met;
        kernels.binary(BinaryOp.ADD, sum, toPositions ? met : at, sum);
      }
    }
  }

  /** The positions, along one dimension, at which an element of a window meets pixels, and the first pixel it meets. */
  private record Span(int position, int pixel, int count) {
    static Span of(int offset, int stride, int pixels, int positions) {
      int first = Math.max(0, Math.ceilDiv(-offset, stride));
      int end = Math.min(positions, Math.ceilDiv(pixels - offset, stride));
      return new Span(first, offset + first * stride, Math.max(0, end - first));
    }
  }

  private static View part(View view, int y, int x, int rows, int columns, int stepY, int stepX) {
    return new View(view.storage(), view.offset() + y * view.stride(2) + x * view.stride(3),
        Shape.of(view.size(0), view.size(1), rows, columns),
        new int[] {view.stride(0), view.stride(1), view.stride(2) * stepY, view.stride(3) * stepX});
  }
}
