package dev.adjoint.runtime.backend.spi;

import dev.adjoint.runtime.array.DType;

/**
 * A function of several numbers to one, and its adjoint, in the two forms that backends need: as loops in Java over rows of
 * doubles, and as C. Generated for {@code @Kernel} methods.
 *
 * <p>The C has {@code NAME_value(parameters, type *r0)} and {@code NAME_adjoint(parameters, double seed, double *r0, ...)}, for a
 * macro NAME, with one result for each operand that has an adjoint.
 */
public abstract class ElementKernel {
  private final String name;
  private final boolean inDouble;
  private final String source;
  private final boolean[] wrt;
  private final Object[] parameters;

  /**
   * A kernel.
   *
   * @param name unique in the program; an identifier of C
   * @param inDouble whether it computes in double; else in float
   * @param source the C
   * @param wrt for each operand, whether it has an adjoint
   * @param parameters the method's parameters in order: null for one that elements take, else a boxed int, long or boolean
   */
  protected ElementKernel(String name, boolean inDouble, String source, boolean[] wrt, Object[] parameters) {
    this.name = name;
    this.inDouble = inDouble;
    this.source = source;
    this.wrt = wrt.clone();
    this.parameters = parameters.clone();
  }

  /**
   * The values of elements.
   *
   * @param n how many
   * @param rows for each operand its elements
   * @param values the results
   */
  public abstract void value(int n, double[][] rows, double[] values);

  /**
   * The adjoints of elements.
   *
   * @param n how many
   * @param rows for each operand its elements
   * @param seeds the adjoints of the results
   * @param adjoints for each operand its adjoints; null for one that has none
   */
  public abstract void adjoint(int n, double[][] rows, double[] seeds, double[][] adjoints);

  /**
   * What differentiates the adjoint again: a kernel of the same operands, then the seed s, then one direction for each operand that
   * has an adjoint. Its value is {@code s f'(x) c}; operands and seed have adjoints, the directions have none.
   *
   * @return the kernel, or null if there is none
   */
  public ElementKernel second() {
    return null;
  }

  /** The name, an identifier of C. */
  public final String name() {
    return name;
  }

  /** The type that it computes in, whatever the type of the elements. */
  public final DType type() {
    return inDouble ? DType.FLOAT64 : DType.FLOAT32;
  }

  /** The C. */
  public final String source() {
    return source;
  }

  /** The number of operands. */
  public final int operands() {
    return wrt.length;
  }

  /** Whether an operand has an adjoint. */
  public final boolean hasAdjoint(int operand) {
    return wrt[operand];
  }

  /** The method's parameters: null for an operand, else the value for all elements, a boxed int, long or boolean. */
  public final Object[] parameters() {
    return parameters.clone();
  }
}
