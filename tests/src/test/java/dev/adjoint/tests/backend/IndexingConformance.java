package dev.adjoint.tests.backend;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.tests.backend.Comparison.Data;
import dev.adjoint.tests.backend.Comparison.Kernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;

/** Gathers and scatters, which agree to the bit: the order in which elements are added is part of the contract. */
final class IndexingConformance {
  private static final List<int[]> SIZES = List.of(new int[] {1}, new int[] {7}, new int[] {127}, new int[] {7, 5},
      new int[] {1, 17}, new int[] {64, 3}, new int[] {3, 17, 4}, new int[] {500, 16});

  private final Comparison comparison;
  private final List<DynamicTest> tests = new ArrayList<>();

  private IndexingConformance(Comparison comparison) {
    this.comparison = comparison;
  }

  static List<DynamicTest> tests(Comparison comparison) {
    var all = new IndexingConformance(comparison);
    for (DType dtype : DType.values()) {
      all.tests.add(dynamicTest("gather " + dtype, () -> all.gather(dtype)));
      all.tests.add(dynamicTest("indexSelect " + dtype, () -> all.indexSelect(dtype)));
      if (dtype != DType.BOOL) {
        all.tests.add(dynamicTest("scatterAdd " + dtype, () -> all.scatterAdd(dtype)));
        all.tests.add(dynamicTest("indexAdd " + dtype, () -> all.indexAdd(dtype)));
      }
    }
    all.tests.add(dynamicTest("indices out of range", all::outOfRange));
    return all.tests;
  }

  /** Numbers of indices to try along a dimension. */
  private static int[] counts(int size) {
    return new int[] {0, 1, size, 2 * size + 3};
  }

  /** What is done with each case: elements of a tensor and others at indices along one of its dimensions. */
  private interface IndexCase {
    void run(int[] sizes, int dim, int[] indexSizes);
  }

  private static void cases(boolean fewerElsewhere, IndexCase test) {
    for (int[] sizes : SIZES) {
      for (int dim = 0; dim < sizes.length; dim++) {
        for (int count : counts(sizes[dim])) {
          int[] indexSizes = sizes.clone();
          indexSizes[dim] = count;
          test.run(sizes, dim, indexSizes);
          if (fewerElsewhere && sizes.length > 1) {
            int other = dim == 0 ? 1 : 0;
            int[] fewer = indexSizes.clone();
            fewer[other] = (fewer[other] + 1) / 2;
            test.run(sizes, dim, fewer);
          }
        }
      }
    }
  }

  private void gather(DType dtype) {
    cases(true, (sizes, dim, indexSizes) -> {
      Kernel kernel = (backend, in, out) -> backend.indexing().gather(in[0], dim, in[1], out);
      Object x = Samples.of(dtype, Sizes.count(sizes), 41);
      long[] index = Samples.indices(Sizes.count(indexSizes), sizes[dim], 42);
      Object out = Samples.of(dtype, Sizes.count(indexSizes), 99);
      for (Layout layout : Layout.values()) {
        check(kernel, Data.contiguous(out, indexSizes), new Data(layout, x, sizes), Data.contiguous(index, indexSizes));
        check(kernel, Data.contiguous(out, indexSizes), Data.contiguous(x, sizes), new Data(layout, index, indexSizes));
        if (Layout.ofResults().contains(layout)) {
          check(kernel, new Data(layout, out, indexSizes), Data.contiguous(x, sizes),
              Data.contiguous(index, indexSizes));
        }
      }
    });
  }

  private void scatterAdd(DType dtype) {
    cases(true, (sizes, dim, indexSizes) -> {
      Kernel kernel = (backend, in, out) -> backend.indexing().scatterAdd(out, dim, in[0], in[1]);
      long[] index = Samples.indices(Sizes.count(indexSizes), sizes[dim], 43);
      Object source = Samples.of(dtype, Sizes.count(indexSizes), 44);
      Object out = Samples.of(dtype, Sizes.count(sizes), 45);
      for (Layout layout : Layout.values()) {
        check(kernel, Data.contiguous(out, sizes), new Data(layout, index, indexSizes),
            Data.contiguous(source, indexSizes));
        check(kernel, Data.contiguous(out, sizes), Data.contiguous(index, indexSizes),
            new Data(layout, source, indexSizes));
        if (Layout.ofResults().contains(layout)) {
          check(kernel, new Data(layout, out, sizes), Data.contiguous(index, indexSizes),
              Data.contiguous(source, indexSizes));
        }
      }
    });
  }

  private void indexSelect(DType dtype) {
    cases(false, (sizes, dim, outSizes) -> {
      Kernel kernel = (backend, in, out) -> backend.indexing().indexSelect(in[0], dim, in[1], out);
      Object x = Samples.of(dtype, Sizes.count(sizes), 46);
      long[] index = Samples.indices(outSizes[dim], sizes[dim], 47);
      Object out = Samples.of(dtype, Sizes.count(outSizes), 99);
      for (Layout layout : Layout.values()) {
        check(kernel, Data.contiguous(out, outSizes), new Data(layout, x, sizes), Data.contiguous(index, index.length));
        check(kernel, Data.contiguous(out, outSizes), Data.contiguous(x, sizes), new Data(layout, index, index.length));
        if (Layout.ofResults().contains(layout)) {
          check(kernel, new Data(layout, out, outSizes), Data.contiguous(x, sizes),
              Data.contiguous(index, index.length));
        }
      }
    });
  }

  private void indexAdd(DType dtype) {
    cases(false, (sizes, dim, sourceSizes) -> {
      Kernel kernel = (backend, in, out) -> backend.indexing().indexAdd(out, dim, in[0], in[1]);
      long[] index = Samples.indices(sourceSizes[dim], sizes[dim], 48);
      Object source = Samples.of(dtype, Sizes.count(sourceSizes), 49);
      Object out = Samples.of(dtype, Sizes.count(sizes), 50);
      for (Layout layout : Layout.values()) {
        check(kernel, Data.contiguous(out, sizes), new Data(layout, index, index.length),
            Data.contiguous(source, sourceSizes));
        check(kernel, Data.contiguous(out, sizes), Data.contiguous(index, index.length),
            new Data(layout, source, sourceSizes));
        if (Layout.ofResults().contains(layout)) {
          check(kernel, new Data(layout, out, sizes), Data.contiguous(index, index.length),
              Data.contiguous(source, sourceSizes));
        }
      }
    });
  }

  private void check(Kernel kernel, Data out, Data... in) {
    comparison.check(Tolerance.EXACT, out, kernel, in);
  }

  private void outOfRange() {
    On on = comparison.subject();
    var indexing = on.backend().indexing();
    for (long wrong : new long[] {-1, 5, 1L << 32, Long.MIN_VALUE}) {
      for (int place : new int[] {0, 1, 11}) {
        long[] indices = Samples.indices(12, 5, 51);
        indices[place] = wrong;
        float[] elements = (float[]) Samples.of(DType.FLOAT32, 60, 52);
        View x = on.view(elements, 5, 12);
        View row = on.view(indices, 1, 12);
        View index = on.view(indices, 12);
        View small = on.zeros(DType.FLOAT32, 1, 12);
        View slices = on.zeros(DType.FLOAT32, 12, 12);
        refused(wrong, () -> indexing.gather(x, 0, row, small));
        refused(wrong, () -> indexing.indexSelect(x, 0, index, slices));
        refused(wrong, () -> indexing.scatterAdd(x, 0, row, on.view(elements, 5, 12)));
        refused(wrong, () -> indexing.indexAdd(x, 0, index, on.view(new float[144], 12, 12)));
        unchanged("gather", new float[12], on.floats(small));
        unchanged("indexSelect", new float[144], on.floats(slices));
        unchanged("scatterAdd or indexAdd", elements, on.floats(x));
      }
    }
  }

  private static void refused(long index, Runnable kernel) {
    var error = assertThrows(IndexOutOfBoundsException.class, kernel::run, "index " + index);
    String message = error.getMessage();
    assertTrue(message.contains(Long.toString(index)) && message.contains("5"), message);
  }

  private static void unchanged(String operation, float[] before, float[] after) {
    assertTrue(Arrays.equals(before, after), operation + " wrote before it had checked every index");
  }
}
