package dev.adjoint.benchmarks;

import dev.adjoint.benchmarks.compiled.Compilation;
import dev.adjoint.benchmarks.compiled.Sources;
import dev.adjoint.runtime.ScalarFunction;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A body of {@code statements} straight-line statements. HotSpot leaves a method of more than 8,000 bytes to the
 * interpreter, and the primal of 2,000 statements is one: its derivative is not, if the time for each statement stays
 * what it is at 200. No method of 30,000 statements fits a class file; that body is 15 methods.
 */
@Fork(value = 1, jvmArgs = {"-Xms2g", "-Xmx2g"})
@Warmup(iterations = 10, time = 1)
@Measurement(iterations = 5, time = 1)
public class LargeBodyBenchmark extends Measured {
  @Param({"200", "2000", "30000"})
  int statements;

  private final double[] x = {0.3, -0.4, 0.5, 0.6, -0.7, 0.8, 0.9, -1}, gradient = new double[8];
  private ScalarFunction function;

  @Setup
  public void prepare() {
    String source = Sources.straightLine("LargeBody", statements);
    Compilation compilation = Compilation.of("LargeBody", source, true, Compilation.temporary());
    function = (ScalarFunction) compilation.constant("LargeBodyDerivatives", "VALUE");
  }

  @Benchmark
  public double primal() {
    return function.value(x);
  }

  @Benchmark
  public double vjp() {
    return function.gradient(x, gradient);
  }
}
