package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.ReduceOp;
import dev.adjoint.runtime.backend.spi.Reductions;
import dev.adjoint.runtime.backend.spi.View;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reductions and functions along a dimension: {@code reduce.c}, {@code softmax.c} and {@code cumsum.c}. How elements are
 * split among groups and items follows from shape and strides, so that two runs add in the same order.
 *
 * <p>Sums of float32 are made in double where the device has it, other sums keep what their additions lose. For bool
 * {@link ReduceOp#MAX} is {@link ReduceOp#ANY} and {@link ReduceOp#MIN} is {@link ReduceOp#ALL}.
 */
final class DeviceReductions implements Reductions {
  /** From how many elements on a group works on a result, and not one item. */
  private static final int FOR_A_GROUP = 64;
  /** The most results whose elements are split among several groups. */
  private static final int FEW_GROUPS = 512;
  /** The most results whose elements are split among several items of a kernel by columns. */
  private static final int FEW_ITEMS = 1 << 14;
  /** The elements of a chunk that a group takes, and of one that an item takes. */
  private static final int GROUP_CHUNK = 1 << 13;
  private static final int ITEM_CHUNK = 64;
  private static final int MOST_SPLITS = 1024;
  private static final int MOST_PARTIAL = 1 << 18;
  /** Bytes of a partial result, at most. */
  private static final int PARTIAL_BYTES = 16;

  private enum Along {
    SOFTMAX,
    CUMSUM
  }

  /** How a reduction is divided: a group or an item for each result and each of {@code splits} chunks. */
  private record Division(boolean rows, int splits, int chunk) {
    static Division of(Strided outer, Strided inner) {
      int results = outer.count();
      int elements = inner.count();
      boolean neighbours = results > 1 && outer.innermostStride(0) == 1 && inner.innermostStride(0) != 1;
      boolean rows = elements >= FOR_A_GROUP && !(neighbours && results >= FOR_A_GROUP);
      int chunk = rows ? GROUP_CHUNK : ITEM_CHUNK;
      int most = results > (rows ? FEW_GROUPS : FEW_ITEMS) ? 1 : Math.min(MOST_SPLITS, MOST_PARTIAL / results);
      int splits = Math.clamp(Math.ceilDiv(elements, chunk), 1, most);
      int even = Math.max(1, Math.ceilDiv(elements, splits));
      return new Division(rows, Math.max(1, Math.ceilDiv(elements, even)), even);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException for an extremum of no elements, or an element type the operation does not take
   */
  @Override
  public void reduce(ReduceOp op, View x, boolean[] reduced, View out) {
    ReduceOp kind = requireDefined(op, x.dtype());
    if (out.numel() == 0) {
      return;
    }
    if (x.numel() == 0) {
      requireNeutral(op, x);
    }
    boolean[] kept = new boolean[reduced.length];
    for (int d = 0; d < kept.length; d++) {
      kept[d] = !reduced[d];
    }
    Strided outer = Strided.of(kept, x, out);
    Strided inner = Strided.of(reduced, x);
    Division division = Division.of(outer, inner);
    Accelerator accelerator = DeviceStorage.of(out).accelerator();
    DeviceStorage partial = division.splits == 1 ? null
        : new DeviceStorage(accelerator, DType.BOOL, outer.count() * division.splits * PARTIAL_BYTES, false);
    String entry = division.rows ? "rows" : "columns";
    Grid across = division.rows ? Grid.of(outer.count(), Driver.GROUP_SIZE) : accelerator.grid(outer.count());
    launch(accelerator, kind, entry, x, out, partial, division, outer, inner)
        .run(new Grid(across.groupsX(), division.splits, Driver.GROUP_SIZE, 1));
    if (partial != null) {
      launch(accelerator, kind, "finish", x, out, partial, division, outer, inner)
          .run(Grid.of(outer.count(), Driver.GROUP_SIZE));
      partial.release();
    }
    if (op == ReduceOp.ARGMAX || op == ReduceOp.ARGMIN) {
      IntegerBounds.note(out, 0, inner.count() - 1);
    }
  }

  private static Launch launch(Accelerator accelerator, ReduceOp op, String entry, View x, View out,
      DeviceStorage partial, Division division, Strided outer, Strided inner) {
    var kernel = accelerator.kernel(new KernelKey(op, x.dtype(), out.dtype(), entry), DeviceReductions::reduction);
    var launch = new Launch(accelerator, kernel).reads(x).writes(out);
    if (partial == null) {
      launch.nothing();
    } else {
      launch.scratch(partial);
    }
    return launch.of(division.splits).of(division.chunk).struct(outer.struct(op.name())).struct(inner.struct(op.name()));
  }

  private static KernelSource reduction(KernelKey key) {
    return source("reduce_" + Elements.name(key.operation(), key.from()), key.from(), "reduce.c",
        "R " + Elements.c(key.to()), "REDUCE_" + key.operation());
  }

  private static KernelSource source(String name, DType dtype, String file, String... definitions) {
    return new KernelSource(name, List.of(Elements.functions(dtype), "strided.h", "accumulate.c", file),
        Elements.definitions(dtype, definitions));
  }

  /** The operation itself, or the name that it has for truth values. */
  private static ReduceOp requireDefined(ReduceOp op, DType dtype) {
    boolean truth = dtype == DType.BOOL;
    ReduceOp kind = truth && op == ReduceOp.MAX ? ReduceOp.ANY : truth && op == ReduceOp.MIN ? ReduceOp.ALL : op;
    boolean defined = switch (kind) {
      case SUM, PROD, MAX, MIN, ARGMAX, ARGMIN -> !truth;
      case NORM2, LOGSUMEXP -> dtype.isFloating();
      case ALL, ANY -> truth;
    };
    if (!defined) {
      throw Elements.noKernel(op.name(), dtype);
    }
    return kind;
  }

  private static void requireNeutral(ReduceOp op, View x) {
    switch (op) {
      case MAX, MIN, ARGMAX, ARGMIN ->
          throw new IllegalArgumentException(op + " of no elements, in a tensor of shape " + x.shape());
      case SUM, PROD, NORM2, LOGSUMEXP, ALL, ANY -> {}
    }
  }

  @Override
  public void softmax(View x, int dim, boolean logarithm, View out) {
    requireFloating("softmax", x.dtype());
    along(Along.SOFTMAX, "", dim, logarithm, x, x, out);
  }

  @Override
  public void softmaxPull(View y, View s, int dim, boolean logarithm, View out) {
    requireFloating("softmaxPull", y.dtype());
    along(Along.SOFTMAX, "pull_", dim, logarithm, y, s, out);
  }

  private static void requireFloating(String operation, DType dtype) {
    if (!dtype.isFloating()) {
      throw Elements.noKernel(operation, dtype);
    }
  }

  @Override
  public void cumsum(View x, int dim, boolean reverse, View out) {
    if (x.dtype() == DType.BOOL) {
      throw Elements.noKernel("cumsum", x.dtype());
    }
    along(Along.CUMSUM, "", dim, reverse, x, out);
  }

  /**
   * Runs a kernel with a group or an item for each lane.
   *
   * @param flag the one choice that the kernel has
   * @param views the operands, and last the result
   */
  private static void along(Along operation, String variant, int dim, boolean flag, View... views) {
    View out = views[views.length - 1];
    if (out.numel() == 0) {
      return;
    }
    boolean[] others = new boolean[out.rank()];
    Arrays.fill(others, true);
    var lane = new ArrayList<Integer>();
    int length = 1;
    if (out.rank() > 0) {
      others[dim] = false;
      length = out.size(dim);
    }
    lane.add(length);
    lane.add(flag ? 1 : 0);
    for (View view : views) {
      lane.add(view.rank() > 0 ? view.stride(dim) : 0);
    }
    Strided lanes = Strided.of(others, views);
    boolean neighbours = lanes.count() >= Driver.GROUP_SIZE && lanes.innermostStride(0) == 1;
    boolean group = length >= FOR_A_GROUP && !neighbours;
    Accelerator accelerator = DeviceStorage.of(out).accelerator();
    var kernel = accelerator.kernel(
        new KernelKey(operation, out.dtype(), out.dtype(), variant + (group ? "group" : "item")),
        DeviceReductions::alongDimension);
    var launch = new Launch(accelerator, kernel);
    for (int v = 0; v < views.length - 1; v++) {
      launch.reads(views[v]);
    }
    launch.writes(out).struct(lane.stream().mapToInt(Integer::intValue).toArray())
        .struct(lanes.struct(operation.name())).run(
            group ? Grid.of(lanes.count(), Driver.GROUP_SIZE) : accelerator.grid(lanes.count()));
  }

  private static KernelSource alongDimension(KernelKey key) {
    String name = Elements.name(key.operation(), key.from());
    String r = "R " + Elements.c(key.from());
    return switch ((Along) key.operation()) {
      case SOFTMAX -> source(name, key.from(), "softmax.c", r, "REDUCE_LOGSUMEXP");
      case CUMSUM -> source(name, key.from(), "cumsum.c", r, "REDUCE_SUM");
    };
  }
}
