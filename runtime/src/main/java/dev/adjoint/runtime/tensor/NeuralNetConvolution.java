package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.backend.spi.Storage;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.runtime.backend.spi.Window;

/**
 * Convolution as unfolding and matrix products (Chellapilla, Puri and Simard 2006), a part of the batch at a time.
 *
 * <p>{@code <s, conv(x, w)>} is linear in each of s, x and w. Its three partial derivatives are the operations here, and
 * each is differentiated by the other two.
 */
final class NeuralNetConvolution {
  /** How many elements of unfolded images are kept at once, unless one image has more: 4 MiB of float32. */
  private static final int COLUMNS = 1 << 20;

  record Plan(Window window, int groups, Shape images, Shape kernels) {
    int channels() {
      return kernels.size(1);
    }

    /** Rows of the columns of one group. */
    int rows() {
      return kernels.size(1) * kernels.size(2) * kernels.size(3);
    }

    int outputs() {
      return kernels.size(0) / groups;
    }

    int height() {
      return window.outputHeight(images.size(2));
    }

    int width() {
      return window.outputWidth(images.size(3));
    }

    int positions() {
      return height() * width();
    }

    Shape result(int count) {
      return Shape.of(count, kernels.size(0), height(), width());
    }

    /** How many images are unfolded at once. */
    int chunk() {
      long columns = (long) groups * rows() * positions();
      return Math.clamp(COLUMNS / Math.max(columns, 1), 1, Math.max(images.size(0), 1));
    }

    /** Whether the columns of an image are the image. */
    boolean isPointwise() {
      return window.equals(new Window(1, 1, 1, 1, 0, 0, 1, 1));
    }
  }

  private static final OpNode.Pull CONVOLVE = (node, operand, seed) -> {
    Plan plan = node.attribute(Plan.class);
    return switch (operand) {
      case 0 -> NeuralNetWindowRules.conv2dInput(node.shape(0), node.saved(1), plan.window(), plan.groups(), seed);
      case 1 -> NeuralNetWindowRules.conv2dWeight(node.saved(0), node.shape(1), plan.window(), plan.groups(), seed);
      default -> NeuralNetWindowRules.conv2dBias(seed);
    };
  };
  private static final OpNode.Pull TO_IMAGES = (node, operand, seed) -> {
    Plan plan = node.attribute(Plan.class);
    return operand == 0 ? convolve(seed, node.saved(1), null, plan) : toKernels(seed, node.saved(0), plan);
  };
  private static final OpNode.Pull TO_KERNELS = (node, operand, seed) -> {
    Plan plan = node.attribute(Plan.class);
    return operand == 0 ? toImages(node.saved(1), seed, plan) : convolve(node.saved(0), seed, null, plan);
  };

  private NeuralNetConvolution() {}

  static void checkRanks(Tensor input, Tensor weight) {
    if ((input.rank() != 3 && input.rank() != 4) || weight.rank() != 4) {
      throw new IllegalArgumentException("conv2d: an input of shape " + input.shape() + " and a weight of shape "
          + weight.shape() + ": [N, C, H, W] or [C, H, W], and [O, C / groups, h, w] are needed");
    }
  }

  /** The window of kernels, with the same numbers for rows and columns. */
  static Window window(Shape kernels, int stride, int padding, int dilation) {
    return new Window(kernels.size(2), kernels.size(3), stride, stride, padding, padding, dilation, dilation);
  }

  static Tensor conv2d(Tensor input, Tensor weight, Tensor bias, Window window, int groups) {
    checkRanks(input, weight);
    String shapes = "conv2d: an input of shape " + input.shape() + " and a weight of shape " + weight.shape();
    Ops.requireFloating("conv2d", input);
    Ops.sameDevice("conv2d", input, weight);
    if (input.dtype() != weight.dtype()) {
      throw new IllegalArgumentException(shapes + " have different types, " + input.dtype() + " and " + weight.dtype());
    }
    int channels = input.size(-3);
    if (groups < 1 || weight.size(0) % groups != 0 || (long) weight.size(1) * groups != channels) {
      throw new IllegalArgumentException(shapes + " with groups " + groups + ": the input's " + channels
          + " channels are groups times the weight's " + weight.size(1) + ", and groups divides its " + weight.size(0)
          + " outputs");
    }
    if (window.height() != weight.size(2) || window.width() != weight.size(3)) {
      throw new IllegalArgumentException(shapes + ": the window has " + window.height() + " x " + window.width());
    }
    if (bias != null) {
      Ops.sameDevice("conv2d", input, bias);
      if (!bias.shape().equals(Shape.of(weight.size(0))) || bias.dtype() != input.dtype()) {
        throw new IllegalArgumentException(shapes + ": a bias " + bias.dtype() + bias.shape() + " does not fit; "
            + input.dtype() + "[" + weight.size(0) + "] is needed");
      }
    }
    return NeuralNetFolding.onBatch("conv2d", input, x -> {
      NeuralNetFolding.requireFit("conv2d", x.shape(), window);
      return convolve(x, weight, bias, new Plan(window, groups, x.shape(), weight.shape()));
    });
  }

  // The three partial derivatives of <s, conv(x, w)>.

  /** With respect to s: [N, C, H, W] and [O, C / groups, h, w] to [N, O, outH, outW]. */
  private static Tensor convolve(Tensor x, Tensor weight, Tensor bias, Plan plan) {
    var event = Ops.begin("conv2d", x, weight);
    int count = x.size(0);
    View out = Ops.allocateLike(x, plan.result(count));
    Backend backend = Ops.backend(x);
    if (bias != null && out.numel() != 0) {
      View perChannel = new View(bias.view().storage(), bias.view().offset(), out.shape(),
          new int[] {0, bias.view().stride(0), 0, 0});
      backend.memory().copy(perChannel, out);
    }
    if (out.numel() != 0 && plan.rows() != 0) {
      Matrices kernels = Matrices.kernels(rowMajor(weight), plan);
      Matrices results = Matrices.results(out, plan);
      var columns = new Columns(x, plan, true);
      for (int first = 0; first < count; first += plan.chunk()) {
        int n = Math.min(plan.chunk(), count - first);
        multiply(backend, kernels, columns.unfold(x.view(), first, n), results.from(first), n, plan.groups(),
            bias != null);
      }
    }
    var result = new Tensor(out);
    Ops.end(event);
    if (!Ops.tracks(x, weight, bias)) {
      return result;
    }
    var node = new OpNode("ConvolutionBackward0", CONVOLVE, plan, x, weight, bias);
    return Ops.record(result, node.save(node.needs(1) ? x : null, node.needs(0) ? weight : null));
  }

  /** With respect to x: [N, O, outH, outW] and [O, C / groups, h, w] to [N, C, H, W]. */
  static Tensor toImages(Tensor s, Tensor weight, Plan plan) {
    var event = Ops.begin("conv2dToImages", s, weight);
    int count = s.size(0);
    View out = Ops.allocateLike(s, plan.images());
    if (out.numel() != 0 && s.numel() != 0) {
      Backend backend = Ops.backend(s);
      Matrices kernels = Matrices.kernels(rowMajor(weight), plan).transposed();
      Matrices seeds = Matrices.results(rowMajor(s), plan);
      var columns = new Columns(new Tensor(out), plan, true);
      for (int first = 0; first < count; first += plan.chunk()) {
        int n = Math.min(plan.chunk(), count - first);
        multiply(backend, kernels, seeds.from(first), columns.matrices(out, first, n), n, plan.groups(), false);
        columns.fold(out, first, n);
      }
    }
    var result = new Tensor(out);
    Ops.end(event);
    if (!Ops.tracks(s, weight)) {
      return result;
    }
    var node = new OpNode("ConvolutionBackwardBackward0", TO_IMAGES, plan, s, weight);
    return Ops.record(result, node.save(node.needs(1) ? s : null, node.needs(0) ? weight : null));
  }

  /** With respect to w: [N, C, H, W] and [N, O, outH, outW] to [O, C / groups, h, w]. */
  static Tensor toKernels(Tensor x, Tensor s, Plan plan) {
    var event = Ops.begin("conv2dToKernels", x, s);
    int count = x.size(0);
    View out = Ops.allocateLike(x, plan.kernels());
    if (out.numel() != 0 && s.numel() != 0) {
      Backend backend = Ops.backend(x);
      Matrices kernels = Matrices.kernels(out, plan);
      var columns = new Columns(x, plan, false);
      int positions = plan.positions();
      int outputs = plan.kernels().size(0);
      View block = Ops.allocateLike(s, Shape.of(outputs, plan.chunk(), positions));
      View seeds = rowMajor(s);
      for (int first = 0; first < count; first += plan.chunk()) {
        int n = Math.min(plan.chunk(), count - first);
        // Images beside each other, so that the sum over them is part of one product.
        columns.unfold(x.view(), first, n);
        backend.memory().copy(
            new View(seeds.storage(), seeds.offset() + first * outputs * positions, Shape.of(outputs, n, positions),
                new int[] {positions, outputs * positions, 1}),
            new View(block.storage(), 0, Shape.of(outputs, n, positions), new int[] {n * positions, positions, 1}));
        var wide = new Matrices(block.storage(), 0, 0, plan.outputs() * n * positions, plan.outputs(), n * positions,
            n * positions, 1);
        backend.matrixProducts().matmul(wide.overGroups(0, plan.groups()),
            columns.beside(n).transposed().overGroups(0, plan.groups()), kernels.overGroups(0, plan.groups()), true);
      }
    }
    var result = new Tensor(out);
    Ops.end(event);
    if (!Ops.tracks(x, s)) {
      return result;
    }
    var node = new OpNode("ConvolutionBackwardBackward0", TO_KERNELS, plan, x, s);
    return Ops.record(result, node.save(node.needs(1) ? x : null, node.needs(0) ? s : null));
  }

  private static View rowMajor(Tensor x) {
    return GradMode.withoutGrad(() -> x.detach().contiguous()).view();
  }

  /** Products for each sample and group, in as few batches as strides allow. */
  private static void multiply(Backend backend, Matrices a, Matrices b, Matrices out, int samples, int groups,
      boolean accumulate) {
    var products = backend.matrixProducts();
    if (samples >= groups) {
      for (int g = 0; g < groups; g++) {
        products.matmul(a.overSamples(g, samples), b.overSamples(g, samples), out.overSamples(g, samples), accumulate);
      }
    } else {
      for (int n = 0; n < samples; n++) {
        products.matmul(a.overGroups(n, groups), b.overGroups(n, groups), out.overGroups(n, groups), accumulate);
      }
    }
  }

  /** A matrix for each sample and group; a sample stride of 0 is one for all samples. */
  private record Matrices(Storage storage, int offset, int sampleStride, int groupStride, int rows, int columns,
      int rowStride, int columnStride) {
    static Matrices kernels(View weight, Plan plan) {
      return new Matrices(weight.storage(), weight.offset(), 0, plan.outputs() * plan.rows(), plan.outputs(), plan.rows(),
          plan.rows(), 1);
    }

    static Matrices results(View out, Plan plan) {
      int positions = plan.positions();
      return new Matrices(out.storage(), out.offset(), plan.kernels().size(0) * positions, plan.outputs() * positions,
          plan.outputs(), positions, positions, 1);
    }

    Matrices from(int sample) {
      return new Matrices(storage, offset + sample * sampleStride, sampleStride, groupStride, rows, columns, rowStride,
          columnStride);
    }

    Matrices transposed() {
      return new Matrices(storage, offset, sampleStride, groupStride, columns, rows, columnStride, rowStride);
    }

    View overSamples(int group, int samples) {
      return new View(storage, offset + group * groupStride, Shape.of(samples, rows, columns),
          new int[] {sampleStride, rowStride, columnStride});
    }

    View overGroups(int sample, int groups) {
      return new View(storage, offset + sample * sampleStride, Shape.of(groups, rows, columns),
          new int[] {groupStride, rowStride, columnStride});
    }
  }

  /**
   * The columns of some images: row r of image i begins at {@code (r * n + i) * positions} of a buffer. Where a window is
   * one pixel, images in row-major order are their own columns.
   */
  private static final class Columns {
    private final Plan plan;
    private final Storage buffer;

    /** @param direct whether images may be their own columns */
    Columns(Tensor images, Plan plan, boolean direct) {
      this.plan = plan;
      this.buffer = direct && plan.isPointwise() && images.view().contiguous() ? null : Ops.allocateLike(images,
          Shape.of(plan.chunk(), plan.groups() * plan.rows(), plan.positions())).storage();
    }

    private View part(View images, int first, int n) {
      return new View(images.storage(), images.offset() + first * images.stride(0),
          Shape.of(n, images.size(1), images.size(2), images.size(3)), images.strides());
    }

    private View buffer(int n) {
      int rows = plan.groups() * plan.rows();
      return new View(buffer, 0, Shape.of(n, rows, plan.positions()),
          new int[] {plan.positions(), n * plan.positions(), 1});
    }

    Matrices unfold(View images, int first, int n) {
      if (buffer != null) {
        buffer.backend().windows().unfold(part(images, first, n), plan.window(), buffer(n));
      }
      return matrices(images, first, n);
    }

    void fold(View images, int first, int n) {
      if (buffer != null) {
        buffer.backend().windows().fold(buffer(n), plan.window(), part(images, first, n));
      }
    }

    Matrices matrices(View images, int first, int n) {
      int positions = plan.positions();
      int rows = plan.rows();
      return buffer == null
          ? new Matrices(images.storage(), images.offset() + first * images.stride(0), plan.groups() * rows * positions,
              rows * positions, rows, positions, positions, 1)
          : new Matrices(buffer, 0, positions, rows * n * positions, rows, positions, n * positions, 1);
    }

    /** The columns of n images as one matrix per group. */
    Matrices beside(int n) {
      int wide = n * plan.positions();
      return new Matrices(buffer, 0, 0, plan.rows() * wide, plan.rows(), wide, wide, 1);
    }
  }
}
