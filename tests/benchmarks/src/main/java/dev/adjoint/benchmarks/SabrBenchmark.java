package dev.adjoint.benchmarks;

import com.opengamma.strata.basics.value.ValueDerivatives;
import com.opengamma.strata.pricer.impl.volatility.smile.SabrHaganVolatilityFunctionProvider;
import dev.adjoint.benchmarks.data.Differences;
import dev.adjoint.benchmarks.peers.FieldOptions;
import dev.adjoint.benchmarks.peers.Variables;
import dev.adjoint.benchmarks.problems.Sabr;
import dev.adjoint.benchmarks.problems.SabrAdjoint;
import dev.adjoint.benchmarks.problems.SabrDerivatives;
import org.hipparchus.analysis.differentiation.Gradient;
import org.openjdk.jmh.annotations.Benchmark;

/** SABR's volatility with its six sensitivities, which Strata writes by hand as well. */
public class SabrBenchmark extends Measured {
  private static final double EXPIRY = 1.5;

  /** Forward, strike, alpha, beta, rho, nu. */
  private final double[] p = {0.05, 0.06, 0.1, 0.5, -0.3, 0.4}, adjoint = new double[6];

  @Benchmark
  public double primal() {
    return Sabr.volatility(p[0], p[1], EXPIRY, p[2], p[3], p[4], p[5]);
  }

  @Benchmark
  public Object gradient() {
    return SabrDerivatives.volatilityGradient(p[0], p[1], EXPIRY, p[2], p[3], p[4], p[5]);
  }

  @Benchmark
  public Object hand() {
    return SabrAdjoint.volatilityGradient(p[0], p[1], EXPIRY, p[2], p[3], p[4], p[5]);
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
    return FieldOptions.volatility(v[0], v[1], EXPIRY, v[2], v[3], v[4], v[5]);
  }

  @Benchmark
  public ValueDerivatives strata() {
    return SabrHaganVolatilityFunctionProvider.DEFAULT.volatilityAdjoint(
        p[0], p[1], EXPIRY, p[2], p[3], p[4], p[5]);
  }
}
