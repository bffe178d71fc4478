package dev.adjoint.tests.backend;

import java.util.List;

/** The sizes of the views that kernels are tried on: none, one, and around the widths of vector registers. */
final class Sizes {
  /** All but the large ones. */
  static final List<int[]> SMALL = List.of(new int[] {}, new int[] {0}, new int[] {1}, new int[] {2}, new int[] {3},
      new int[] {7}, new int[] {17}, new int[] {64}, new int[] {127}, new int[] {0, 4}, new int[] {4, 0},
      new int[] {1, 5}, new int[] {5, 1}, new int[] {3, 17}, new int[] {17, 7}, new int[] {64, 127},
      new int[] {2, 3, 5}, new int[] {3, 1, 7}, new int[] {4, 5, 16});

  /** Where kernels work in pieces or on several threads. */
  static final List<int[]> LARGE = List.of(new int[] {4096}, new int[] {5000}, new int[] {100003},
      new int[] {311, 331});

  private Sizes() {}

  static int count(int... sizes) {
    int count = 1;
    for (int size : sizes) {
      count *= size;
    }
    return count;
  }
}
