package dev.adjoint.runtime;

/**
 * A differentiable function from vectors to numbers, <i>f</i>: R<sup>n</sup> &rarr; R, as an object that an optimizer
 * can take. The processor generates one for each {@code @Differentiable} method of shape {@code double[] -> double}.
 *
 * <p>Generated instances have no state: any number of threads may use one at once.
 */
public interface ScalarFunction {

  /**
   * The function's value.
   *
   * @param x the point; whether it is left unchanged is up to the method behind this function
   * @return <i>f</i>(x), bit for bit what the method itself returns
   */
  double value(double[] x);

  /**
   * The function's gradient and value.
   *
   * @param x the point
   * @param gradient receives &part;f/&part;x[i] at index i; what it held before is overwritten, not added to
   * @return <i>f</i>(x)
   * @throws IllegalArgumentException if {@code gradient} is null or its length is not that of {@code x}
   */
  double gradient(double[] x, double[] gradient);
}
