package dev.adjoint.benchmarks;

import dev.adjoint.benchmarks.problems.LotkaVolterraDerivatives;
import dev.adjoint.benchmarks.problems.LotkaVolterraRecords;
import dev.adjoint.benchmarks.problems.LotkaVolterraRecordsDerivatives;
import dev.adjoint.runtime.tape.Tape;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * What local records cost: a Runge-Kutta method with a record for its state, and ({@code hand}) the generated derivative of the same method
 * with the numbers taken apart by hand. The gc profiler shows what either allocates.
 */
public class RecordsBenchmark extends Measured {
  @Param("10000")
  int steps;

  private final double[] p = {1.1, 0.4, 0.4, 0.1, 10, 5};
  private final double[] adjoint = new double[6];
  private final Tape tape = new Tape();

  @Benchmark
  public double primal() {
    return LotkaVolterraRecords.population(p, steps);
  }

  @Benchmark
  public double vjp() {
    return LotkaVolterraRecordsDerivatives.populationVjp(p, steps, seed, adjoint, tape);
  }

  @Benchmark
  public double hand() {
    return LotkaVolterraDerivatives.populationVjp(p, steps, seed, adjoint, tape);
  }
}
