package dev.adjoint.runtime.tangent;

/**
 * An adjoint or tangent of a record: an element of the vector space of its differentiated components. The processor writes one
 * class of these for each record that an annotated method takes or returns.
 *
 * <p>Instances are values. Arrays in them are shared, not copied, by the constructor; the operations here make new ones.
 *
 * @param <T> the class itself
 */
public interface TangentVector<T extends TangentVector<T>> {

  /**
   * The sum of two of one shape.
   *
   * @param other the other summand
   * @return the sum
   */
  T plus(T other);

  /**
   * The product with a number.
   *
   * @param factor the number
   * @return the product
   */
  T scale(double factor);

  /**
   * The inner product: the sum of the products of all numbers in the two.
   *
   * @param other the other factor, of the same shape
   * @return the inner product
   */
  double dot(T other);

  /**
   * How many numbers there are.
   *
   * @return the dimension
   */
  int size();

  /**
   * Writes all numbers in the order of the components, arrays row by row.
   *
   * @param into where they go
   * @param at where the first one goes
   * @return the place behind the last one
   */
  int flatten(double[] into, int at);

  /**
   * One of this shape with other numbers.
   *
   * @param values where {@link #flatten(double[], int)} would have put them
   * @param at where the first one is
   * @return the numbers as a vector
   */
  T unflatten(double[] values, int at);

  /**
   * All numbers in the order of the components, arrays row by row.
   *
   * @return a new array of length {@link #size()}
   */
  default double[] flatten() {
    double[] all = new double[size()];
    flatten(all, 0);
    return all;
  }
}
