package dev.adjoint.tests.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.reference.ReferenceBackend;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.ReduceOp;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.tests.backend.Comparison.Kernel;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What lies where in storage makes no difference to what the reference computes. */
final class ReferenceLayoutTest {
  private final On on = new On(new ReferenceBackend());

  @Test
  void downloadReadsEveryElementByItsIndex() {
    for (int[] sizes : Sizes.SMALL) {
      for (Layout layout : Layout.values()) {
        View view = layout.place(on, Samples.of(DType.INT64, Sizes.count(sizes), 1), sizes);
        long[] storage = on.longs(new View(view.storage(), Shape.of(view.storage().length())));
        long[] expected = new long[view.numel()];
        for (int i = 0; i < expected.length; i++) {
          int at = view.offset();
          int rest = i;
          for (int d = sizes.length - 1; d >= 0; d--) {
            at += rest % sizes[d] * view.stride(d);
            rest /= sizes[d];
          }
          expected[i] = storage[at];
        }
        assertArrayEquals(expected, on.longs(view), view.toString());
      }
    }
  }

  @Test
  void sumsOverEverySetOfDimensionsAreThoseOfALoopOverIndices() {
    for (int[] sizes : Sizes.SMALL) {
      for (Layout layout : Layout.values()) {
        View x = layout.place(on, Samples.of(DType.INT64, Sizes.count(sizes), 2), sizes);
        long[] elements = on.longs(x);
        for (int set = 0; set < 1 << sizes.length; set++) {
          boolean[] reduced = new boolean[sizes.length];
          int[] kept = sizes.clone();
          for (int d = 0; d < sizes.length; d++) {
            reduced[d] = (set >> d & 1) != 0;
            kept[d] = reduced[d] ? 1 : sizes[d];
          }
          View out = on.zeros(DType.INT64, kept);
          on.backend().reductions().reduce(ReduceOp.SUM, x, reduced, out);
          assertArrayEquals(sums(elements, sizes, reduced, kept), on.longs(out), x + " " + Arrays.toString(reduced));
        }
      }
    }
  }

  private static long[] sums(long[] elements, int[] sizes, boolean[] reduced, int[] kept) {
    int[] strides = Shape.of(kept).strides();
    long[] sums = new long[Sizes.count(kept)];
    for (int i = 0; i < elements.length; i++) {
      int to = 0;
      int rest = i;
      for (int d = sizes.length - 1; d >= 0; d--) {
        to += reduced[d] ? 0 : rest % sizes[d] * strides[d];
        rest /= sizes[d];
      }
      sums[to] += elements[i];
    }
    return sums;
  }

  @Test
  void elementwise() {
    for (int[] sizes : Sizes.SMALL) {
      int n = Sizes.count(sizes);
      same((backend, in, out) -> backend.elementwise().binary(BinaryOp.SUB, in[0], in[1], out), DType.INT64, sizes,
          Samples.of(DType.INT64, n, 3), sizes, Samples.of(DType.INT64, n, 4), sizes);
    }
  }

  @Test
  void columnSums() {
    for (int[] sizes : new int[][] {{3, 17}, {64, 127}, {3, 1500}}) {
      same((backend, in, out) -> backend.reductions().reduce(ReduceOp.SUM, in[0], new boolean[] {true, false}, out),
          DType.FLOAT32, new int[] {1, sizes[1]}, Samples.of(DType.FLOAT32, Sizes.count(sizes), 5), sizes,
          new float[0], new int[] {0});
    }
  }

  @Test
  void softmaxAndCumsum() {
    for (int[] sizes : new int[][] {{17}, {3, 17}, {2, 3, 5}, {3, 1, 7}}) {
      for (int d = 0; d < sizes.length; d++) {
        int dim = d;
        Object x = Samples.of(DType.FLOAT64, Sizes.count(sizes), 6);
        Object s = Samples.of(DType.FLOAT64, Sizes.count(sizes), 7);
        same((backend, in, out) -> backend.reductions().softmax(in[0], dim, true, out), DType.FLOAT64, sizes, x, sizes,
            s, sizes);
        same((backend, in, out) -> backend.reductions().softmaxPull(in[0], in[1], dim, false, out), DType.FLOAT64,
            sizes, x, sizes, s, sizes);
        same((backend, in, out) -> backend.reductions().cumsum(in[0], dim, true, out), DType.FLOAT64, sizes, x, sizes,
            s, sizes);
      }
    }
  }

  @Test
  void matrixProducts() {
    same((backend, in, out) -> backend.matrixProducts().matmul(in[0], in[1], out, true), DType.FLOAT32,
        new int[] {2, 3, 17}, Samples.of(DType.FLOAT32, 42, 8), new int[] {2, 3, 7},
        Samples.of(DType.FLOAT32, 238, 9), new int[] {2, 7, 17});
  }

  @Test
  void indexing() {
    same((backend, in, out) -> backend.indexing().gather(in[0], 1, in[1], out), DType.FLOAT32, new int[] {3, 9, 2},
        Samples.of(DType.FLOAT32, 60, 10), new int[] {3, 5, 4}, Samples.indices(54, 5, 11), new int[] {3, 9, 2});
    same((backend, in, out) -> backend.indexing().indexAdd(out, 2, in[1], in[0]), DType.FLOAT32, new int[] {3, 5, 4},
        Samples.of(DType.FLOAT32, 105, 12), new int[] {3, 5, 7}, Samples.indices(7, 4, 13), new int[] {7});
  }

  /** Runs a kernel with its operands and its result in every layout, and once on contiguous copies of the same. */
  private void same(Kernel kernel, DType dtype, int[] outSizes, Object a, int[] aSizes, Object b, int[] bSizes) {
    Object before = Samples.of(dtype, Sizes.count(outSizes), 99);
    for (Layout layout : Layout.values()) {
      View laidA = layout.place(on, a, aSizes);
      View laidB = layout.place(on, b, bSizes);
      View plainA = on.view(on.backend().memory().download(laidA), aSizes);
      View plainB = on.view(on.backend().memory().download(laidB), bSizes);
      View expected = on.view(before, outSizes);
      kernel.run(on.backend(), new View[] {plainA, plainB}, expected);
      for (View[] operands : new View[][] {{laidA, plainB}, {plainA, laidB}, {laidA, laidB}}) {
        requireSame(kernel, operands, Layout.CONTIGUOUS, before, expected, outSizes);
        if (Layout.ofResults().contains(layout)) {
          requireSame(kernel, operands, layout, before, expected, outSizes);
        }
      }
    }
  }

  private void requireSame(Kernel kernel, View[] operands, Layout layout, Object before, View expected, int[] sizes) {
    View out = layout.place(on, before, sizes);
    kernel.run(on.backend(), operands, out);
    // A sum may be taken in another order; a float32 one is rounded from double.
    assertNull(Tolerance.ulps(1).complaint(on.backend().memory().download(expected),
        on.backend().memory().download(out)), () -> Arrays.toString(operands) + " to " + out);
  }
}
