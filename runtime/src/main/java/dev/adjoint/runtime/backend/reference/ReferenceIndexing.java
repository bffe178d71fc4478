package dev.adjoint.runtime.backend.reference;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.host.HostStorage;
import dev.adjoint.runtime.backend.spi.Indexing;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;

/**
 * Gathers and scatters. Selecting slices is gathering with an index that is the same throughout a slice, which a view
 * with strides of 0 says. Scalars count as one element along dimension 0.
 */
public final class ReferenceIndexing implements Indexing {

  @Override
  public void gather(View x, int dim, View index, View out) {
    requireInRange("gather", index, dim, Along.size(x, dim));
    take(x, dim, index, out);
  }

  @Override
  public void indexSelect(View x, int dim, View index, View out) {
    requireInRange("indexSelect", index, dim, Along.size(x, dim));
    take(x, dim, throughSlices(index, dim, out), out);
  }

  @Override
  public void scatterAdd(View out, int dim, View index, View source) {
    requireInRange("scatterAdd", index, dim, Along.size(out, dim));
    add(out, dim, index, source);
  }

  @Override
  public void indexAdd(View out, int dim, View index, View source) {
    requireInRange("indexAdd", index, dim, Along.size(out, dim));
    add(out, dim, throughSlices(index, dim, source), source);
  }

  private static void requireInRange(String operation, View index, int dim, int size) {
    long[] indices = HostStorage.longs(index);
    Walk walk = Walk.of(index);
    int seen = 0;
    while (walk.next()) {
      for (int i = 0; i < walk.length; i++) {
        long value = indices[walk.start[0] + i * walk.step[0]];
        if (value < 0 || value >= size) {
          throw new IndexOutOfBoundsException(operation + ": index " + value + " at position "
              + position(seen + i, index.shape()) + " is outside of [0, " + size + "), the range of dimension " + dim);
        }
      }
      seen += walk.length;
    }
  }

  private static String position(int number, Shape shape) {
    int[] position = new int[shape.rank()];
    int rest = number;
    for (int d = shape.rank() - 1; d >= 0; d--) {
      position[d] = rest % shape.size(d);
      rest /= shape.size(d);
    }
    return Arrays.toString(position);
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
  private static View base(View view, int dim, View index) {
    int[] strides = view.strides();
    if (strides.length > 0) {
      strides[dim] = 0;
    }
    return new View(view.storage(), view.offset(), index.shape(), strides);
  }

  private static void take(View x, int dim, View index, View out) {
    long[] indices = HostStorage.longs(index);
    Object from = ((HostStorage) x.storage()).array();
    Object to = ((HostStorage) out.storage()).array();
    int stride = Along.stride(x, dim);
    Walk walk = Walk.of(base(x, dim, index), index, out);
    while (walk.next()) {
      int n = walk.length;
      int xAt = walk.start[0];
      int xStep = walk.step[0];
      int at = walk.start[1];
      int step = walk.step[1];
      int outAt = walk.start[2];
      int outStep = walk.step[2];
      if (step == 0 || n == 1) {
        Rows.copy(from, xAt + (int) indices[at] * stride, xStep, to, outAt, outStep, n);
        continue;
      }
      switch (from) {
        case float[] a -> {
          float[] b = (float[]) to;
          for (int i = 0; i < n; i++) {
            b[outAt + i * outStep] = a[xAt + i * xStep + (int) indices[at + i * step] * stride];
          }
        }
        case double[] a -> {
          double[] b = (double[]) to;
          for (int i = 0; i < n; i++) {
            b[outAt + i * outStep] = a[xAt + i * xStep + (int) indices[at + i * step] * stride];
          }
        }
        case long[] a -> {
          long[] b = (long[]) to;
          for (int i = 0; i < n; i++) {
            b[outAt + i * outStep] = a[xAt + i * xStep + (int) indices[at + i * step] * stride];
          }
        }
        case boolean[] a -> {
          boolean[] b = (boolean[]) to;
          for (int i = 0; i < n; i++) {
            b[outAt + i * outStep] = a[xAt + i * xStep + (int) indices[at + i * step] * stride];
          }
        }
        default -> throw ReferenceBackend.noKernel("gather", x.dtype());
      }
    }
  }

  private static void add(View out, int dim, View index, View source) {
    long[] indices = HostStorage.longs(index);
    Object from = ((HostStorage) source.storage()).array();
    Object to = ((HostStorage) out.storage()).array();
    int stride = Along.stride(out, dim);
    Walk walk = Walk.of(base(out, dim, index), index, source);
    while (walk.next()) {
      int n = walk.length;
      int outAt = walk.start[0];
      int outStep = walk.step[0];
      int at = walk.start[1];
      int step = walk.step[1];
      int sourceAt = walk.start[2];
      int sourceStep = walk.step[2];
      switch (to) {
        case float[] b -> {
          float[] a = (float[]) from;
          for (int i = 0; i < n; i++) {
            b[outAt + i * outStep + (int) indices[at + i * step] * stride] += a[sourceAt + i * sourceStep];
          }
        }
        case double[] b -> {
          double[] a = (double[]) from;
          for (int i = 0; i < n; i++) {
            b[outAt + i * outStep + (int) indices[at + i * step] * stride] += a[sourceAt + i * sourceStep];
          }
        }
        case long[] b -> {
          long[] a = (long[]) from;
          for (int i = 0; i < n; i++) {
            b[outAt + i * outStep + (int) indices[at + i * step] * stride] += a[sourceAt + i * sourceStep];
          }
        }
        default -> throw ReferenceBackend.noKernel("scatterAdd", out.dtype());
      }
    }
  }
}
