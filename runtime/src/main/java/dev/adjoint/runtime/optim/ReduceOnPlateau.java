package dev.adjoint.runtime.optim;

import dev.adjoint.runtime.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reduces the learning rate when a metric has stopped improving (PyTorch's {@code ReduceLROnPlateau}).
 *
 * <p>A step is bad if its metric is not better than the best by more than the threshold; a NaN is never better. After more than
 * {@code patience} bad steps in a row the rates are reduced, and for {@code cooldown} steps after that none counts as bad.
 */
public final class ReduceOnPlateau {
  /**
   * When and how far to reduce. Immutable: each method with a parameter answers changed options.
   *
   * @param maximize whether a greater metric is a better one
   * @param factor what rates are multiplied by, at least 0 and below 1
   * @param patience how many bad steps in a row are let pass
   * @param threshold how much better counts as better
   * @param relative whether the threshold is a fraction of the best value
   * @param cooldown for how many steps after a reduction none is bad
   * @param minRate below which no rate is reduced
   * @param epsilon a reduction by no more than this is not made
   */
  public record Options(boolean maximize, double factor, int patience, double threshold, boolean relative, int cooldown,
      double minRate, double epsilon) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Options {
      Ranges.fraction("factor", factor);
      Ranges.notNegative("patience", patience);
      Ranges.notNegative("threshold", threshold);
      Ranges.notNegative("cooldown", cooldown);
      Ranges.notNegative("minRate", minRate);
      Ranges.notNegative("epsilon", epsilon);
    }

    /** The same for a metric such as an accuracy, or, as by default, for one such as a loss. */
    public Options maximize(boolean changed) {
      return new Options(changed, factor, patience, threshold, relative, cooldown, minRate, epsilon);
    }

    /** The same with another factor; 0.1 by default. */
    public Options factor(double changed) {
      return new Options(maximize, changed, patience, threshold, relative, cooldown, minRate, epsilon);
    }

    /** The same with another patience; 10 by default. */
    public Options patience(int changed) {
      return new Options(maximize, factor, changed, threshold, relative, cooldown, minRate, epsilon);
    }

    /** The same with another threshold, relative or not; 1e-4 of the best value by default. */
    public Options threshold(double changed, boolean isRelative) {
      return new Options(maximize, factor, patience, changed, isRelative, cooldown, minRate, epsilon);
    }

    /** The same with another cooldown; 0 by default. */
    public Options cooldown(int changed) {
      return new Options(maximize, factor, patience, threshold, relative, changed, minRate, epsilon);
    }

    /** The same with another least rate; 0 by default. */
    public Options minRate(double changed) {
      return new Options(maximize, factor, patience, threshold, relative, cooldown, changed, epsilon);
    }

    private boolean better(double metric, double best) {
      if (maximize) {
        return metric > (relative ? best * (1 + threshold) : best + threshold);
      }
      return metric < (relative ? best * (1 - threshold) : best - threshold);
    }
  }

  private final Optimizer optimizer;
  private final Options options;
  private double best;
  private long badSteps;
  private long cooldownLeft;

  /** PyTorch's defaults. */
  public static Options options() {
    return new Options(false, 0.1, 10, 1e-4, true, 0, 0, 1e-8);
  }

  /** Watches a metric for an optimizer. */
  public ReduceOnPlateau(Optimizer optimizer, Options options) {
    this.optimizer = optimizer;
    this.options = options;
    this.best = options.maximize ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** Takes note of the metric after a step, and reduces the rates if it is time. */
  public void step(double metric) {
    if (options.better(metric, best)) {
      best = metric;
      badSteps = 0;
    } else {
      badSteps++;
    }
    if (cooldownLeft > 0) {
      cooldownLeft--;
      badSteps = 0;
    }
    if (badSteps > options.patience) {
      optimizer.groups().forEach(this::reduce);
      cooldownLeft = options.cooldown;
      badSteps = 0;
    }
  }

  private void reduce(ParameterGroup group) {
    double reduced = Math.max(group.learningRate() * options.factor, options.minRate);
    if (group.learningRate() - reduced > options.epsilon) {
      group.learningRate(reduced);
    }
  }

  /** The best metric and the counts, for {@link #loadStateDict}. */
  public Map<String, Tensor> stateDict() {
    var state = new LinkedHashMap<String, Tensor>();
    state.put("best", Tensor.scalar(best));
    state.put("num_bad_epochs", Tensor.scalar(badSteps));
    state.put("cooldown_counter", Tensor.scalar(cooldownLeft));
    return state;
  }

  /**
   * Goes on where another was. The rates themselves are part of the optimizer's state.
   *
   * @throws IllegalArgumentException if an entry is missing, unknown, or of another shape or type; then nothing is changed
   */
  public void loadStateDict(Map<String, Tensor> state) {
    var entries = new OptimizerState.Entries(state);
    double savedBest = entries.number("best");
    long savedBadSteps = entries.count("num_bad_epochs");
    long savedCooldown = entries.count("cooldown_counter");
    entries.requireAllRead();
    best = savedBest;
    badSteps = savedBadSteps;
    cooldownLeft = savedCooldown;
  }
}
