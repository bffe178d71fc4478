package dev.adjoint.runtime.optim;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Sets an optimizer's learning rates to what a {@link Schedule} says.
 *
 * {@snippet :
 * var scheduler = new Scheduler(optimizer, Schedule.linearWarmup(0.1, 100).until(100, Schedule.cosineAnnealing(900, 0)));
 * for (Tensor batch : batches) {
 *   ...
 *   optimizer.step();
 *   scheduler.step();
 * }
 * }
 *
 * <p>Construction applies the schedule's step 0. The rates that the groups have then are the base rates of the schedule.
 */
public final class Scheduler {
  private final Optimizer optimizer;
  private final Schedule schedule;
  private double[] baseRates;
  private long steps;

  /**
   * Starts a schedule.
   *
   * @throws IllegalArgumentException if it changes the momentum of an optimizer that has none
   */
  public Scheduler(Optimizer optimizer, Schedule schedule) {
    this.optimizer = optimizer;
    this.schedule = schedule;
    if (schedule.momentum(0).isPresent() && optimizer.groups().stream().anyMatch(group -> !group.options().hasMomentum())) {
      throw new IllegalArgumentException("the schedule changes the momentum, and "
          + optimizer.getClass().getSimpleName() + " has none");
    }
    this.baseRates = optimizer.groups().stream().mapToDouble(ParameterGroup::learningRate).toArray();
    apply();
  }

  /**
   * Goes one step on; called after the optimizer's.
   *
   * @throws IllegalStateException if the schedule has ended, or groups were added to the optimizer since it began
   */
  public void step() {
    if (optimizer.groups().size() != baseRates.length) {
      throw new IllegalStateException("the schedule began with " + baseRates.length + " parameter groups, and there are "
          + optimizer.groups().size());
    }
    steps++;
    apply();
  }

  private void apply() {
    for (int i = 0; i < baseRates.length; i++) {
      ParameterGroup group = optimizer.groups().get(i);
      Hyperparameters options = group.options().learningRate(schedule.rate(baseRates[i], steps));
      OptionalDouble momentum = schedule.momentum(steps);
      group.options(momentum.isPresent() ? options.withMomentum(momentum.getAsDouble()) : options);
    }
  }

  /** How many steps were taken. */
  public long steps() {
    return steps;
  }

  /** The number of steps and the base rates, for {@link #loadStateDict}. */
  public Map<String, Tensor> stateDict() {
    var state = new LinkedHashMap<String, Tensor>();
    state.put("last_epoch", Tensor.scalar(steps));
    state.put("base_lrs", Tensor.of(baseRates.clone()));
    return state;
  }

  /**
   * Goes on where a scheduler with the same schedule was, and sets the optimizer's rates.
   *
   * @throws IllegalArgumentException if an entry is missing, unknown, or of another shape or type; then nothing is changed
   */
  public void loadStateDict(Map<String, Tensor> state) {
    var entries = new OptimizerState.Entries(state);
    long savedSteps = entries.count("last_epoch");
    double[] rates = entries.take("base_lrs", DType.FLOAT64, Shape.of(optimizer.groups().size())).toDoubles();
    entries.requireAllRead();
    steps = savedSteps;
    baseRates = rates;
    apply();
  }
}
