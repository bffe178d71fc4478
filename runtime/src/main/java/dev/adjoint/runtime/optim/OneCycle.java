package dev.adjoint.runtime.optim;

import java.util.OptionalDouble;

/**
 * Up to a high learning rate and down to a very low one, while the momentum does the opposite (Smith, Topin:
 * <i>Super-convergence</i>, 2018; PyTorch's {@code OneCycleLR}). The rate goes from {@code maxRate / division} to
 * {@code maxRate} and ends at {@code maxRate / division / finalDivision}; the optimizer's own rate plays no part.
 *
 * @param maxRate the greatest rate, at least 0
 * @param totalSteps how many steps the cycle has; a step beyond that is refused
 * @param riseFraction what part of them the rate rises, in [0, 1]
 * @param annealing the shape of each phase
 * @param cyclesMomentum whether the momentum (Adam: beta1) is changed too
 * @param baseMomentum its value at the greatest rate
 * @param maxMomentum its value at the lowest rates
 * @param division the greatest rate over the first, above 0
 * @param finalDivision the first rate over the last, above 0
 * @param threePhases whether the rate first falls as it rose, and then to its last value
 */
public record OneCycle(double maxRate, long totalSteps, double riseFraction, Annealing annealing, boolean cyclesMomentum,
    double baseMomentum, double maxMomentum, double division, double finalDivision, boolean threePhases)
    implements Schedule {
  /** How a value goes from one end of a phase to the other. */
  public enum Annealing {
    /** Along half a cosine. */
    COSINE,
    /** Along a line. */
    LINEAR
  }

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a value is out of its range
   */
  public OneCycle {
    Ranges.notNegative("maxRate", maxRate);
    Ranges.positive("totalSteps", totalSteps);
    if (!(riseFraction >= 0 && riseFraction <= 1)) {
      throw new IllegalArgumentException("riseFraction is " + riseFraction + ", and must be from 0 to 1");
    }
    if (!(division > 0 && finalDivision > 0)) {
      throw new IllegalArgumentException("division is " + division + " and finalDivision " + finalDivision
          + ", and both must be above 0");
    }
  }

  /** PyTorch's defaults: 0.3 of the steps rising, cosines, momentum from 0.95 to 0.85, rates divided by 25 and 10,000. */
  public static OneCycle of(double maxRate, long totalSteps) {
    return new OneCycle(maxRate, totalSteps, 0.3, Annealing.COSINE, true, 0.85, 0.95, 25, 1e4, false);
  }

  /** The same with another fraction of rising steps; 0.3 by default. */
  public OneCycle riseFraction(double changed) {
    return new OneCycle(maxRate, totalSteps, changed, annealing, cyclesMomentum, baseMomentum, maxMomentum, division,
        finalDivision, threePhases);
  }

  /** The same with another shape; cosines by default. */
  public OneCycle annealing(Annealing changed) {
    return new OneCycle(maxRate, totalSteps, riseFraction, changed, cyclesMomentum, baseMomentum, maxMomentum, division,
        finalDivision, threePhases);
  }

  /** The same with a momentum that stays. */
  public OneCycle constantMomentum() {
    return new OneCycle(maxRate, totalSteps, riseFraction, annealing, false, baseMomentum, maxMomentum, division,
        finalDivision, threePhases);
  }

  /** The same with other momenta; 0.85 and 0.95 by default. */
  public OneCycle momenta(double base, double max) {
    return new OneCycle(maxRate, totalSteps, riseFraction, annealing, true, base, max, division, finalDivision,
        threePhases);
  }

  /** The same with other quotients of rates; 25 and 10,000 by default. */
  public OneCycle divisions(double first, double last) {
    return new OneCycle(maxRate, totalSteps, riseFraction, annealing, cyclesMomentum, baseMomentum, maxMomentum, first,
        last, threePhases);
  }

  /** The same with three phases or, by default, two. */
  public OneCycle threePhases(boolean changed) {
    return new OneCycle(maxRate, totalSteps, riseFraction, annealing, cyclesMomentum, baseMomentum, maxMomentum, division,
        finalDivision, changed);
  }

  /**
   * Checks the values.
   *
   * @throws IllegalStateException if the step is beyond the cycle
   */
  @Override
  public double rate(double base, long step) {
    double first = maxRate / division;
    double last = first / finalDivision;
    return threePhases ? at(step, first, maxRate, first, last) : at(step, first, maxRate, last);
  }

  @Override
  public OptionalDouble momentum(long step) {
    if (!cyclesMomentum) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(threePhases ? at(step, maxMomentum, baseMomentum, maxMomentum, maxMomentum)
        : at(step, maxMomentum, baseMomentum, maxMomentum));
  }

  /** The value at a step, given those at the ends of the phases. */
  private double at(long step, double... values) {
    if (step > totalSteps) {
      throw new IllegalStateException("step " + step + " of a cycle of " + totalSteps + " steps");
    }
    int phases = values.length - 1;
    double start = 0;
    for (int phase = 1; ; phase++) {
      double end = phase == phases ? totalSteps - 1 : phase * (riseFraction * totalSteps - 1);
      if (step <= end || phase == phases) {
        // The step that follows the last update stays at the end; a phase may be empty.
        return between(values[phase - 1], values[phase], step < end ? (step - start) / (end - start) : 1);
      }
      start = end;
    }
  }

  private double between(double start, double end, double part) {
    return switch (annealing) {
      case COSINE -> end + (start - end) / 2 * (Math.cos(Math.PI * part) + 1);
      case LINEAR -> (end - start) * part + start;
    };
  }
}
