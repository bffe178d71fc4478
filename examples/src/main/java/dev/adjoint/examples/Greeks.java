package dev.adjoint.examples;

import dev.adjoint.annotations.Differentiable;
import java.io.PrintStream;
import org.hipparchus.special.Erf;

/**
 * The second derivatives of an option's price: gamma, vanna and volga of a European call by F. Black, M. Scholes, The Pricing of Options
 * and Corporate Liabilities, Journal of Political Economy 81(3), 1973. The distribution function is Hipparchus's, with a rule that can be
 * differentiated itself.
 */
public final class Greeks {
  private Greeks() {}

  /** The price of a call, for spot, volatility and years to expiry, at a strike and an interest rate. */
  @Differentiable(order = 2, wrt = {"spot", "volatility", "years"})
  public static double call(double spot, double volatility, double years, double strike, double rate) {
    double deviation = volatility * Math.sqrt(years);
    double d1 = (Math.log(spot / strike) + (rate + volatility * volatility / 2) * years) / deviation;
    return spot * normal(d1) - strike * Math.exp(-rate * years) * normal(d1 - deviation);
  }

  /** The distribution function of the normal distribution. */
  private static double normal(double x) {
    return 0.5 * (1 + Erf.erf(x / Math.sqrt(2)));
  }

  /** The derivative of the error function, which has one itself. */
  @dev.adjoint.annotations.DerivativeOf(type = Erf.class, method = "erf", parameterTypes = double.class)
  @Differentiable
  static double erfVjp(double x, double seed) {
    return seed * 2 / Math.sqrt(Math.PI) * Math.exp(-x * x);
  }

  /** The Hessian of a price in spot, volatility and time; prints its entries by their names. */
  public static double[][] secondOrder(double spot, double volatility, double years, double strike, double rate, PrintStream out) {
    double[][] h = GreeksDerivatives.callHessian(spot, volatility, years, strike, rate);
    out.printf("gamma %.6f, vanna %.6f, volga %.6f%n", h[0][0], h[0][1], h[1][1]);
    return h;
  }

  /** Prints the second derivatives of one option. */
  public static void main(String[] args) {
    secondOrder(100, 0.2, 0.5, 110, 0.03, System.out);
  }
}
