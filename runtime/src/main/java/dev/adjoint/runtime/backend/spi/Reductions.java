package dev.adjoint.runtime.backend.spi;

/** Functions of many elements along dimensions. Operands share no elements with results. */
public interface Reductions {
  /**
   * Reduces x to the shape of out, which has the rank of x and the size 1 where {@code reduced} says so, and x's size
   * elsewhere.
   *
   * @param reduced one flag per dimension of x
   */
  void reduce(ReduceOp op, View x, boolean[] reduced, View out);

  /** {@code out = e^x / sum(e^x)} along a dimension, or its logarithm; floating types, shapes equal. */
  void softmax(View x, int dim, boolean logarithm, View out);

  /**
   * The adjoint of {@link #softmax}: {@code y * (s - sum(s * y))}, and {@code s - e^y * sum(s)} for the logarithm.
   *
   * @param y the result of softmax
   * @param s the adjoint of y
   */
  void softmaxPull(View y, View s, int dim, boolean logarithm, View out);

  /** Sums of the elements up to and including each along a dimension, from the end when {@code reverse}. */
  void cumsum(View x, int dim, boolean reverse, View out);
}
