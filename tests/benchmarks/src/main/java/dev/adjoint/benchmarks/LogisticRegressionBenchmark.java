package dev.adjoint.benchmarks;

import dev.adjoint.benchmarks.data.Differences;
import dev.adjoint.benchmarks.data.RandomData;
import dev.adjoint.benchmarks.peers.FieldProblems;
import dev.adjoint.benchmarks.peers.Variables;
import dev.adjoint.benchmarks.problems.LogisticRegression;
import dev.adjoint.benchmarks.problems.LogisticRegressionAdjoint;
import dev.adjoint.benchmarks.problems.LogisticRegressionDerivatives;
import dev.adjoint.runtime.tape.Tape;
import org.hipparchus.analysis.differentiation.Gradient;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A logistic regression of {@code rows} rows by {@code features} features. */
public class LogisticRegressionBenchmark extends Measured {
  private static final double PENALTY = 0.01;

  @Param("1000")
  int rows;

  @Param("100")
  int features;

  private RandomData.Classification data;
  private double[] weights, adjoint;
  private final Tape tape = new Tape();

  @Setup
  public void prepare() {
    data = RandomData.classification(rows, features);
    weights = data.weights();
    adjoint = new double[features];
  }

  @Benchmark
  public double primal() {
    return LogisticRegression.loss(weights, data.rows(), data.labels(), PENALTY);
  }

  @Benchmark
  public Object gradient() {
    return LogisticRegressionDerivatives.lossGradient(weights, data.rows(), data.labels(), PENALTY);
  }

  @Benchmark
  public double vjp() {
    return LogisticRegressionDerivatives.lossVjp(weights, data.rows(), data.labels(), PENALTY, seed, adjoint, tape);
  }

  @Benchmark
  public double hand() {
    return LogisticRegressionAdjoint.lossVjp(weights, data.rows(), data.labels(), PENALTY, seed, adjoint);
  }

  @Benchmark
  public double differences() {
    double value = primal();
    Differences.forward(this::primal, value, weights, adjoint);
    return value;
  }

  @Benchmark
  public Gradient hipparchus() {
    return FieldProblems.logistic(new Variables(features).of(weights), data.rows(), data.labels(), PENALTY);
  }
}
