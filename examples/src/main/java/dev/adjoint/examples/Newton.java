package dev.adjoint.examples;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.runtime.TwiceDifferentiableFunction;
import java.io.PrintStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;

/**
 * Newton's method with generated Hessians: the system is solved by Hipparchus, the step is halved until the value falls (Armijo), and
 * the matrix is shifted where it is not positive along the step.
 */
public final class Newton {
  private static final double SUFFICIENT = 1e-4;

  private Newton() {}

  /** Rosenbrock's valley (1960): its minimum is 0, at (1, …, 1). */
  @Differentiable(order = 2)
  public static double valley(double[] x) {
    double sum = 0;
    for (int i = 0; i + 1 < x.length; i++) {
      double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
      sum += 100 * a * a + b * b;
    }
    return sum;
  }

  /** A point where the gradient vanishes, and how many steps led there. */
  public record Minimum(double[] point, double value, int steps) {}

  /** The minimum of {@link #valley} from the usual starting point; prints where it is and how many steps it took. */
  public static Minimum minimum(PrintStream out) {
    Minimum found = minimize(NewtonDerivatives.VALLEY, new double[] {-1.2, 1}, 1e-10);
    out.printf("minimum %.3e at (%.6f, %.6f) after %d steps%n", found.value(), found.point()[0], found.point()[1], found.steps());
    return found;
  }

  /** Goes downhill from x until no entry of the gradient exceeds the tolerance. */
  public static Minimum minimize(TwiceDifferentiableFunction f, double[] x, double tolerance) {
    double[] at = x.clone();
    double[] gradient = new double[x.length];
    int steps = 0;
    double value = f.gradient(at, gradient);
    while (new ArrayRealVector(gradient).getLInfNorm() > tolerance) {
      var hessian = new Array2DRowRealMatrix(f.hessian(at), false);
      var downhill = new ArrayRealVector(gradient).mapMultiply(-1);
      var step = new LUDecomposition(hessian).getSolver().solve(downhill);
      for (double shift = 1e-3; step.dotProduct(downhill) <= 0; shift *= 10) {
        for (int i = 0; i < x.length; i++) {
          hessian.addToEntry(i, i, shift);
        }
        step = new LUDecomposition(hessian).getSolver().solve(downhill);
      }
      double slope = -step.dotProduct(downhill);
      double length = 1;
      double[] next = new ArrayRealVector(at).add(step).toArray();
      while (!(f.value(next) <= value + SUFFICIENT * length * slope) && length > 1e-12) {
        length /= 2;
        next = new ArrayRealVector(at).add(step.mapMultiply(length)).toArray();
      }
      at = next;
      value = f.gradient(at, gradient);
      steps++;
    }
    return new Minimum(at, value, steps);
  }

  /** Prints the minimum. */
  public static void main(String[] args) {
    minimum(System.out);
  }
}
