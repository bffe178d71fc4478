package dev.adjoint.examples;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import dev.adjoint.runtime.ScalarFunction;
import java.io.PrintStream;
import java.util.stream.IntStream;

/**
 * The calibration of {@link SabrCalibration} in the words of its domain: a model and a market are records, the misfit is a
 * stream over the quotes, and the adjoint of the model goes to an optimizer that knows vectors only.
 */
public final class SmileFit {
  private static final double TOLERANCE = 1e-13;

  /** SABR's parameters; beta stays as it is. */
  public record Model(double alpha, @NonDifferentiable double beta, double rho, double nu) {}

  /** Volatilities of one expiry by strike. */
  public record Market(double forward, double expiry, double[] strikes, double[] volatilities) {}

  private SmileFit() {}

  /** The sum of squared errors, in percent. */
  @Differentiable
  static double misfit(Model model, @NonDifferentiable Market market) {
    return IntStream.range(0, market.strikes.length).mapToDouble(i -> {
      double error = 100 * (volatility(model, market, market.strikes[i]) - market.volatilities[i]);
      return error * error;
    }).sum();
  }

  private static double volatility(Model model, Market market, double strike) {
    return Sabr.volatility(market.forward, strike, market.expiry, model.alpha, model.beta, model.rho, model.nu);
  }

  /** The misfit as a function of the numbers in a model. */
  private record Objective(Model like, Market market) implements ScalarFunction {
    @Override
    public double value(double[] x) {
      return misfit(SmileFit_ModelAdjoint.unflatten(like, x), market);
    }

    @Override
    public double gradient(double[] x, double[] gradient) {
      var found = SmileFitDerivatives.misfitGradient(SmileFit_ModelAdjoint.unflatten(like, x), market);
      found.model().flatten(gradient, 0);
      return found.value();
    }
  }

  /** Fits a model, from another one on. */
  public static Model fit(Model start, Market market) {
    double[] x = SmileFit_ModelAdjoint.flatten(start);
    Minimizer.Minimum end = Minimizer.minimize(new Objective(start, market), x, TOLERANCE, (iteration, value) -> { });
    return SmileFit_ModelAdjoint.unflatten(start, end.point());
  }

  /** Fits the smile of {@link SabrCalibration} and prints the model. */
  public static Model run(PrintStream out) {
    var smile = SabrCalibration.SMILE;
    var market = new Market(smile.forward(), smile.expiry(), smile.strikes(), smile.volatilities());
    Model found = fit(new Model(0.05, smile.beta(), 0, 0.5), market);
    out.printf("SABR with records: %s, misfit %.4f%n", found, misfit(found, market));
    return found;
  }

  /** Runs it. */
  public static void main(String[] args) {
    run(System.out);
  }
}
