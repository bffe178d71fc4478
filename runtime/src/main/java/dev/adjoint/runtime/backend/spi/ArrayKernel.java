package dev.adjoint.runtime.backend.spi;

import dev.adjoint.runtime.array.DType;
import java.util.ArrayList;
import java.util.List;

/**
 * A method over arrays whose iterations are independent, and its adjoint, in the two forms that backends need: as Java over whole
 * arrays, and as C. Generated for {@code @Kernel} methods with a parallel loop.
 *
 * <p>The C has {@code NAME_forward}, {@code NAME_backward} and, if there are sums, {@code NAME_collect}, for macros NAME, E (the
 * type of elements) and V (the type that it computes in).
 */
public abstract class ArrayKernel {
  private final String name;
  private final boolean inDouble;
  private final String source;
  private final List<String> sites;
  private final int sums;
  private final List<Parameter> parameters;

  /** What a parameter of the method is. */
  public enum Role {
    /** An array that is read; a tensor gives it. */
    INPUT,
    /** An array that is written; a tensor gives it. */
    OUTPUT,
    /** A number with an adjoint; a tensor with one element gives it. */
    NUMBER,
    /** A number. */
    UNIFORM
  }

  /**
   * A parameter.
   *
   * @param element the type of the number, or of the array's elements in the method
   * @param wrt whether it has an adjoint
   * @param kept whether the adjoint reads what an output contained before
   * @param value that of a uniform parameter, else null
   */
  public record Parameter(String name, Role role, Class<?> element, boolean wrt, boolean kept, Object value) {
    /** The type of the elements of its tensor; of floating types it is that of all operands. */
    public boolean isFloating() {
      return element == double.class || element == float.class;
    }
  }

  /**
   * A kernel.
   *
   * @param name unique in the program; an identifier of C
   * @param inDouble whether it computes in double; else in float
   * @param source the C
   * @param sites what the numbers of places that the C notes stand for
   * @param sums how many partial sums each item of the backward pass leaves
   * @param parameters in the order of the method's
   */
  protected ArrayKernel(String name, boolean inDouble, String source, String[] sites, int sums, Parameter... parameters) {
    this.name = name;
    this.inDouble = inDouble;
    this.source = source;
    this.sites = List.of(sites);
    this.sums = sums;
    this.parameters = List.of(parameters);
  }

  /** An array that is read. */
  protected static Parameter input(String name, Class<?> element, boolean wrt) {
    return new Parameter(name, Role.INPUT, element, wrt, false, null);
  }

  /** An array that is written. */
  protected static Parameter output(String name, Class<?> element, boolean wrt, boolean kept) {
    return new Parameter(name, Role.OUTPUT, element, wrt, kept, null);
  }

  /** A number with an adjoint. */
  protected static Parameter number(String name, Class<?> element) {
    return new Parameter(name, Role.NUMBER, element, true, false, null);
  }

  /** A number without one: a boxed int, long, boolean, float or double. */
  protected static Parameter uniform(String name, Object value) {
    return new Parameter(name, Role.UNIFORM, value.getClass(), false, false, value);
  }

  /**
   * Runs the method.
   *
   * @param arrays for each parameter but the uniform ones an array of the method's type; a number is in an array of length 1
   */
  public abstract void value(Object[] arrays);

  /**
   * The adjoint of the method.
   *
   * @param arrays as they were before {@link #value}; may be changed
   * @param adjoints for each parameter with an adjoint an array like its own: of inputs and numbers zeros, to which theirs are
   *     added; of outputs their adjoints, which become those of what they contained before; null for other parameters
   */
  public abstract void adjoint(Object[] arrays, Object[] adjoints);

  /**
   * How the iterations of the outer loop may be split among threads.
   *
   * @param from the first iteration
   * @param to the one after the last
   * @param inner how many iterations of a second parallel loop each of them has, or 1
   * @param loops whether an iteration has loops of its own
   * @param where for each operand, to which cells of its adjoint pieces add; null for one without an adjoint array
   */
  public record Split(int from, int to, long inner, boolean loops, Where... where) {
    /** To which cells of an adjoint array pieces add. */
    public sealed interface Where {}

    /** No two iterations add to one cell. */
    public record Own() implements Where {}

    /** An iteration i adds to cells from {@code stride * i + least} to {@code stride * i + greatest}. */
    public record Near(long stride, long least, long greatest) implements Where {}

    /** Any iteration may add to any cell. */
    public record Anywhere() implements Where {}

    /** No two iterations add to one cell. */
    public static Where own() {
      return new Own();
    }

    /** An iteration i adds to cells from {@code stride * i + least} to {@code stride * i + greatest}. */
    public static Where near(long stride, long least, long greatest) {
      return new Near(stride, least, greatest);
    }

    /** Any iteration may add to any cell. */
    public static Where anywhere() {
      return new Anywhere();
    }
  }

  /**
   * How the iterations may be split.
   *
   * @param arrays as in {@link #value(Object[])}
   * @return null if they may not
   * @throws ArithmeticException if a place is no number of type long; they may not be split then
   */
  public Split split(Object[] arrays) {
    return null;
  }

  /**
   * Runs some iterations of the method's outer loop.
   *
   * @param arrays as in {@link #value(Object[])}
   * @param from the first
   * @param to the one after the last
   */
  public void value(Object[] arrays, int from, int to) {
    throw new UnsupportedOperationException(name + " runs as a whole");
  }

  /**
   * The adjoint of some iterations.
   *
   * @param arrays as in {@link #adjoint(Object[], Object[])}
   * @param adjoints for each array with an adjoint an array of the same length, in double whatever the array's type; as in
   *     {@link #adjoint(Object[], Object[])}
   * @param from the first
   * @param to the one after the last
   * @return the adjoints of the differentiated numbers, in order
   */
  public double[] adjoint(Object[] arrays, double[][] adjoints, int from, int to) {
    throw new UnsupportedOperationException(name + " runs as a whole");
  }

  /**
   * The derivative of the adjoint, in a direction: the tangent of {@link #adjoint(Object[], Object[])}.
   *
   * @param arrays as in {@link #adjoint(Object[], Object[])}
   * @param adjoints for each array with an adjoint an array of the same length: of inputs zeros, of outputs their adjoints; of no use
   *     afterwards
   * @param tangents for each parameter with an adjoint an array like its own, the direction; those of outputs become the tangents
   *     of what these contain afterwards
   * @param adjointTangents for each array with an adjoint an array of zeros, to which the tangents of its adjoint are added
   * @return the tangents of the numbers' adjoints, in order
   * @throws UnsupportedOperationException if the adjoint has no derivative
   */
  public double[] adjointTangent(Object[] arrays, double[][] adjoints, double[][] tangents, double[][] adjointTangents) {
    throw new UnsupportedOperationException(name + ": the adjoint has no derivative of its own");
  }

  /**
   * How many numbers of scratch memory each item of the C's backward pass needs.
   *
   * @param lengths for each operand how many elements it has
   * @return -1 if the C has no parameter for it
   */
  public long scratch(int[] lengths) {
    return -1;
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

  /** What the numbers of places that the C notes stand for. */
  public final List<String> sites() {
    return sites;
  }

  /** How many partial sums each item of the backward pass leaves. */
  public final int sums() {
    return sums;
  }

  /** The method's parameters. */
  public final List<Parameter> parameters() {
    return parameters;
  }

  /** The parameters that tensors give. */
  public final List<Parameter> operands() {
    var operands = new ArrayList<Parameter>();
    for (Parameter p : parameters) {
      if (p.role() != Role.UNIFORM) {
        operands.add(p);
      }
    }
    return operands;
  }
}
