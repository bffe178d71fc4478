package dev.adjoint.benchmarks;

import dev.adjoint.benchmarks.data.Differences;
import dev.adjoint.benchmarks.data.LstmData;
import dev.adjoint.benchmarks.peers.FieldLstm;
import dev.adjoint.benchmarks.peers.Variables;
import dev.adjoint.benchmarks.problems.Lstm;
import dev.adjoint.benchmarks.problems.LstmAdjoint;
import dev.adjoint.benchmarks.problems.LstmDerivatives;
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

/** ADBench's LSTM of two layers over {@code characters} characters; the two slow methods are timed call by call. */
public class LstmBenchmark extends Measured {
  @Param("1024")
  int characters;

  private LstmData data;
  private double[][] mainAdjoint, extraAdjoint;
  private final LstmAdjoint hand = new LstmAdjoint();
  private final Tape tape = new Tape();

  @Setup
  public void prepare() {
    data = LstmData.read(characters);
    mainAdjoint = new double[data.main().length][data.main()[0].length];
    extraAdjoint = new double[data.extra().length][data.extra()[0].length];
  }

  @Benchmark
  public double primal() {
    return Lstm.loss(data.main(), data.extra(), data.state(), data.sequence());
  }

  @Benchmark
  public Object gradient() {
    return LstmDerivatives.lossGradient(data.main(), data.extra(), data.state(), data.sequence());
  }

  @Benchmark
  public double vjp() {
    return LstmDerivatives.lossVjp(
        data.main(), data.extra(), data.state(), data.sequence(), seed, mainAdjoint, extraAdjoint, tape);
  }

  @Benchmark
  public double hand() {
    return hand.lossVjp(
        data.main(), data.extra(), data.state(), data.sequence(), seed, mainAdjoint, extraAdjoint);
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Fork(1)
  @Warmup(iterations = 2)
  @Measurement(iterations = 5)
  public double differences() {
    double value = primal();
    Differences.forward(this::primal, value, data.main(), mainAdjoint);
    Differences.forward(this::primal, value, data.extra(), extraAdjoint);
    return value;
  }

  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @Fork(1)
  @Warmup(iterations = 2)
  @Measurement(iterations = 5)
  public Gradient hipparchus() {
    Variables variables =
        new Variables(data.main().length * data.main()[0].length + data.extra().length * data.extra()[0].length);
    return FieldLstm.loss(variables.of(data.main()), variables.of(data.extra()), data.state(), data.sequence());
  }
}
