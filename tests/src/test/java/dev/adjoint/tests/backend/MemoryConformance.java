package dev.adjoint.tests.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.backend.spi.Memory;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.View;
import dev.adjoint.tests.backend.Comparison.Data;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;

/** Storage, copies, casts and random numbers; all agree to the bit but numbers of the normal distribution. */
final class MemoryConformance {
  private final Comparison comparison;

  private MemoryConformance(Comparison comparison) {
    this.comparison = comparison;
  }

  static List<DynamicTest> tests(Comparison comparison) {
    var all = new MemoryConformance(comparison);
    var tests = new ArrayList<DynamicTest>();
    for (DType dtype : DType.values()) {
      tests.add(dynamicTest("storage of " + dtype, () -> all.storage(dtype)));
      tests.add(dynamicTest("download " + dtype, () -> all.download(dtype)));
      tests.add(dynamicTest("elements of " + dtype, () -> all.elements(dtype)));
      tests.add(dynamicTest("fill " + dtype, () -> all.fill(dtype)));
      for (DType to : DType.values()) {
        tests.add(dynamicTest("copy " + dtype + " to " + to, () -> all.copy(dtype, to)));
      }
      if (dtype.isFloating()) {
        tests.add(dynamicTest("uniform " + dtype, () -> all.uniform(dtype)));
        tests.add(dynamicTest("normal " + dtype, () -> all.normal(dtype)));
      }
    }
    return tests;
  }

  /** What is done with the sizes and the layout of each case. */
  private interface LayoutCase {
    void run(int[] sizes, Layout layout);
  }

  private static void cases(LayoutCase test) {
    for (int[] sizes : Sizes.SMALL) {
      for (Layout layout : Layout.values()) {
        test.run(sizes, layout);
      }
    }
    for (int[] sizes : Sizes.LARGE) {
      for (Layout layout : List.of(Layout.CONTIGUOUS, Layout.TRANSPOSED, Layout.SLICED)) {
        test.run(sizes, layout);
      }
    }
  }

  private void storage(DType dtype) {
    On on = comparison.subject();
    for (int n : new int[] {0, 1, 127, 5000}) {
      var storage = on.backend().memory().allocate(on.device(), dtype, n);
      assertSame(on.backend(), storage.backend());
      assertEquals(on.device(), storage.device());
      assertEquals(dtype, storage.dtype());
      assertEquals(n, storage.length());
      View zeros = on.zeros(dtype, n);
      assertNull(Tolerance.EXACT.complaint(comparison.reference().backend().memory().download(
          comparison.reference().zeros(dtype, n)), on.backend().memory().download(zeros)));
    }
  }

  private void download(DType dtype) {
    On on = comparison.subject();
    Memory memory = on.backend().memory();
    cases((sizes, layout) -> {
      Object x = Samples.of(dtype, Sizes.count(sizes), 71);
      On reference = comparison.reference();
      Object expected = reference.backend().memory().download(layout.place(reference, x, sizes));
      View view = layout.place(on, x, sizes);
      assertNull(Tolerance.EXACT.complaint(expected, memory.download(view)), () -> "download of " + view);
      assertNotSame(memory.download(view), memory.download(view));
    });
    Object mine = Samples.of(dtype, 5, 72);
    View view = on.view(mine, 5);
    System.arraycopy(Samples.of(dtype, 5, 73), 0, mine, 0, 5);
    assertNull(Tolerance.EXACT.complaint(Samples.of(dtype, 5, 72), memory.download(view)), "upload copies");
    Object answer = memory.download(view);
    System.arraycopy(mine, 0, answer, 0, 5);
    assertNull(Tolerance.EXACT.complaint(Samples.of(dtype, 5, 72), memory.download(view)), "download copies");
  }

  private void elements(DType dtype) {
    Object x = Samples.special(dtype);
    int n = Array.getLength(x);
    View subject = comparison.subject().view(x, n);
    View reference = comparison.reference().view(x, n);
    for (int i = 0; i < n; i++) {
      assertEquals(comparison.reference().backend().memory().getDouble(reference.storage(), i),
          comparison.subject().backend().memory().getDouble(subject.storage(), i));
      assertEquals(comparison.reference().backend().memory().getLong(reference.storage(), i),
          comparison.subject().backend().memory().getLong(subject.storage(), i));
    }
  }

  private void fill(DType dtype) {
    for (Scalar value : List.of(Scalar.of(0L), Scalar.of(1L << 53 | 1), Scalar.of(-2.75), Scalar.of(Double.NaN))) {
      cases((sizes, layout) -> {
        if (Layout.ofResults().contains(layout)) {
          comparison.check(Tolerance.EXACT, new Data(layout, Samples.of(dtype, Sizes.count(sizes), 74), sizes),
              (backend, in, out) -> backend.memory().fill(out, value));
        }
      });
    }
  }

  private void copy(DType from, DType to) {
    Comparison.Kernel copy = (backend, in, out) -> backend.memory().copy(in[0], out);
    cases((sizes, layout) -> {
      Object x = Samples.of(from, Sizes.count(sizes), 75);
      Object before = Samples.of(to, Sizes.count(sizes), 76);
      comparison.check(Tolerance.EXACT, Data.contiguous(before, sizes), copy, new Data(layout, x, sizes));
      if (Layout.ofResults().contains(layout)) {
        comparison.check(Tolerance.EXACT, new Data(layout, before, sizes), copy, Data.contiguous(x, sizes));
        comparison.check(Tolerance.EXACT, new Data(layout, before, sizes), copy, new Data(Layout.SLICED, x, sizes));
      }
    });
    Object special = Samples.special(from);
    int n = 3 * Array.getLength(special);
    comparison.check(Tolerance.EXACT, Data.contiguous(Samples.of(to, n, 76), n), copy,
        Data.contiguous(Samples.cycle(special, 1, n), n));
  }

  private void uniform(DType dtype) {
    random(dtype, Tolerance.EXACT, false);
  }

  private void normal(DType dtype) {
    random(dtype, Tolerance.ulps(2), true);
  }

  private void random(DType dtype, Tolerance tolerance, boolean normal) {
    for (int n : new int[] {0, 1, 2, 3, 4, 5, 7, 17, 64, 127, 5000, 100003}) {
      double[] greatest = new double[n];
      // The greatest radius there can be; sines and cosines near 0 are accurate relative to it.
      Arrays.fill(greatest, 9);
      for (long seed : new long[] {0, 42, -1}) {
        for (long offset : new long[] {0, 1, 1L << 33}) {
          for (Layout layout : List.of(Layout.CONTIGUOUS, Layout.OFFSET)) {
            comparison.check(normal ? tolerance.and(4, greatest) : tolerance,
                new Data(layout, Samples.of(dtype, n, 77), n), (backend, in, out) -> {
                  if (normal) {
                    backend.randomNumbers().normal(out, seed, offset);
                  } else {
                    backend.randomNumbers().uniform(out, seed, offset);
                  }
                });
          }
        }
      }
    }
  }
}
