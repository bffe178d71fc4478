package dev.adjoint.benchmarks;

import dev.adjoint.benchmarks.data.Differences;
import dev.adjoint.benchmarks.data.RandomData;
import dev.adjoint.benchmarks.peers.FieldProblems;
import dev.adjoint.benchmarks.peers.Variables;
import dev.adjoint.benchmarks.problems.Rosenbrock;
import dev.adjoint.benchmarks.problems.RosenbrockAdjoint;
import dev.adjoint.benchmarks.problems.RosenbrockDerivatives;
import org.hipparchus.analysis.differentiation.Gradient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Rosenbrock's function of {@code size} variables. */
public class RosenbrockBenchmark extends Measured {
  @Param({"10", "1000"})
  int size;

  private double[] x, adjoint;

  @Setup
  public void prepare() {
    x = RandomData.around(size);
    adjoint = new double[size];
  }

  @Benchmark
  public double primal() {
    return Rosenbrock.value(x);
  }

  @Benchmark
  public Object gradient() {
    return RosenbrockDerivatives.valueGradient(x);
  }

  @Benchmark
  public double vjp() {
    return RosenbrockDerivatives.valueVjp(x, seed, adjoint);
  }

  @Benchmark
  public double hand() {
    return RosenbrockAdjoint.valueVjp(x, seed, adjoint);
  }

  @Benchmark
  public double differences() {
    double value = Rosenbrock.value(x);
    Differences.forward(() -> Rosenbrock.value(x), value, x, adjoint);
    return value;
  }

  @Benchmark
  public Gradient hipparchus() {
    return FieldProblems.rosenbrock(new Variables(size).of(x));
  }
}
