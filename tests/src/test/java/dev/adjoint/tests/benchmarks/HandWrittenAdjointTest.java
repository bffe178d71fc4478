package dev.adjoint.tests.benchmarks;

import static dev.adjoint.tests.benchmarks.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.benchmarks.data.BundleData;
import dev.adjoint.benchmarks.data.Differences;
import dev.adjoint.benchmarks.data.LstmData;
import dev.adjoint.benchmarks.data.MixtureData;
import dev.adjoint.benchmarks.data.RandomData;
import dev.adjoint.benchmarks.problems.BlackScholes;
import dev.adjoint.benchmarks.problems.BlackScholesAdjoint;
import dev.adjoint.benchmarks.problems.BundleAdjustment;
import dev.adjoint.benchmarks.problems.BundleAdjustmentAdjoint;
import dev.adjoint.benchmarks.problems.GaussianMixture;
import dev.adjoint.benchmarks.problems.GaussianMixtureAdjoint;
import dev.adjoint.benchmarks.problems.LogisticRegression;
import dev.adjoint.benchmarks.problems.LogisticRegressionAdjoint;
import dev.adjoint.benchmarks.problems.LotkaVolterra;
import dev.adjoint.benchmarks.problems.LotkaVolterraAdjoint;
import dev.adjoint.benchmarks.problems.Lstm;
import dev.adjoint.benchmarks.problems.LstmAdjoint;
import dev.adjoint.benchmarks.problems.Rosenbrock;
import dev.adjoint.benchmarks.problems.RosenbrockAdjoint;
import dev.adjoint.benchmarks.problems.Sabr;
import dev.adjoint.benchmarks.problems.SabrAdjoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The primals against the reference values, the adjoints written by hand against those and against central
 * differences.
 */
class HandWrittenAdjointTest {
  /** The seed of every adjoint here, and what its buffers hold before: they accumulate. */
  private static final double SEED = 1.5, BEFORE = 0.25;

  @Test
  void rosenbrock() {
    double[] x = RandomData.around(50), adjoint = filled(50);
    assertEquals(Rosenbrock.value(x), RosenbrockAdjoint.valueVjp(x, SEED, adjoint));
    assertClose(Differences.central(() -> Rosenbrock.value(x), x), gradient(adjoint), 1e-8);
  }

  @Test
  void logisticRegression() {
    var data = RandomData.classification(200, 20);
    double[] adjoint = filled(20);
    double value =
        LogisticRegressionAdjoint.lossVjp(data.weights(), data.rows(), data.labels(), 0.1, SEED, adjoint);
    assertEquals(LogisticRegression.loss(data.weights(), data.rows(), data.labels(), 0.1), value);
    assertClose(
        Differences.central(
            () -> LogisticRegression.loss(data.weights(), data.rows(), data.labels(), 0.1), data.weights()),
        gradient(adjoint), 1e-8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"d2_K5", "d10_K25"})
  void gaussianMixture(String size) {
    MixtureData data = MixtureData.read(size);
    String reference = "gmm_" + size + "/";
    double value = GaussianMixture.logDensity(
        data.alpha(), data.means(), data.icf(), data.points(), data.gamma(), data.m());
    assertClose(Reference.number(reference + "objective"), value, 1e-13);

    GaussianMixtureAdjoint hand = new GaussianMixtureAdjoint();
    for (int call = 0; call < 2; call++) {
      double[] alpha = new double[data.alpha().length];
      double[][] means = new double[alpha.length][data.means()[0].length];
      double[][] icf = new double[alpha.length][data.icf()[0].length];
      assertClose(value, hand.logDensityVjp(data.alpha(), data.means(), data.icf(), data.points(), data.gamma(),
          data.m(), 1, alpha, means, icf), 1e-14);
      assertClose(Reference.vector(reference + "gradient/alpha"), alpha, 1e-10);
      assertClose(Reference.matrix(reference + "gradient/mu"), means, 1e-10);
      assertClose(Reference.icfRowByRow(size), icf, 1e-10);
    }
  }

  @Test
  void lstm() {
    LstmData data = LstmData.read(1024);
    double value = Lstm.loss(data.main(), data.extra(), data.state(), data.sequence());
    assertClose(Reference.number("lstm_l2_c1024/objective"), value, 1e-12);

    LstmAdjoint hand = new LstmAdjoint();
    for (int call = 0; call < 2; call++) {
      double[][] main = new double[data.main().length][data.main()[0].length];
      double[][] extra = new double[data.extra().length][data.extra()[0].length];
      assertClose(value, hand.lossVjp(
          data.main(), data.extra(), data.state(), data.sequence(), 1, main, extra), 1e-12);
      assertClose(Reference.matrix("lstm_l2_c1024/gradient/main"), main, 1e-10);
      assertClose(Reference.matrix("lstm_l2_c1024/gradient/extra"), extra, 1e-10);
    }
  }

  @Test
  void bundleAdjustment() {
    BundleData data = BundleData.read();
    double[] camera = data.cameras()[0], point = data.points()[0], feature = data.features()[0];
    double weight = data.weights()[0];
    assertClose(
        Reference.vector("ba1/residual"), BundleAdjustment.residual(camera, point, weight, feature), 1e-10);
    assertClose(Reference.number("ba1/weight_residual"), BundleAdjustment.weightResidual(weight), 1e-14);
    for (int row = 0; row < 2; row++) {
      double[] seed = {1 - row, row}, cameraAdjoint = new double[11], pointAdjoint = new double[3];
      var result = BundleAdjustmentAdjoint.residualVjp(
          camera, point, weight, feature, seed, cameraAdjoint, pointAdjoint);
      assertClose(BundleAdjustment.residual(camera, point, weight, feature), result.value(), 1e-10);
      assertClose(Reference.vector("ba1/jacobian/camera/" + row), cameraAdjoint, 1e-10);
      assertClose(Reference.vector("ba1/jacobian/point/" + row), pointAdjoint, 1e-10);
      assertClose(Reference.number("ba1/jacobian/weight/" + row), result.weight(), 1e-10);
    }
  }

  @Test
  void bundleAdjustmentWithoutRotation() {
    double[] camera = {0, 0, 0, 0.1, 0.2, 0.3, 2, 0.4, 0.5, 0.06, 0.007}, point = {0.7, 0.8, 3}, feature = {0.9, 1};
    double[] seed = {1, -2}, cameraAdjoint = new double[11], pointAdjoint = new double[3];
    var result = BundleAdjustmentAdjoint.residualVjp(
        camera, point, 0.5, feature, seed, cameraAdjoint, pointAdjoint);
    double[] expected = BundleAdjustment.residual(camera, point, 0.5, feature);
    assertClose(expected, result.value(), 1e-13);
    assertClose(2 * (expected[0] - 2 * expected[1]), result.weight(), 1e-13);
    assertClose(Differences.central(() -> combined(camera, point, feature, seed), camera), cameraAdjoint, 1e-8);
    assertClose(Differences.central(() -> combined(camera, point, feature, seed), point), pointAdjoint, 1e-8);
  }

  private static double combined(double[] camera, double[] point, double[] feature, double[] seed) {
    double[] residual = BundleAdjustment.residual(camera, point, 0.5, feature);
    return seed[0] * residual[0] + seed[1] * residual[1];
  }

  @Test
  void lotkaVolterra() {
    double[] p = {1.1, 0.4, 0.4, 0.1, 10, 5}, adjoint = filled(6);
    LotkaVolterraAdjoint hand = new LotkaVolterraAdjoint();
    assertClose(LotkaVolterra.population(p, 1000), hand.populationVjp(p, 1000, SEED, adjoint), 1e-12);
    double[] expected = Differences.central(() -> LotkaVolterra.population(p, 1000), p);
    assertClose(expected, gradient(adjoint), 1e-7);
    double[] again = new double[6];
    hand.populationVjp(p, 1000, 1, again);
    assertClose(expected, again, 1e-7);
  }

  @ParameterizedTest
  @ValueSource(doubles = {60, 99, 110, 180})
  void blackScholes(double strike) {
    double[] p = {100, strike, 0.2, 0.03, 1.5};
    var hand = BlackScholesAdjoint.callGradient(p[0], p[1], p[2], p[3], p[4]);
    assertClose(BlackScholes.call(p[0], p[1], p[2], p[3], p[4]), hand.value(), 1e-13);
    assertClose(Differences.central(() -> BlackScholes.call(p[0], p[1], p[2], p[3], p[4]), p),
        new double[] {hand.spot(), hand.strike(), hand.volatility(), hand.rate(), hand.expiry()}, 1e-7);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.03, 0.049999, 0.05, 0.06, 0.1})
  void sabr(double strike) {
    double[] p = {0.05, strike, 0.1, 0.5, -0.3, 0.4};
    var hand = SabrAdjoint.volatilityGradient(p[0], p[1], 1.5, p[2], p[3], p[4], p[5]);
    assertClose(Sabr.volatility(p[0], p[1], 1.5, p[2], p[3], p[4], p[5]), hand.value(), 1e-13);
    assertClose(Differences.central(() -> Sabr.volatility(p[0], p[1], 1.5, p[2], p[3], p[4], p[5]), p),
        new double[] {hand.forward(), hand.strike(), hand.alpha(), hand.beta(), hand.rho(), hand.nu()}, 1e-6);
  }

  private static double[] filled(int length) {
    double[] buffer = new double[length];
    java.util.Arrays.fill(buffer, BEFORE);
    return buffer;
  }

  private static double[] gradient(double[] buffer) {
    return java.util.Arrays.stream(buffer).map(a -> (a - BEFORE) / SEED).toArray();
  }
}
