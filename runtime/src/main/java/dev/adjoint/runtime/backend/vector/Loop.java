package dev.adjoint.runtime.backend.vector;

/**
 * A kernel over elements that lie one after the other: {@code out[i] = f(a[i], b[i], c[i])}.
 *
 * <p>An operand is an array of the element type, a position in it, and a step from one element to the next: 1, or 0
 * for one number that meets every element. The array of an operand that the kernel does not have is null, its step 1.
 * The result may be the array of an operand, at the same position.
 */
interface Loop {
  /** Whether the kernel has a form for these steps. */
  boolean takes(int aStep, int bStep, int cStep);

  /** Computes n elements, a whole number of vectors; {@link #takes} answered true for the steps. */
  void run(Object out, int outAt, Object a, int aAt, int aStep, Object b, int bAt, int bStep, Object c, int cAt,
      int cStep, int n);
}
