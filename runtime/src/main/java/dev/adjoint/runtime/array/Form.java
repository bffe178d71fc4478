package dev.adjoint.runtime.array;

/**
 * What a tensor is apart from its elements.
 *
 * @param dtype the type of the elements
 * @param shape the sizes
 * @param device where the elements are
 */
public record Form(DType dtype, Shape shape, Device device) {
  /** Type, sizes and device, such as {@code float32[3, 4] on cpu}. */
  @Override
  public String toString() {
    return dtype.toString() + shape + " on " + device;
  }
}
