package dev.adjoint.examples;

import dev.adjoint.runtime.ScalarFunction;
import org.hipparchus.optim.ConvergenceChecker;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.OptimizationData;
import org.hipparchus.optim.PointValuePair;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunctionGradient;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer;
import org.hipparchus.optim.nonlinear.scalar.gradient.NonLinearConjugateGradientOptimizer.Formula;

/** Hands a differentiated function to Hipparchus' optimizers. */
public final class Minimizer {
  private static final int MAX_EVALUATIONS = 100_000;

  private Minimizer() {}

  /** Where a minimisation ended. */
  public record Minimum(double[] point, double value, int iterations) {}

  /** Is told the value after each iteration. */
  @FunctionalInterface
  public interface Observer {
    /** The function's value after so many iterations. */
    void observe(int iteration, double value);
  }

  /** The function as an objective of Hipparchus' optimizers. */
  public static OptimizationData objective(ScalarFunction f) {
    return new ObjectiveFunction(f::value);
  }

  /** Its gradient, for the optimizers that take one. */
  public static OptimizationData gradient(ScalarFunction f) {
    return new ObjectiveFunctionGradient(x -> {
      double[] gradient = new double[x.length];
      f.gradient(x, gradient);
      return gradient;
    });
  }

  /**
   * Minimises by conjugate gradients (Polak and Ribière, 1969) until an iteration gains no more than {@code
   * tolerance}, relative to the value or absolute where that is below 1.
   */
  public static Minimum minimize(ScalarFunction f, double[] start, double tolerance, Observer observer) {
    ConvergenceChecker<PointValuePair> checker = (iteration, previous, current) -> {
      observer.observe(iteration, current.getValue());
      double gain = Math.abs(previous.getValue() - current.getValue());
      return gain <= tolerance * Math.max(1, Math.abs(current.getValue()));
    };
    var optimizer = new NonLinearConjugateGradientOptimizer(Formula.POLAK_RIBIERE, checker);
    PointValuePair end = optimizer.optimize(
        new MaxEval(MAX_EVALUATIONS), objective(f), gradient(f), GoalType.MINIMIZE, new InitialGuess(start));
    return new Minimum(end.getPoint(), end.getValue(), optimizer.getIterations());
  }
}
