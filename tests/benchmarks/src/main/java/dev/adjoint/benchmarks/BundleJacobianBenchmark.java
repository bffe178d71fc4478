package dev.adjoint.benchmarks;

import dev.adjoint.benchmarks.data.BundleData;
import dev.adjoint.benchmarks.data.Differences;
import dev.adjoint.benchmarks.peers.FieldBundle;
import dev.adjoint.benchmarks.peers.Variables;
import dev.adjoint.benchmarks.problems.BundleAdjustment;
import dev.adjoint.benchmarks.problems.BundleAdjustmentAdjoint;
import dev.adjoint.benchmarks.problems.BundleAdjustmentDerivatives;
import dev.adjoint.benchmarks.problems.SparseJacobian;
import dev.adjoint.runtime.tape.Tape;
import java.util.function.Supplier;
import org.hipparchus.analysis.differentiation.Gradient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * All residuals of ADBench's bundle adjustment, and their sparse Jacobian of two rows for each of 31,843
 * observations.
 */
public class BundleJacobianBenchmark extends Measured {
  private BundleData data;
  private SparseJacobian jacobian;
  private final double[][] quotients = new double[2][SparseJacobian.ROW];
  private final Tape tape = new Tape();

  @Setup
  public void prepare() {
    data = BundleData.read();
    jacobian = new SparseJacobian(data.observations());
  }

  @Benchmark
  public void primal(Blackhole sink) {
    for (int o = 0; o < data.observations(); o++) {
      sink.consume(
          BundleAdjustment.residual(camera(o), point(o), data.weights()[o], data.features()[o]));
      sink.consume(BundleAdjustment.weightResidual(data.weights()[o]));
    }
  }

  @Benchmark
  public double[] vjp() {
    return jacobian.compute(
        data.cameras(), data.points(), data.weights(), data.features(),
        (camera, point, weight, feature, rowSeed, cameraAdjoint, pointAdjoint) ->
            BundleAdjustmentDerivatives.residualVjp(
                    camera, point, weight, feature, rowSeed, cameraAdjoint, pointAdjoint, tape)
                .weight(),
        weight -> BundleAdjustmentDerivatives.weightResidualGradient(weight).weight());
  }

  @Benchmark
  public double[] hand() {
    return jacobian.compute(
        data.cameras(), data.points(), data.weights(), data.features(),
        (camera, point, weight, feature, rowSeed, cameraAdjoint, pointAdjoint) ->
            BundleAdjustmentAdjoint.residualVjp(
                    camera, point, weight, feature, rowSeed, cameraAdjoint, pointAdjoint)
                .weight(),
        weight -> -2 * weight);
  }

  @Benchmark
  public void differences(Blackhole sink) {
    for (int o = 0; o < data.observations(); o++) {
      double[] camera = camera(o), point = point(o), feature = data.features()[o], weight = {data.weights()[o]};
      Supplier<double[]> residual = () -> BundleAdjustment.residual(camera, point, weight[0], feature);
      double[] values = residual.get();
      Differences.forward(residual, values, camera, quotients, 0);
      Differences.forward(residual, values, point, quotients, 11);
      Differences.forward(residual, values, weight, quotients, 14);
      sink.consume(quotients);
    }
  }

  @Benchmark
  public void hipparchus(Blackhole sink) {
    for (int o = 0; o < data.observations(); o++) {
      Variables variables = new Variables(SparseJacobian.ROW);
      Gradient[] camera = variables.of(camera(o)), point = variables.of(point(o));
      sink.consume(FieldBundle.residual(camera, point, variables.of(data.weights()[o]), data.features()[o]));
    }
  }

  private double[] camera(int observation) {
    return data.cameras()[observation % data.cameras().length];
  }

  private double[] point(int observation) {
    return data.points()[observation % data.points().length];
  }
}
