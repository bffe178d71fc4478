package dev.adjoint.examples.linalg;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.ImplicitRoot;
import dev.adjoint.annotations.NonDifferentiable;
import java.io.PrintStream;
import org.hipparchus.analysis.UnivariateFunction;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;

/**
 * The volatility that a price implies, by a solver of a library that nobody differentiates: the implicit function theorem needs the pricing
 * formula and the root alone. Its derivative with respect to the price is one over vega.
 */
public final class ImpliedVolatility {
  private static final double ACCURACY = 1e-14;
  private static final double LEAST = 1e-3;

  private ImpliedVolatility() {}

  /**
   * The volatility at which Bachelier's formula gives a price.
   *
   * @param price of the call
   * @param forward the forward
   * @param strike the strike
   * @param expiry in years
   * @param most a volatility above it
   */
  @Differentiable
  @ImplicitRoot("excess")
  static double volatility(double price, double forward, double strike, double expiry, @NonDifferentiable double most) {
    UnivariateFunction f = z -> excess(z, price, forward, strike, expiry);
    return new BracketingNthOrderBrentSolver(ACCURACY, ACCURACY, ACCURACY, 5).solve(200, f, LEAST, most);
  }

  /** What the formula gives above the price. */
  static double excess(double volatility, double price, double forward, double strike, double expiry) {
    double deviation = volatility * Math.sqrt(expiry);
    double d = (forward - strike) / deviation;
    return deviation * (d * cumulative(d) + Math.exp(-0.5 * d * d) / Math.sqrt(2 * Math.PI)) - price;
  }

  /** The normal distribution by its series around 0: G. Marsaglia, Evaluating the normal distribution, 2004. */
  private static double cumulative(double x) {
    double sum = x;
    double term = x;
    for (int i = 3; i < 200; i += 2) {
      term *= x * x / i;
      sum += term;
    }
    return 0.5 + sum * Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  }

  /** Finds a volatility and its derivatives, and prints them. */
  public static double run(PrintStream out) {
    var found = ImpliedVolatilityDerivatives.volatilityGradient(0.00375, 0.031, 0.03, 2, 1);
    double step = 1e-6;
    double vega = (excess(found.value() + step, 0, 0.031, 0.03, 2) - excess(found.value() - step, 0, 0.031, 0.03, 2)) / (2 * step);
    out.printf("Implied volatility %.6f: by price %.4f (one over vega %.4f), by forward %.4f, by strike %.4f, by expiry %.6f%n",
        found.value(), found.price(), 1 / vega, found.forward(), found.strike(), found.expiry());
    return found.price() * vega;
  }

  /** Runs it. */
  public static void main(String[] args) {
    run(System.out);
  }
}
