package dev.adjoint.runtime.backend.spi;

/**
 * Runs kernels over arrays. Views are contiguous; those of floating parameters have one element type, those of whole numbers are
 * int64. Outputs share no element with another view.
 */
public interface ArrayKernels {
  /**
   * Runs a kernel.
   *
   * @param operands one for each of {@link ArrayKernel#operands}
   * @throws IndexOutOfBoundsException if an index is out of bounds; a backend may throw it later, when elements are read
   */
  void run(ArrayKernel kernel, View[] operands);

  /**
   * The adjoint of {@link #run}.
   *
   * @param operands as they were before; null for an output of which {@link ArrayKernel.Parameter#kept} does not hold
   * @param seeds for each output of floating type its adjoint, else null; a view of an output that is null in operands has its length
   * @param adjoints for each operand where its adjoint goes, or null: zeros for inputs and numbers, a copy of the seed for outputs
   */
  void pull(ArrayKernel kernel, View[] operands, View[] seeds, View[] adjoints);

  /**
   * The derivative of {@link #pull}: of the sum of the products of all adjoints with their directions.
   *
   * @param operands as for {@link #pull}
   * @param seeds as for {@link #pull}
   * @param directions for each operand with an adjoint that adjoint's factors, or null for zeros
   * @param adjoints for each operand where the derivative with respect to it goes, zeros before, or null
   * @param seedAdjoints for each output of floating type where the derivative with respect to its seed goes, zeros before, or null
   * @throws UnsupportedOperationException if a backend has none; it can be computed on the CPU
   */
  default void second(ArrayKernel kernel, View[] operands, View[] seeds, View[] directions, View[] adjoints, View[] seedAdjoints) {
    throw new UnsupportedOperationException(kernel.name() + ": no second derivatives on this device");
  }
}
