package dev.adjoint.tests.benchmarks;

import static dev.adjoint.tests.benchmarks.Close.assertClose;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.adjoint.benchmarks.data.BundleData;
import dev.adjoint.benchmarks.data.LstmData;
import dev.adjoint.benchmarks.data.MixtureData;
import dev.adjoint.benchmarks.data.RandomData;
import dev.adjoint.benchmarks.problems.BlackScholes;
import dev.adjoint.benchmarks.problems.BlackScholesAdjoint;
import dev.adjoint.benchmarks.problems.BlackScholesDerivatives;
import dev.adjoint.benchmarks.problems.BundleAdjustment;
import dev.adjoint.benchmarks.problems.BundleAdjustmentAdjoint;
import dev.adjoint.benchmarks.problems.BundleAdjustmentDerivatives;
import dev.adjoint.benchmarks.problems.GaussianMixture;
import dev.adjoint.benchmarks.problems.GaussianMixtureDerivatives;
import dev.adjoint.benchmarks.problems.LogisticRegression;
import dev.adjoint.benchmarks.problems.LogisticRegressionAdjoint;
import dev.adjoint.benchmarks.problems.LogisticRegressionDerivatives;
import dev.adjoint.benchmarks.problems.LotkaVolterra;
import dev.adjoint.benchmarks.problems.LotkaVolterraAdjoint;
import dev.adjoint.benchmarks.problems.LotkaVolterraDerivatives;
import dev.adjoint.benchmarks.problems.LotkaVolterraRecords;
import dev.adjoint.benchmarks.problems.LotkaVolterraRecordsDerivatives;
import dev.adjoint.benchmarks.problems.Lstm;
import dev.adjoint.benchmarks.problems.LstmDerivatives;
import dev.adjoint.benchmarks.problems.Rosenbrock;
import dev.adjoint.benchmarks.problems.RosenbrockAdjoint;
import dev.adjoint.benchmarks.problems.RosenbrockDerivatives;
import dev.adjoint.benchmarks.problems.Sabr;
import dev.adjoint.benchmarks.problems.SabrAdjoint;
import dev.adjoint.benchmarks.problems.SabrDerivatives;
import dev.adjoint.benchmarks.problems.SparseJacobian;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the benchmarks measure as generated: its value is the primal's bit for bit, its gradient the one by hand or of
 * the reference.
 */
class GeneratedGradientTest {
  @Test
  void rosenbrock() {
    double[] x = RandomData.around(1000), expected = new double[1000], direction = RandomData.around(1000);
    RosenbrockAdjoint.valueVjp(x, 1, expected);
    var gradient = RosenbrockDerivatives.valueGradient(x);
    assertEquals(Rosenbrock.value(x), gradient.value());
    assertClose(expected, gradient.x(), 1e-13);
    var tangent = RosenbrockDerivatives.valueJvp(x, direction);
    assertEquals(Rosenbrock.value(x), tangent.value());
    assertClose(dot(gradient.x(), direction), tangent.tangent(), 1e-12);
    double[] buffer = expected.clone();
    assertEquals(gradient.value(), RosenbrockDerivatives.valueVjp(x, -1, buffer));
    assertClose(0, Arrays.stream(buffer).map(Math::abs).max().orElseThrow(), 1e-10);
    assertEquals(gradient.value(), RosenbrockDerivatives.VALUE.gradient(x, buffer));
    assertClose(expected, buffer, 1e-13);
  }

  @Test
  void logisticRegression() {
    var data = RandomData.classification(1000, 100);
    double[] expected = new double[100];
    LogisticRegressionAdjoint.lossVjp(data.weights(), data.rows(), data.labels(), 0.01, 1, expected);
    var gradient = LogisticRegressionDerivatives.lossGradient(data.weights(), data.rows(), data.labels(), 0.01);
    assertEquals(
        LogisticRegression.loss(data.weights(), data.rows(), data.labels(), 0.01), gradient.value());
    assertClose(expected, gradient.weights(), 1e-12);
    double[] direction = RandomData.around(100);
    assertClose(dot(expected, direction), LogisticRegressionDerivatives.lossJvp(
        data.weights(), data.rows(), data.labels(), 0.01, direction).tangent(), 1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"d2_K5", "d10_K25"})
  void gaussianMixture(String size) {
    MixtureData data = MixtureData.read(size);
    var gradient = GaussianMixtureDerivatives.logDensityGradient(
        data.alpha(), data.means(), data.icf(), data.points(), data.gamma(), data.m());
    assertEquals(GaussianMixture.logDensity(
        data.alpha(), data.means(), data.icf(), data.points(), data.gamma(), data.m()), gradient.value());
    assertClose(Reference.vector("gmm_" + size + "/gradient/alpha"), gradient.alpha(), 1e-10);
    assertClose(Reference.matrix("gmm_" + size + "/gradient/mu"), gradient.means(), 1e-10);
    assertClose(Reference.icfRowByRow(size), gradient.icf(), 1e-10);
    double expected = dot(gradient.alpha(), data.alpha()) + dot(gradient.means(), data.means())
        + dot(gradient.icf(), data.icf());
    assertClose(expected, GaussianMixtureDerivatives.logDensityJvp(
        data.alpha(), data.means(), data.icf(), data.points(), data.gamma(), data.m(),
        data.alpha().clone(), copy(data.means()), copy(data.icf())).tangent(), 1e-10);
  }

  @Test
  void lstm() {
    LstmData data = LstmData.read(1024);
    var gradient = LstmDerivatives.lossGradient(data.main(), data.extra(), data.state(), data.sequence());
    assertEquals(Lstm.loss(data.main(), data.extra(), data.state(), data.sequence()), gradient.value());
    assertClose(Reference.matrix("lstm_l2_c1024/gradient/main"), gradient.main(), 1e-10);
    assertClose(Reference.matrix("lstm_l2_c1024/gradient/extra"), gradient.extra(), 1e-10);
    assertClose(dot(gradient.main(), data.main()) + dot(gradient.extra(), data.extra()),
        LstmDerivatives.lossJvp(data.main(), data.extra(), data.state(), data.sequence(),
            copy(data.main()), copy(data.extra())).tangent(), 1e-10);
  }

  @Test
  void bundleAdjustmentJacobian() {
    BundleData data = BundleData.read();
    double[] values = new SparseJacobian(data.observations()).compute(
        data.cameras(), data.points(), data.weights(), data.features(),
        (camera, point, weight, feature, seed, cameraAdjoint, pointAdjoint) ->
            BundleAdjustmentDerivatives.residualVjp(
                camera, point, weight, feature, seed, cameraAdjoint, pointAdjoint).weight(),
        weight -> BundleAdjustmentDerivatives.weightResidualGradient(weight).weight());
    int[] columns =
        SparseJacobian.columns(data.cameras().length, data.points().length, data.observations());
    assertEquals(columns.length, values.length);
    for (int o = 0; o < data.observations(); o += 1000) {
      for (int row = 0; row < 2; row++) {
        int at = (2 * o + row) * SparseJacobian.ROW;
        assertClose(Reference.vector("ba1/jacobian/camera/" + row), Arrays.copyOfRange(values, at, at + 11), 1e-10);
        assertClose(Reference.vector("ba1/jacobian/point/" + row),
            Arrays.copyOfRange(values, at + 11, at + 14), 1e-10);
        assertClose(Reference.number("ba1/jacobian/weight/" + row), values[at + 14], 1e-10);
        assertEquals(o % 49 * 11, columns[at]);
        assertEquals(49 * 11 + o % 7776 * 3, columns[at + 11]);
      }
      assertClose(Reference.number("ba1/weight_jacobian"), values[30 * data.observations() + o], 1e-14);
    }
  }

  @Test
  void bundleAdjustmentWithoutRotation() {
    double[] camera = {0, 0, 0, 0.1, 0.2, 0.3, 2, 0.4, 0.5, 0.06, 0.007}, point = {0.7, 0.8, 3}, feature = {0.9, 1};
    double[] seed = {1, -2}, cameraExpected = new double[11], pointExpected = new double[3];
    var hand = BundleAdjustmentAdjoint.residualVjp(
        camera, point, 0.5, feature, seed, cameraExpected, pointExpected);
    double[] cameraAdjoint = new double[11], pointAdjoint = new double[3];
    var generated = BundleAdjustmentDerivatives.residualVjp(
        camera, point, 0.5, feature, seed, cameraAdjoint, pointAdjoint);
    assertEquals(BundleAdjustment.residual(camera, point, 0.5, feature)[0], generated.value()[0]);
    assertClose(cameraExpected, cameraAdjoint, 1e-13);
    assertClose(pointExpected, pointAdjoint, 1e-13);
    assertClose(hand.weight(), generated.weight(), 1e-13);
  }

  @Test
  void lotkaVolterra() {
    double[] p = {1.1, 0.4, 0.4, 0.1, 10, 5}, expected = new double[6], direction = {1, 2, 3, 4, 5, 6};
    new LotkaVolterraAdjoint().populationVjp(p, 10_000, 1, expected);
    var gradient = LotkaVolterraDerivatives.populationGradient(p, 10_000);
    assertEquals(LotkaVolterra.population(p, 10_000), gradient.value());
    assertClose(expected, gradient.p(), 1e-10);
    assertClose(dot(gradient.p(), direction),
        LotkaVolterraDerivatives.populationJvp(p, 10_000, direction).tangent(), 1e-10);
  }

  @Test
  void recordsOfLotkaVolterra() {
    double[] p = {1.1, 0.4, 0.4, 0.1, 10, 5};
    var numbers = LotkaVolterraDerivatives.populationGradient(p, 10_000);
    var records = LotkaVolterraRecordsDerivatives.populationGradient(p, 10_000);
    assertEquals(LotkaVolterraRecords.population(p, 10_000), records.value());
    assertClose(numbers.value(), records.value(), 1e-11);
    assertClose(numbers.p(), records.p(), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {60, 99, 110, 180})
  void blackScholes(double strike) {
    var hand = BlackScholesAdjoint.callGradient(100, strike, 0.2, 0.03, 1.5);
    var generated = BlackScholesDerivatives.callGradient(100, strike, 0.2, 0.03, 1.5);
    assertEquals(BlackScholes.call(100, strike, 0.2, 0.03, 1.5), generated.value());
    assertClose(
        new double[] {hand.spot(), hand.strike(), hand.volatility(), hand.rate(), hand.expiry()},
        new double[] {
          generated.spot(), generated.strike(), generated.volatility(), generated.rate(), generated.expiry()
        },
        1e-12);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.03, 0.049999, 0.05, 0.06, 0.1})
  void sabr(double strike) {
    var hand = SabrAdjoint.volatilityGradient(0.05, strike, 1.5, 0.1, 0.5, -0.3, 0.4);
    var generated = SabrDerivatives.volatilityGradient(0.05, strike, 1.5, 0.1, 0.5, -0.3, 0.4);
    assertEquals(Sabr.volatility(0.05, strike, 1.5, 0.1, 0.5, -0.3, 0.4), generated.value());
    assertClose(
        new double[] {hand.forward(), hand.strike(), hand.alpha(), hand.beta(), hand.rho(), hand.nu()},
        new double[] {
          generated.forward(), generated.strike(), generated.alpha(), generated.beta(), generated.rho(),
          generated.nu()
        },
        1e-12);
    assertClose(hand.alpha(), SabrDerivatives.volatilityJvp(
        0.05, strike, 1.5, 0.1, 0.5, -0.3, 0.4, 0, 0, 1, 0, 0, 0).tangent(), 1e-12);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double dot(double[][] a, double[][] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += dot(a[i], b[i]);
    }
    return sum;
  }

  private static double[][] copy(double[][] rows) {
    return Arrays.stream(rows).map(double[]::clone).toArray(double[][]::new);
  }
}
