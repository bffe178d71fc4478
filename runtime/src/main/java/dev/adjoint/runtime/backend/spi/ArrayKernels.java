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
}
