package dev.adjoint.runtime.backend.vector;

/** Runs a loop, which computes whole vectors, over any number of elements. */
final class Stretch {
  /** HotSpot compiles a loop that is called many times sooner, and better, than one that runs for long. */
  private static final int BLOCK = 1 << 13;

  private Stretch() {}

  /**
   * Computes n elements as {@link Loop#run} does.
   *
   * @param lanes the elements of a vector
   */
  static void run(Loop loop, int lanes, Object out, int outAt, Object a, int aAt, int aStep, Object b, int bAt,
      int bStep, Object c, int cAt, int cStep, int n) {
    int rest = n % lanes;
    int whole = n - rest;
    for (int i = 0; i < whole; i += BLOCK) {
      loop.run(out, outAt + i, a, aAt + i * aStep, aStep, b, bAt + i * bStep, bStep, c, cAt + i * cStep, cStep,
          Math.min(BLOCK, whole - i));
    }
    if (rest == 0) {
      return;
    }
    if (whole > 0 && out != a && out != b && out != c) {
      // Some of the last whole vector once more: the same results again.
      int at = n - lanes;
      loop.run(out, outAt + at, a, aAt + at * aStep, aStep, b, bAt + at * bStep, bStep, c, cAt + at * cStep, cStep,
          lanes);
      return;
    }
    Object last = empty(out, lanes);
    loop.run(last, 0, padded(a, aAt + whole, aStep, rest, lanes), aStep == 0 ? aAt : 0, aStep,
        padded(b, bAt + whole, bStep, rest, lanes), bStep == 0 ? bAt : 0, bStep,
        padded(c, cAt + whole, cStep, rest, lanes), cStep == 0 ? cAt : 0, cStep, lanes);
    System.arraycopy(last, 0, out, outAt + whole, rest);
  }

  private static Object padded(Object array, int at, int step, int n, int lanes) {
    if (array == null || step == 0) {
      return array;
    }
    Object padded = empty(array, lanes);
    System.arraycopy(array, at, padded, 0, n);
    return padded;
  }

  private static Object empty(Object array, int lanes) {
    return switch (array) {
      case float[] _ -> new float[lanes];
      case double[] _ -> new double[lanes];
      default -> new boolean[lanes];
    };
  }
}
