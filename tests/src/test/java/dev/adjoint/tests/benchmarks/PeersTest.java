package dev.adjoint.tests.benchmarks;

import static dev.adjoint.tests.benchmarks.Close.assertClose;

import com.opengamma.strata.pricer.impl.volatility.smile.SabrHaganVolatilityFunctionProvider;
import dev.adjoint.benchmarks.data.BundleData;
import dev.adjoint.benchmarks.data.LstmData;
import dev.adjoint.benchmarks.data.MixtureData;
import dev.adjoint.benchmarks.data.RandomData;
import dev.adjoint.benchmarks.peers.FieldBundle;
import dev.adjoint.benchmarks.peers.FieldLstm;
import dev.adjoint.benchmarks.peers.FieldMixture;
import dev.adjoint.benchmarks.peers.FieldOptions;
import dev.adjoint.benchmarks.peers.FieldProblems;
import dev.adjoint.benchmarks.peers.Variables;
import dev.adjoint.benchmarks.problems.BlackScholesAdjoint;
import dev.adjoint.benchmarks.problems.LogisticRegressionAdjoint;
import dev.adjoint.benchmarks.problems.LotkaVolterra;
import dev.adjoint.benchmarks.problems.LotkaVolterraAdjoint;
import dev.adjoint.benchmarks.problems.LstmAdjoint;
import dev.adjoint.benchmarks.problems.RosenbrockAdjoint;
import dev.adjoint.benchmarks.problems.SabrAdjoint;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.hipparchus.analysis.differentiation.Gradient;
import org.junit.jupiter.api.Test;

/** The peers compute the same functions: their derivatives are those written by hand. */
class PeersTest {
  @Test
  void rosenbrock() {
    double[] x = RandomData.around(20), adjoint = new double[20];
    RosenbrockAdjoint.valueVjp(x, 1, adjoint);
    assertClose(adjoint, FieldProblems.rosenbrock(new Variables(20).of(x)).getGradient(), 1e-13);
  }

  @Test
  void logisticRegression() {
    var data = RandomData.classification(50, 10);
    double[] adjoint = new double[10];
    LogisticRegressionAdjoint.lossVjp(data.weights(), data.rows(), data.labels(), 0.1, 1, adjoint);
    assertClose(adjoint, FieldProblems.logistic(
        new Variables(10).of(data.weights()), data.rows(), data.labels(), 0.1).getGradient(), 1e-12);
  }

  @Test
  void lotkaVolterra() {
    double[] p = {1.1, 0.4, 0.4, 0.1, 10, 5}, adjoint = new double[6];
    new LotkaVolterraAdjoint().populationVjp(p, 500, 1, adjoint);
    assertClose(adjoint,
        FieldProblems.population(new Variables(6).of(p), 500, LotkaVolterra.SPAN).getGradient(), 1e-11);
  }

  @Test
  void gaussianMixture() {
    MixtureData data = MixtureData.read("d2_K5");
    Variables variables = new Variables(30);
    Gradient value = FieldMixture.logDensity(variables.of(data.alpha()), variables.of(data.means()),
        variables.of(data.icf()), data.points(), data.gamma(), data.m());
    double[] expected = flat(Stream.of(
        new double[][] {Reference.vector("gmm_d2_K5/gradient/alpha")},
        Reference.matrix("gmm_d2_K5/gradient/mu"), Reference.icfRowByRow("d2_K5")));
    assertClose(expected, value.getGradient(), 1e-10);
  }

  @Test
  void lstm() {
    LstmData data = LstmData.read(20);
    double[][] main = new double[data.main().length][data.main()[0].length];
    double[][] extra = new double[3][data.extra()[0].length];
    new LstmAdjoint().lossVjp(data.main(), data.extra(), data.state(), data.sequence(), 1, main, extra);
    double[] expected = flat(Stream.of(main, extra));
    Variables variables = new Variables(expected.length);
    Gradient value = FieldLstm.loss(
        variables.of(data.main()), variables.of(data.extra()), data.state(), data.sequence());
    assertClose(expected, value.getGradient(), 1e-11);
  }

  @Test
  void bundleAdjustment() {
    BundleData data = BundleData.read();
    Variables variables = new Variables(15);
    Gradient[] camera = variables.of(data.cameras()[0]), point = variables.of(data.points()[0]);
    Gradient[] residual =
        FieldBundle.residual(camera, point, variables.of(data.weights()[0]), data.features()[0]);
    for (int row = 0; row < 2; row++) {
      double[] expected = DoubleStream.concat(
          DoubleStream.concat(Arrays.stream(Reference.vector("ba1/jacobian/camera/" + row)),
              Arrays.stream(Reference.vector("ba1/jacobian/point/" + row))),
          DoubleStream.of(Reference.number("ba1/jacobian/weight/" + row))).toArray();
      assertClose(expected, residual[row].getGradient(), 1e-10);
    }
  }

  @Test
  void options() {
    Gradient[] c = new Variables(5).of(new double[] {100, 110, 0.2, 0.03, 1.5});
    var call = BlackScholesAdjoint.callGradient(100, 110, 0.2, 0.03, 1.5);
    assertClose(new double[] {call.spot(), call.strike(), call.volatility(), call.rate(), call.expiry()},
        FieldOptions.call(c[0], c[1], c[2], c[3], c[4]).getGradient(), 1e-12);

    Gradient[] s = new Variables(6).of(new double[] {0.05, 0.06, 0.1, 0.5, -0.3, 0.4});
    var sabr = SabrAdjoint.volatilityGradient(0.05, 0.06, 1.5, 0.1, 0.5, -0.3, 0.4);
    double[] expected = {sabr.forward(), sabr.strike(), sabr.alpha(), sabr.beta(), sabr.rho(), sabr.nu()};
    assertClose(expected, FieldOptions.volatility(s[0], s[1], 1.5, s[2], s[3], s[4], s[5]).getGradient(), 1e-12);

    var strata = SabrHaganVolatilityFunctionProvider.DEFAULT.volatilityAdjoint(
        0.05, 0.06, 1.5, 0.1, 0.5, -0.3, 0.4);
    assertClose(strata.getValue(), sabr.value(), 1e-13);
    assertClose(strata.getDerivatives().toArray(), expected, 1e-12);
  }

  private static double[] flat(Stream<double[][]> matrices) {
    return matrices.flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
  }
}
