package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.spi.Indexing;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;
import java.util.List;

/**
 * Gathers and scatters: {@code gather.c} and {@code scatter.c}. Selecting slices is gathering with an index that is the
 * same throughout a slice, which a view with strides of 0 says. Scalars count as one element along dimension 0.
 *
 * <p>Indices whose bounds are known, since they were uploaded or seen before, are not looked at again; others are checked
 * on the device, and the host waits for the answer.
 */
final class DeviceIndexing implements Indexing {
  /** From how many elements of a lane on, with how few lanes, elements are sorted before they are added. */
  private static final int LONG_LANE = 4096;
  private static final int FEW_LANES = 32;

  private enum Indexed {
    GATHER,
    SCATTER_ADD
  }

  @Override
  public void gather(View x, int dim, View index, View out) {
    IntegerBounds.requireInRange("gather", index, dim, size(x, dim));
    take(x, dim, index, out);
  }

  @Override
  public void indexSelect(View x, int dim, View index, View out) {
    IntegerBounds.requireInRange("indexSelect", index, dim, size(x, dim));
    take(x, dim, throughSlices(index, dim, out), out);
  }

  @Override
  public void scatterAdd(View out, int dim, View index, View source) {
    IntegerBounds.requireInRange("scatterAdd", index, dim, size(out, dim));
    add(out, dim, index, source);
  }

  @Override
  public void indexAdd(View out, int dim, View index, View source) {
    IntegerBounds.requireInRange("indexAdd", index, dim, size(out, dim));
    add(out, dim, throughSlices(index, dim, source), source);
  }

  private static int size(View view, int dim) {
    return view.rank() == 0 ? 1 : view.size(dim);
  }

  private static int stride(View view, int dim) {
    return view.rank() == 0 ? 0 : view.stride(dim);
  }

  /** An index of rank 1, repeated over a slice of {@code like} for each element. */
  private static View throughSlices(View index, int dim, View like) {
    int[] strides = new int[like.rank()];
    if (like.rank() > 0) {
      strides[dim] = index.stride(0);
    }
    return new View(index.storage(), index.offset(), like.shape(), strides);
  }

  /** The elements at position 0 of the dimension, in the shape of the index. */
  private static View base(View view, int dim, Shape shape) {
    int[] strides = view.strides();
    if (strides.length > 0) {
      strides[dim] = 0;
    }
    return new View(view.storage(), view.offset(), shape, strides);
  }

  private static void take(View x, int dim, View index, View out) {
    if (out.numel() == 0) {
      return;
    }
    Strided dims = Strided.of(base(x, dim, index.shape()), index, out);
    Accelerator accelerator = DeviceStorage.of(out).accelerator();
    var kernel = accelerator.kernel(new KernelKey(Indexed.GATHER, out.dtype(), out.dtype(), "gather"),
        key -> new KernelSource(Elements.name(key.operation(), key.from()), List.of("strided.h", "gather.c"),
            Elements.definitions(key.from())));
    new Launch(accelerator, kernel).reads(x).reads(index).writes(out).of(stride(x, dim)).struct(dims.struct("gather"))
        .run(accelerator.grid(out.numel()));
  }

  private static void add(View out, int dim, View index, View source) {
    if (out.dtype() == DType.BOOL) {
      throw Elements.noKernel("scatterAdd", out.dtype());
    }
    if (source.numel() == 0) {
      return;
    }
    boolean[] others = new boolean[index.rank()];
    Arrays.fill(others, true);
    if (index.rank() > 0) {
      others[dim] = false;
    }
    Strided lanes = Strided.of(others, index, source, base(out, dim, index.shape()));
    int length = size(index, dim);
    int[] lane = {length, stride(index, dim), stride(source, dim), stride(out, dim)};
    Accelerator accelerator = DeviceStorage.of(out).accelerator();
    if (length < LONG_LANE || lanes.count() > FEW_LANES) {
      scatter("lanes", out, index, source, null, 0, lane, lanes).run(accelerator.grid(lanes.count()));
      return;
    }
    int padded = Math.max(2, Integer.highestOneBit(source.numel() - 1) << 1);
    var keys = new DeviceStorage(accelerator, DType.INT64, padded, false);
    scatter("keys", out, index, source, keys, padded, lane, lanes).run(accelerator.grid(padded));
    var sort = accelerator.kernel(key(out.dtype(), "sort"), DeviceIndexing::scatterSource);
    for (int run = 2; run > 0 && run <= padded; run <<= 1) {
      for (int distance = run / 2; distance > 0; distance /= 2) {
        new Launch(accelerator, sort).scratch(keys).of(padded / 2).of(run).of(distance).run(accelerator.grid(padded / 2));
      }
    }
    scatter("runs", out, index, source, keys, padded, lane, lanes).run(accelerator.grid(source.numel()));
    keys.release();
  }

  private static KernelKey key(DType dtype, String entry) {
    return new KernelKey(Indexed.SCATTER_ADD, dtype, dtype, entry);
  }

  private static KernelSource scatterSource(KernelKey key) {
    return new KernelSource(Elements.name(key.operation(), key.from()),
        List.of(Elements.functions(key.from()), "strided.h", "scatter.c"), Elements.definitions(key.from()));
  }

  private static Launch scatter(String entry, View out, View index, View source, DeviceStorage keys, int padded,
      int[] lane, Strided lanes) {
    Accelerator accelerator = DeviceStorage.of(out).accelerator();
    var kernel = accelerator.kernel(key(out.dtype(), entry), DeviceIndexing::scatterSource);
    var launch = new Launch(accelerator, kernel).reads(index).reads(source).updates(out);
    return (keys == null ? launch.nothing() : launch.scratch(keys)).of(padded).struct(lane)
        .struct(lanes.struct("scatterAdd"));
  }
}
