package dev.adjoint.runtime.optim;

import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent, with momentum as PyTorch defines it (Sutskever et al., 2013, but with the learning rate
 * outside of the velocity). With gradient g, weight decay w, momentum m, dampening d and rate r:
 *
 * <pre>
 *   g = g + w p
 *   b = m b + (1 - d) g        (b = g at the first step)
 *   p = p - r b                (Nesterov: p - r (g + m b))
 * </pre>
 */
public final class Sgd extends Optimizer {
  /**
   * Hyperparameters. Immutable: each method with a parameter answers changed options.
   *
   * @param learningRate how far a step goes, at least 0
   * @param momentum how much of the last step's direction is kept, at least 0
   * @param dampening what share of a gradient does not enter the momentum
   * @param weightDecay how much of the parameter is added to its gradient, at least 0
   * @param nesterov whether the gradient is taken as if the momentum had been followed already
   * @param maximize whether to climb
   */
  public record Options(double learningRate, double momentum, double dampening, double weightDecay, boolean nesterov,
      boolean maximize) implements Hyperparameters {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Options {
      Ranges.notNegative("learningRate", learningRate);
      Ranges.notNegative("momentum", momentum);
      Ranges.notNegative("weightDecay", weightDecay);
      if (Double.isNaN(dampening)) {
        throw new IllegalArgumentException("dampening is NaN");
      }
    }

    @Override
    public Options learningRate(double rate) {
      return new Options(rate, momentum, dampening, weightDecay, nesterov, maximize);
    }

    /** The same with another momentum; 0 by default. */
    public Options momentum(double changed) {
      return new Options(learningRate, changed, dampening, weightDecay, nesterov, maximize);
    }

    /** The same with another dampening; 0 by default. */
    public Options dampening(double changed) {
      return new Options(learningRate, momentum, changed, weightDecay, nesterov, maximize);
    }

    /** The same with another weight decay; 0 by default. */
    public Options weightDecay(double changed) {
      return new Options(learningRate, momentum, dampening, changed, nesterov, maximize);
    }

    /** The same with Nesterov's momentum, or without, as by default. */
    public Options nesterov(boolean changed) {
      return new Options(learningRate, momentum, dampening, weightDecay, changed, maximize);
    }

    /** The same, to climb or, by default, to descend. */
    public Options maximize(boolean changed) {
      return new Options(learningRate, momentum, dampening, weightDecay, nesterov, changed);
    }

    @Override
    public boolean hasMomentum() {
      return true;
    }

    @Override
    public Options withMomentum(double changed) {
      return momentum(changed);
    }

    @Override
    public void requireConsistent() {
      if (nesterov && (momentum == 0 || dampening != 0)) {
        throw new IllegalArgumentException("Nesterov momentum requires a momentum and zero dampening, not momentum "
            + momentum + " and dampening " + dampening);
      }
    }

    @Override
    public Map<String, Double> values() {
      var values = new LinkedHashMap<String, Double>();
      values.put("lr", learningRate);
      values.put("momentum", momentum);
      values.put("dampening", dampening);
      values.put("weight_decay", weightDecay);
      values.put("nesterov", nesterov ? 1.0 : 0.0);
      values.put("maximize", maximize ? 1.0 : 0.0);
      return values;
    }

    @Override
    public Options withValues(Map<String, Double> values) {
      return new Options(values.get("lr"), values.get("momentum"), values.get("dampening"), values.get("weight_decay"),
          values.get("nesterov") != 0, values.get("maximize") != 0);
    }
  }

  /** PyTorch's defaults: learning rate 0.001, and nothing else. */
  public static Options options() {
    return new Options(1e-3, 0, 0, 0, false, false);
  }

  /**
   * Plain gradient descent.
   *
   * @throws IllegalArgumentException if the list is empty, or a parameter is no leaf, is not floating or is there twice
   */
  public Sgd(List<Tensor> parameters, double learningRate) {
    this(parameters, options().learningRate(learningRate));
  }

  /**
   * Gradient descent with options.
   *
   * @throws IllegalArgumentException as for {@link #Sgd(List, double)}, or if options do not go together
   */
  public Sgd(List<Tensor> parameters, Options options) {
    super(parameters, options, List.of("momentum_buffer"));
  }

  /**
   * Adds parameters with options of their own.
   *
   * @throws IllegalArgumentException as for {@link #Sgd(List, Options)}, or if a parameter is in another group
   */
  public void addGroup(List<Tensor> parameters, Options options) {
    add(parameters, options);
  }

  @Override
  void update(Slot slot, Tensor gradient, Hyperparameters hyperparameters) {
    var o = (Options) hyperparameters;
    Tensor p = slot.parameter;
    boolean needsScratch = o.maximize || o.weightDecay != 0 || o.nesterov;
    Tensor scratch = needsScratch ? scratch().like(p) : null;
    Tensor direction = Passes.direction(p, gradient, o.maximize, o.weightDecay, scratch);
    if (o.momentum != 0) {
      Tensor velocity = slot.buffers[0];
      if (velocity == null) {
        velocity = slot.buffer(0);
        velocity.copy_(direction);
      } else if (o.dampening == 0) {
        Passes.addScaled(direction, o.momentum, velocity, velocity);
      } else {
        Passes.binary(BinaryOp.MUL, velocity, o.momentum);
        Passes.addScaled(velocity, 1 - o.dampening, direction, velocity);
      }
      if (o.nesterov) {
        Passes.addScaled(direction, o.momentum, velocity, scratch);
        direction = scratch;
      } else {
        direction = velocity;
      }
    }
    p.addScaled_(-o.learningRate, direction);
  }
}
