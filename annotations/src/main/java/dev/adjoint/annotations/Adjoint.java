package dev.adjoint.annotations;

/**
 * Changes derivatives inside an expression and nothing else: each method gives back its first argument when it runs.
 *
 * <p>{@code x * Adjoint.detach(x)} has the value {@code x * x} and the derivative {@code x}.
 */
public final class Adjoint {

  private Adjoint() {}

  /**
   * A value through which no derivative flows.
   *
   * @param value any value
   * @return {@code value}, bit for bit
   */
  public static double detach(double value) {
    return value;
  }

  /**
   * A value with the derivative of another one: a straight-through estimator. {@code straightThrough(Math.rint(x), x)} rounds and
   * has derivative 1; a compensated sum has the derivative of the plain one.
   *
   * @param value any value; no derivative flows through it
   * @param differentiated what the derivative is that of
   * @return {@code value}, bit for bit
   */
  public static double straightThrough(double value, double differentiated) {
    return value;
  }

  /**
   * A value through which no derivative flows.
   *
   * @param value any value
   * @return {@code value}, bit for bit
   */
  public static float detach(float value) {
    return value;
  }

  /**
   * A reference through which no derivative flows: what is read through the result is a constant. Nothing is copied;
   * the result and the argument are one array, so a later write to its elements is seen through both.
   *
   * @param <T> the type of the elements: tensors, or arrays
   * @param values any array, or null
   * @return {@code values}, the same reference
   */
  public static <T> T[] detach(T[] values) {
    return values;
  }

  /**
   * A reference through which no derivative flows: what is read through the result is a constant. Nothing is copied;
   * the result and the argument are one array, so a later write to its elements is seen through both.
   *
   * @param values any array, or null
   * @return {@code values}, the same reference
   */
  public static double[] detach(double[] values) {
    return values;
  }

  /**
   * A reference through which no derivative flows: what is read through the result is a constant. Nothing is copied;
   * the result and the argument are one array, so a later write to its elements is seen through both.
   *
   * @param values any array, or null
   * @return {@code values}, the same reference
   */
  public static float[] detach(float[] values) {
    return values;
  }

  /**
   * A reference through which no derivative flows: what is read through the result is a constant. Nothing is copied;
   * the result and the argument are one array, so a later write to its rows and their elements is seen through both.
   *
   * @param values any array, or null
   * @return {@code values}, the same reference
   */
  public static double[][] detach(double[][] values) {
    return values;
  }

  /**
   * A reference through which no derivative flows: what is read through the result is a constant. Nothing is copied;
   * the result and the argument are one array, so a later write to its rows and their elements is seen through both.
   *
   * @param values any array, or null
   * @return {@code values}, the same reference
   */
  public static float[][] detach(float[][] values) {
    return values;
  }

  /**
   * A reference through which no derivative flows: what is read through the result is a constant. Nothing is copied;
   * the result and the argument are one array, so a later write to everything it holds is seen through both.
   *
   * @param values any array, or null
   * @return {@code values}, the same reference
   */
  public static double[][][] detach(double[][][] values) {
    return values;
  }

  /**
   * A reference through which no derivative flows: what is read through the result is a constant. Nothing is copied;
   * the result and the argument are one array, so a later write to everything it holds is seen through both.
   *
   * @param values any array, or null
   * @return {@code values}, the same reference
   */
  public static float[][][] detach(float[][][] values) {
    return values;
  }
}
