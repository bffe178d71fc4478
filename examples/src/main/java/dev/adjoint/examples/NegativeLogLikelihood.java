package dev.adjoint.examples;

import dev.adjoint.runtime.ScalarFunction;

/**
 * What the fit of a mixture minimises, as a function of one flat vector.
 *
 * @param points the points to be explained
 * @param k the number of components
 * @param d the points' dimension
 */
record NegativeLogLikelihood(double[][] points, int k, int d) implements ScalarFunction {
  @Override
  public double value(double[] x) {
    Mixture mixture = Mixture.of(x, k, d);
    return -GaussianMixture.logLikelihood(mixture.alpha(), mixture.means(), mixture.icf(), points);
  }

  @Override
  public double gradient(double[] x, double[] gradient) {
    Mixture mixture = Mixture.of(x, k, d), adjoint = Mixture.zeros(k, d);
    double value = GaussianMixtureDerivatives.logLikelihoodVjp(mixture.alpha(), mixture.means(), mixture.icf(), points,
        -1, adjoint.alpha(), adjoint.means(), adjoint.icf());
    adjoint.flatten(gradient);
    return -value;
  }
}
