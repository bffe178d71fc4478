package dev.adjoint.benchmarks;

import dev.adjoint.benchmarks.data.Differences;
import dev.adjoint.benchmarks.data.MixtureData;
import dev.adjoint.benchmarks.peers.FieldMixture;
import dev.adjoint.benchmarks.peers.Variables;
import dev.adjoint.benchmarks.problems.GaussianMixture;
import dev.adjoint.benchmarks.problems.GaussianMixtureAdjoint;
import dev.adjoint.benchmarks.problems.GaussianMixtureDerivatives;
import dev.adjoint.runtime.tape.Tape;
import org.hipparchus.analysis.differentiation.Gradient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** ADBench's Gaussian mixture; the two slow methods are timed call by call. */
public class GaussianMixtureBenchmark extends Measured {
  @Param({"d2_K5", "d10_K25"})
  String size;

  private MixtureData data;
  private double[] alphaAdjoint;
  private double[][] meansAdjoint, icfAdjoint;
  private final GaussianMixtureAdjoint hand = new GaussianMixtureAdjoint();
  private final Tape tape = new Tape();

  @Setup
  public void prepare() {
    data = MixtureData.read(size);
    int components = data.alpha().length;
    alphaAdjoint = new double[components];
    meansAdjoint = new double[components][data.means()[0].length];
    icfAdjoint = new double[components][data.icf()[0].length];
  }

  @Benchmark
  public double primal() {
    return GaussianMixture.logDensity(
        data.alpha(), data.means(), data.icf(), data.points(), data.gamma(), data.m());
  }

  @Benchmark
  public Object gradient() {
    return GaussianMixtureDerivatives.logDensityGradient(
        data.alpha(), data.means(), data.icf(), data.points(), data.gamma(), data.m());
  }

  @Benchmark
  public double vjp() {
    return GaussianMixtureDerivatives.logDensityVjp(
        data.alpha(), data.means(), data.icf(), data.points(), data.gamma(), data.m(),
        seed, alphaAdjoint, meansAdjoint, icfAdjoint, tape);
  }

  @Benchmark
  public double hand() {
    return hand.logDensityVjp(
        data.alpha(), data.means(), data.icf(), data.points(), data.gamma(), data.m(),
        seed, alphaAdjoint, meansAdjoint, icfAdjoint);
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Fork(1)
  @Warmup(iterations = 2)
  @Measurement(iterations = 3)
  public double differences() {
    double value = primal();
    Differences.forward(this::primal, value, data.alpha(), alphaAdjoint);
    Differences.forward(this::primal, value, data.means(), meansAdjoint);
    Differences.forward(this::primal, value, data.icf(), icfAdjoint);
    return value;
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Fork(1)
  @Warmup(iterations = 2)
  @Measurement(iterations = 3)
  public Gradient hipparchus() {
    int components = data.alpha().length;
    Variables variables =
        new Variables(components * (1 + data.means()[0].length + data.icf()[0].length));
    return FieldMixture.logDensity(
        variables.of(data.alpha()), variables.of(data.means()), variables.of(data.icf()),
        data.points(), data.gamma(), data.m());
  }
}
