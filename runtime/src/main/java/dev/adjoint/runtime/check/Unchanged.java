package dev.adjoint.runtime.check;

import java.util.Arrays;

/**
 * Arrays that a method of another class must not have changed when it throws and the program goes on: what it did to them
 * could not be differentiated. Generated code copies them before such a call and compares when it throws.
 */
public final class Unchanged {
  /** Not an exception that a program which catches exceptions could take for its own. */
  private static final class PartialWrite extends Error {
    private static final long serialVersionUID = 1;

    private PartialWrite(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private Unchanged() {}

  /**
   * The array's elements as they are.
   *
   * @param array any array, or null
   * @return a copy, or null
   */
  public static double[] copy(double[] array) {
    return array == null ? null : array.clone();
  }

  /**
   * The array's elements as they are.
   *
   * @param array any array, or null
   * @return a copy, or null
   */
  public static float[] copy(float[] array) {
    return array == null ? null : array.clone();
  }

  /**
   * Compares, bit by bit.
   *
   * @param method what was called, for the message
   * @param thrown what it threw
   * @param array the array, or null
   * @param before its copy from before the call
   * @throws Error if an element has changed
   */
  public static void check(String method, Throwable thrown, double[] array, double[] before) {
    if (!Arrays.equals(array, before)) {
      throw failure(method, thrown);
    }
  }

  /**
   * Compares, bit by bit.
   *
   * @param method what was called, for the message
   * @param thrown what it threw
   * @param array the array, or null
   * @param before its copy from before the call
   * @throws Error if an element has changed
   */
  public static void check(String method, Throwable thrown, float[] array, float[] before) {
    if (!Arrays.equals(array, before)) {
      throw failure(method, thrown);
    }
  }

  private static Error failure(String method, Throwable thrown) {
    return new PartialWrite(method + " has changed an array and then thrown an exception that the caller catches; how much it "
        + "had done is not known, and so no derivative. Call it with a copy of the array.", thrown);
  }
}
