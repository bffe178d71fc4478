package dev.adjoint.runtime.backend.spi;

/**
 * One result element from the elements at the same place.
 *
 * <p>Views of a call have the same shape. An operand may show exactly the elements of {@code out}
 * ({@link View#sameAs}); otherwise they share no element with it. Where nothing else is said, all have one element type.
 */
public interface Elementwise {
  /** {@code out = op(x)}. */
  void unary(UnaryOp op, View x, View out);

  /** {@code out = op(a, b)}; at most one of the operands is a {@link Scalar}. */
  void binary(BinaryOp op, Operand a, Operand b, View out);

  /** {@code out = op(a, b, c)}; a is always a view. */
  void ternary(TernaryOp op, View a, Operand b, Operand c, View out);

  /** {@code out = op(a, b)}; out is bool, a and b have one type, and at most b is a {@link Scalar}. */
  void compare(CompareOp op, View a, Operand b, View out);

  /**
   * {@code out = kernel(operands)}; floating types. Elements are converted to the kernel's type, and its result to that of out.
   *
   * @param operands views of one shape and type, that of out
   */
  default void kernel(ElementKernel kernel, View[] operands, View out) {
    throw new UnsupportedOperationException("this backend runs no kernels; " + kernel.name() + " is one");
  }

  /**
   * The adjoints of {@link #kernel}, in one pass.
   *
   * @param seed the adjoint of the result
   * @param adjoints for each operand where its adjoint goes; null where none is wanted or there is none
   */
  default void kernelPull(ElementKernel kernel, View[] operands, View seed, View[] adjoints) {
    throw new UnsupportedOperationException("this backend runs no kernels; " + kernel.name() + " is one");
  }

  /**
   * Whether {@link #chain} takes a program with these operands, and repays it. It gives the same bits as the functions one by one.
   *
   * @param operands views of one shape and floating type
   */
  default boolean takesChain(ElementProgram program, View[] operands) {
    return false;
  }

  /**
   * Runs a program in one pass; {@link #takesChain} answered true.
   *
   * @param outs for each result a whole storage that shares no element with an operand
   */
  default void chain(ElementProgram program, View[] operands, View[] outs) {
    throw new UnsupportedOperationException("this backend runs no chains");
  }

  /** {@code out = condition ? a : b}; the condition is bool. */
  void where(View condition, Operand a, Operand b, View out);
}
