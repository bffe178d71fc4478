// annotate: hipparchus-ode org.hipparchus.ode.nonstiff.ExplicitRungeKuttaIntegrator#applyExternalButcherWeights(double[], double[][], double, double[])
package published;

/** Step of an integrator: the static method of an interface that combines the stages. */
final class RungeKuttaWeights {
  static Object[][] inputs() {
    return new Object[][] {{new double[] {1, -0.5}, new double[][] {{0.25, 1}, {-0.75, 0.5}, {2, -1}}, 0.125, new double[] {0.25, 0.5, 0.25}}};
  }
}
