package dev.adjoint.benchmarks.peers;

import org.hipparchus.analysis.differentiation.Gradient;

/** Numbers as the independent variables of Hipparchus' {@code Gradient}, counted through several arrays in order. */
public final class Variables {
  private final int count;
  private int next;

  /** Will hand out {@code count} variables. */
  public Variables(int count) {
    this.count = count;
  }

  /** The next variable. */
  public Gradient of(double value) {
    return Gradient.variable(count, next++, value);
  }

  /** The next variables. */
  public Gradient[] of(double[] values) {
    Gradient[] variables = new Gradient[values.length];
    for (int i = 0; i < values.length; i++) {
      variables[i] = of(values[i]);
    }
    return variables;
  }

  /** The next variables, row by row. */
  public Gradient[][] of(double[][] values) {
    Gradient[][] variables = new Gradient[values.length][];
    for (int i = 0; i < values.length; i++) {
      variables[i] = of(values[i]);
    }
    return variables;
  }
}
