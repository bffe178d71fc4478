package dev.adjoint.benchmarks;

import dev.adjoint.benchmarks.data.Differences;
import dev.adjoint.benchmarks.peers.FieldProblems;
import dev.adjoint.benchmarks.peers.Variables;
import dev.adjoint.benchmarks.problems.LotkaVolterra;
import dev.adjoint.benchmarks.problems.LotkaVolterraAdjoint;
import dev.adjoint.benchmarks.problems.LotkaVolterraDerivatives;
import dev.adjoint.runtime.tape.Tape;
import org.hipparchus.analysis.differentiation.Gradient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * A Runge-Kutta integration of {@code steps} steps: also shows that the gradient's cost is linear in a loop's length.
 */
public class LotkaVolterraBenchmark extends Measured {
  @Param({"1000", "10000", "100000"})
  int steps;

  private final double[] p = {1.1, 0.4, 0.4, 0.1, 10, 5}, adjoint = new double[6];
  private final LotkaVolterraAdjoint hand = new LotkaVolterraAdjoint();
  private final Tape tape = new Tape();

  @Benchmark
  public double primal() {
    return LotkaVolterra.population(p, steps);
  }

  @Benchmark
  public Object gradient() {
    return LotkaVolterraDerivatives.populationGradient(p, steps);
  }

  @Benchmark
  public double vjp() {
    return LotkaVolterraDerivatives.populationVjp(p, steps, seed, adjoint, tape);
  }

  @Benchmark
  public double hand() {
    return hand.populationVjp(p, steps, seed, adjoint);
  }

  @Benchmark
  public double differences() {
    double value = primal();
    Differences.forward(this::primal, value, p, adjoint);
    return value;
  }

  @Benchmark
  public Gradient hipparchus() {
    return FieldProblems.population(new Variables(p.length).of(p), steps, LotkaVolterra.SPAN);
  }
}
