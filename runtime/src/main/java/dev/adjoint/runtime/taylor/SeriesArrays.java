package dev.adjoint.runtime.taylor;

import dev.adjoint.runtime.shadow.ArraysBeside;

/**
 * The arrays of series that stand beside arrays of numbers: for each number a place for its series, at first null, which stands for a
 * constant. References that are one array have arrays of series that are one, within one object of this class.
 */
public final class SeriesArrays {
  private final ArraysBeside arrays = new ArraysBeside(double[].class);

  /** No arrays yet. */
  public SeriesArrays() {}

  /**
   * The array of series beside an array.
   *
   * @param numbers an array of double or float of any rank, or null
   * @return an array of double with one more dimension; null for null
   * @throws IllegalArgumentException if it is anything else
   */
  public Object of(Object numbers) {
    return arrays.of(numbers);
  }

  /** The array of series beside an array alone. */
  public static Object beside(Object numbers) {
    return new SeriesArrays().of(numbers);
  }
}
