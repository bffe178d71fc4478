package dev.adjoint.examples;

import java.io.PrintStream;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresBuilder;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LeastSquaresOptimizer.Optimum;
import org.hipparchus.optim.nonlinear.vector.leastsquares.LevenbergMarquardtOptimizer;
import org.hipparchus.optim.nonlinear.vector.leastsquares.MultivariateJacobianFunction;
import org.hipparchus.util.Pair;

/** Calibrates SABR's alpha, rho and nu to a smile by Levenberg and Marquardt; beta stays fixed, as is usual. */
public final class SabrCalibration {
  /** An option market in one expiry. */
  public record Smile(double forward, double expiry, double beta, double[] strikes, double[] volatilities) {}

  /** What was found, and the root mean square of the remaining errors. */
  public record Calibration(double alpha, double rho, double nu, double error, int iterations) {}

  /** A smile of the shape that swaptions show, to a tenth of a per cent. */
  static final Smile SMILE = new Smile(0.03, 5, 0.5,
      new double[] {0.015, 0.02, 0.025, 0.03, 0.035, 0.04, 0.05, 0.06},
      new double[] {0.333, 0.290, 0.261, 0.241, 0.229, 0.222, 0.216, 0.216});

  private SabrCalibration() {}

  /** Fits the three parameters. */
  public static Calibration calibrate(Smile smile) {
    MultivariateJacobianFunction model = parameters -> volatilities(smile, parameters);
    Optimum optimum = new LevenbergMarquardtOptimizer().optimize(new LeastSquaresBuilder()
        .model(model).target(smile.volatilities).start(new double[] {0.05, 0, 0.5})
        .maxEvaluations(1000).maxIterations(1000).build());
    RealVector end = optimum.getPoint();
    return new Calibration(
        end.getEntry(0), end.getEntry(1), end.getEntry(2), optimum.getRMS(), optimum.getIterations());
  }

  /** The model's volatilities and their Jacobian, one generated gradient for each row. */
  private static Pair<RealVector, RealMatrix> volatilities(Smile smile, RealVector parameters) {
    int n = smile.strikes.length;
    RealVector values = MatrixUtils.createRealVector(new double[n]);
    RealMatrix jacobian = MatrixUtils.createRealMatrix(n, 3);
    for (int i = 0; i < n; i++) {
      var gradient = SabrDerivatives.volatilityGradient(smile.forward, smile.strikes[i], smile.expiry,
          parameters.getEntry(0), smile.beta, parameters.getEntry(1), parameters.getEntry(2));
      values.setEntry(i, gradient.value());
      jacobian.setRow(i, new double[] {gradient.alpha(), gradient.rho(), gradient.nu()});
    }
    return new Pair<>(values, jacobian);
  }

  /** Calibrates to {@link #SMILE} and prints what came out. */
  public static Calibration run(PrintStream out) {
    Calibration found = calibrate(SMILE);
    out.printf("SABR: alpha %.5f, rho %.4f, nu %.4f after %d iterations, root mean square error %.5f%n",
        found.alpha, found.rho, found.nu, found.iterations, found.error);
    return found;
  }

  /** Runs it. */
  public static void main(String[] args) {
    run(System.out);
  }
}
