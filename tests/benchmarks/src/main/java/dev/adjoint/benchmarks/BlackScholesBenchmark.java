package dev.adjoint.benchmarks;

import dev.adjoint.benchmarks.data.Differences;
import dev.adjoint.benchmarks.peers.FieldOptions;
import dev.adjoint.benchmarks.peers.Variables;
import dev.adjoint.benchmarks.problems.BlackScholes;
import dev.adjoint.benchmarks.problems.BlackScholesAdjoint;
import dev.adjoint.benchmarks.problems.BlackScholesDerivatives;
import org.hipparchus.analysis.differentiation.Gradient;
import org.openjdk.jmh.annotations.Benchmark;

/** The price of a call with its five sensitivities; the arguments are scalars, so the result is a record everywhere. */
public class BlackScholesBenchmark extends Measured {
  private final double[] p = {100, 110, 0.2, 0.03, 1.5}, adjoint = new double[5];

  @Benchmark
  public double primal() {
    return BlackScholes.call(p[0], p[1], p[2], p[3], p[4]);
  }

  @Benchmark
  public Object gradient() {
    return BlackScholesDerivatives.callGradient(p[0], p[1], p[2], p[3], p[4]);
  }

  @Benchmark
  public Object hand() {
    return BlackScholesAdjoint.callGradient(p[0], p[1], p[2], p[3], p[4]);
  }

  @Benchmark
  public double differences() {
    double value = primal();
    Differences.forward(this::primal, value, p, adjoint);
    return value;
  }

  @Benchmark
  public Gradient hipparchus() {
    Gradient[] v = new Variables(p.length).of(p);
    return FieldOptions.call(v[0], v[1], v[2], v[3], v[4]);
  }
}
