package dev.adjoint.benchmarks;

import dev.adjoint.benchmarks.data.BundleData;
import dev.adjoint.benchmarks.problems.BundleAdjustment;
import dev.adjoint.benchmarks.problems.BundleAdjustmentAdjoint;
import dev.adjoint.benchmarks.problems.BundleAdjustmentDerivatives;
import dev.adjoint.runtime.tape.Tape;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** One observation of bundle adjustment: one row of its Jacobian. */
public class BundleResidualBenchmark extends Measured {
  private double[] camera, point, feature;
  private double weight;
  private final double[] seeds = {1, 0}, cameraAdjoint = new double[11], pointAdjoint = new double[3];
  private final Tape tape = new Tape();

  @Setup
  public void prepare() {
    BundleData data = BundleData.read();
    camera = data.cameras()[0];
    point = data.points()[0];
    feature = data.features()[0];
    weight = data.weights()[0];
  }

  @Benchmark
  public double[] primal() {
    return BundleAdjustment.residual(camera, point, weight, feature);
  }

  @Benchmark
  public Object vjp() {
    return BundleAdjustmentDerivatives.residualVjp(
        camera, point, weight, feature, seeds, cameraAdjoint, pointAdjoint, tape);
  }

  @Benchmark
  public Object hand() {
    return BundleAdjustmentAdjoint.residualVjp(
        camera, point, weight, feature, seeds, cameraAdjoint, pointAdjoint);
  }
}
