package dev.adjoint.annotations;

/**
 * Cuts derivatives inside an expression: each method is the identity when it runs, and a constant when it is
 * differentiated.
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
