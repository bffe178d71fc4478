package dev.adjoint.runtime;

/**
 * A function from vectors to numbers with second derivatives, as an object that an optimizer can take. The processor generates one
 * for each {@code @Differentiable(order = 2)} method of shape {@code double[] -> double}.
 *
 * <p>Generated instances have no state: any number of threads may use one at once.
 */
public interface TwiceDifferentiableFunction extends ScalarFunction {

  /**
   * The product of the Hessian with a tangent, with gradient and value.
   *
   * @param x the point
   * @param tangent the vector that the Hessian is multiplied with, of the length of {@code x}
   * @param gradient receives the gradient; what it held before is overwritten
   * @param product receives the product; what it held before is overwritten
   * @return <i>f</i>(x)
   * @throws IllegalArgumentException if {@code gradient} or {@code product} is null or of another length than {@code x}
   */
  double hvp(double[] x, double[] tangent, double[] gradient, double[] product);

  /**
   * The Hessian.
   *
   * @param x the point, which is left as it is
   * @return a new, exactly symmetric matrix with &part;&sup2;f/&part;x[i]&part;x[j] in row i, column j
   */
  double[][] hessian(double[] x);
}
