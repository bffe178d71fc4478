package dev.adjoint.runtime.backend.vector;

/**
 * A function in two stages: {@code out = second(a, first(a), b)}, block by block, with a few kilobytes in between.
 * HotSpot inlines about thirty vector operations into a loop; a function of more would box every vector.
 */
final class StagedLoop implements Loop {
  private static final int BLOCK = 1024;

  private final Loop first;
  private final Loop second;
  private final boolean ofSecondOperand;

  /**
   * A function of one operand, or of two.
   *
   * @param ofSecondOperand whether the first stage's operand is b, and the function {@code second(b, first(b), a)}
   */
  StagedLoop(Loop first, Loop second, boolean ofSecondOperand) {
    this.first = first;
    this.second = second;
    this.ofSecondOperand = ofSecondOperand;
  }

  @Override
  public boolean takes(int aStep, int bStep, int cStep) {
    return ofSecondOperand ? bStep == 1 : aStep == 1;
  }

  @Override
  public void run(Object out, int outAt, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object c, int cAt,
      int cStep, int n) {
    if (ofSecondOperand) {
      run(out, outAt, b, bAt, a, aAt, aStep, n);
    } else {
      run(out, outAt, a, aAt, b, bAt, bStep, n);
    }
  }

  private void run(Object out, int outAt, Object x, int xAt, Object other, int otherAt, int otherStep, int n) {
    Object middle = x instanceof float[] ? new float[Math.min(BLOCK, n)] : new double[Math.min(BLOCK, n)];
    for (int i = 0; i < n; i += BLOCK) {
      int block = Math.min(BLOCK, n - i);
      first.run(middle, 0, x, xAt + i, 1, null, 0, 1, null, 0, 1, block);
      second.run(out, outAt + i, x, xAt + i, 1, middle, 0, 1, other, otherAt + i * otherStep, otherStep, block);
    }
  }
}
