package dev.adjoint.runtime.backend.spi;

/**
 * A number that meets every element, converted to the element type of the kernel.
 *
 * @param real the value for floating element types
 * @param integer the value for int64, and for bool where not 0 means true
 */
public record Scalar(double real, long integer) implements Operand {
  /** A whole number. */
  public static Scalar of(long value) {
    return new Scalar(value, value);
  }

  /** A floating-point number; for int64 kernels it is truncated as a Java cast does. */
  public static Scalar of(double value) {
    return new Scalar(value, (long) value);
  }

  /** A truth value, 1 or 0. */
  public static Scalar of(boolean value) {
    return of(value ? 1L : 0L);
  }
}
