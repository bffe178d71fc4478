package dev.adjoint.runtime.optim;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.function.LongToDoubleFunction;

/**
 * A learning rate as a function of the number of steps taken, which a {@link Scheduler} applies to an optimizer. Steps are what the
 * caller counts: epochs or batches. The functions are PyTorch's {@code lr_scheduler}s in closed form, so that a schedule has no
 * memory, can be followed by another with {@link #until}, and goes on from any step.
 */
@FunctionalInterface
public interface Schedule {
  /**
   * The learning rate after a number of steps.
   *
   * @param base the rate that the optimizer's group had at the beginning
   * @param step counted from 0
   */
  double rate(double base, long step);

  /** The momentum (SGD) or beta1 (Adam) after a number of steps; empty where it is left alone. */
  default OptionalDouble momentum(long step) {
    return OptionalDouble.empty();
  }

  /** This schedule for the first steps; then the next one, which counts from there. PyTorch's {@code SequentialLR}. */
  default Schedule until(long steps, Schedule next) {
    Ranges.notNegative("steps", steps);
    Schedule first = this;
    return new Schedule() {
      @Override
      public double rate(double base, long step) {
        return step < steps ? first.rate(base, step) : next.rate(base, step - steps);
      }

      @Override
      public OptionalDouble momentum(long step) {
        return step < steps ? first.momentum(step) : next.momentum(step - steps);
      }
    };
  }

  /** The base rate times a function of the step. PyTorch's {@code LambdaLR}. */
  static Schedule lambda(LongToDoubleFunction factor) {
    return (base, step) -> base * factor.applyAsDouble(step);
  }

  /** The rate times {@code gamma} after every {@code size} steps. PyTorch's {@code StepLR}; gamma is 0.1 there by default. */
  static Schedule step(long size, double gamma) {
    Ranges.positive("size", size);
    return (base, step) -> base * Math.pow(gamma, step / size);
  }

  /** The rate times {@code gamma} after each of these numbers of steps. PyTorch's {@code MultiStepLR}. */
  static Schedule multiStep(double gamma, long... milestones) {
    long[] sorted = milestones.clone();
    Arrays.sort(sorted);
    return (base, step) -> base * Math.pow(gamma, Arrays.stream(sorted).filter(milestone -> milestone <= step).count());
  }

  /** The rate times {@code gamma} after every step. PyTorch's {@code ExponentialLR}. */
  static Schedule exponential(double gamma) {
    return (base, step) -> base * Math.pow(gamma, step);
  }

  /**
   * From the base rate down to {@code floor} in {@code steps} steps along half a cosine, and back up after that, as PyTorch's
   * {@code CosineAnnealingLR} (Loshchilov, Hutter: <i>SGDR</i>, 2017): {@code floor + (base - floor) (1 + cos(pi step / steps)) / 2}.
   */
  static Schedule cosineAnnealing(long steps, double floor) {
    Ranges.positive("steps", steps);
    Ranges.notNegative("floor", floor);
    return (base, step) -> floor + (base - floor) * (1 + Math.cos(Math.PI * step / steps)) / 2;
  }

  /** The base rate times a factor that goes linearly from one value to another, and stays there. PyTorch's {@code LinearLR}. */
  static Schedule linear(double startFactor, double endFactor, long steps) {
    Ranges.positive("steps", steps);
    return (base, step) -> base * (startFactor + (endFactor - startFactor) * Math.min(step, steps) / steps);
  }

  /** From a fraction of the base rate up to it, linearly. */
  static Schedule linearWarmup(double startFactor, long steps) {
    Ranges.notNegative("startFactor", startFactor);
    return linear(startFactor, 1, steps);
  }
}
