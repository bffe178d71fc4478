// annotate: commons-math3 org.apache.commons.math3.ode.nonstiff.RungeKuttaIntegrator#singleStep(FirstOrderDifferentialEquations, double, double[], double)
// annotate: commons-math3 org.apache.commons.math3.ode.FirstOrderDifferentialEquations#computeDerivatives(double, double[], double[])
package published;

import dev.adjoint.annotations.Differentiable;
import org.apache.commons.math3.ode.FirstOrderDifferentialEquations;
import org.apache.commons.math3.ode.nonstiff.ClassicalRungeKuttaIntegrator;

/** Step of an integrator: tables in the receiver, the equations behind an interface. */
final class RungeKuttaStep {
  /** Predator and prey. */
  static final class LotkaVolterra implements FirstOrderDifferentialEquations {
    @Override
    public int getDimension() {
      return 2;
    }

    @Override
    @Differentiable
    public void computeDerivatives(double t, double[] y, double[] yDot) {
      yDot[0] = y[0] * (1.1 - 0.4 * y[1]);
      yDot[1] = y[1] * (0.1 * y[0] - 0.4);
    }
  }

  static Object[][] inputs() {
    return new Object[][] {{new ClassicalRungeKuttaIntegrator(0.1), new LotkaVolterra(), 0.5, new double[] {10, 5}, 0.625}};
  }
}
