package dev.adjoint.examples;

import dev.adjoint.annotations.Differentiable;
import java.io.PrintStream;
import java.util.Arrays;

/** Contracts as a sealed interface: one price for all of them, and its derivatives in the numbers of whichever contract it is. */
public final class Payoffs {
  private Payoffs() {}

  /** What is paid at maturity. */
  public sealed interface Payoff permits Call, Straddle, Spread {}

  /** The right to buy. */
  public record Call(double strike) implements Payoff {}

  /** The right to buy or to sell, some of each. */
  public record Straddle(double strike, double calls, double puts) implements Payoff {}

  /** The right to buy, with a limit to what is paid. */
  public record Spread(Call bought, Call sold) implements Payoff {}

  private static double paid(Payoff payoff, double spot) {
    return switch (payoff) {
      case Call(double strike) when spot <= strike -> 0;
      case Call(double strike) -> spot - strike;
      case Straddle s -> spot > s.strike() ? s.calls() * (spot - s.strike()) : s.puts() * (s.strike() - spot);
      case Spread(Call bought, Call sold) -> paid(bought, spot) - paid(sold, spot);
    };
  }

  /** The expected payoff where the logarithm of the spot is normal, by the midpoint rule over eight standard deviations. */
  @Differentiable
  public static double price(Payoff payoff, double spot, double volatility, double years) {
    int n = 20_000;
    double step = 16.0 / n;
    double spread = volatility * Math.sqrt(years);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double z = -8 + (i + 0.5) * step;
      sum += paid(payoff, spot * Math.exp(spread * z - spread * spread / 2)) * Math.exp(-z * z / 2);
    }
    return sum * step / Math.sqrt(2 * Math.PI);
  }

  /** Prices contracts, and prints what they and the market contribute; answers the derivatives in the contracts' numbers. */
  public static double[][] risks(PrintStream out, Payoff... book) {
    double[][] all = new double[book.length][];
    for (int i = 0; i < book.length; i++) {
      var gradient = PayoffsDerivatives.priceGradient(book[i], 100, 0.2, 0.5);
      all[i] = gradient.payoff().flatten();
      out.printf("%s: %.4f, delta %.4f, vega %.4f, in its own numbers %s%n", book[i], gradient.value(), gradient.spot(),
          gradient.volatility(), Arrays.toString(all[i]));
    }
    return all;
  }

  /** Runs it. */
  public static void main(String[] args) {
    risks(System.out, new Call(110), new Straddle(95, 1, 2), new Spread(new Call(90), new Call(105)));
  }
}
