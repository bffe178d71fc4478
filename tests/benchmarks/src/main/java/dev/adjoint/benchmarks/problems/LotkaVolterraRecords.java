package dev.adjoint.benchmarks.problems;

import dev.adjoint.annotations.Differentiable;

/** {@link LotkaVolterra} with a record for the state: the same operations in the same order. */
public final class LotkaVolterraRecords {
  private LotkaVolterraRecords() {}

  /** The rates. */
  record Rates(double a, double b, double c, double d) {}

  /** Both populations, or their changes. */
  record State(double prey, double predators) {
    State plus(double h, State change) {
      return new State(prey + h * change.prey, predators + h * change.predators);
    }

    State change(Rates r) {
      return new State(prey * (r.a - r.b * predators), predators * (r.d * prey - r.c));
    }

    /** This and twice the two in the middle, and the last. */
    State weighted(State second, State third, State fourth) {
      return new State(prey + 2 * (second.prey + third.prey) + fourth.prey,
          predators + 2 * (second.predators + third.predators) + fourth.predators);
    }
  }

  /**
   * The total population at time {@link LotkaVolterra#SPAN}.
   *
   * @param p the rates a, b, c, d, then the prey and the predators at time 0
   * @param steps the number of steps
   */
  @Differentiable
  public static double population(double[] p, int steps) {
    Rates rates = new Rates(p[0], p[1], p[2], p[3]);
    State state = new State(p[4], p[5]);
    double h = LotkaVolterra.SPAN / steps;
    for (int i = 0; i < steps; i++) {
      State first = state.change(rates);
      State second = state.plus(0.5 * h, first).change(rates);
      State third = state.plus(0.5 * h, second).change(rates);
      State fourth = state.plus(h, third).change(rates);
      state = state.plus(h / 6, first.weighted(second, third, fourth));
    }
    return state.prey() + state.predators();
  }
}
