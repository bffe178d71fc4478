package dev.adjoint.runtime.optim;

import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Steps of the size of the learning rate along running means of gradients (Kingma, Ba: <i>Adam: a method for stochastic
 * optimization</i>, 2015). With gradient g, weight decay w, rate r, and t counting steps from 1:
 *
 * <pre>
 *   g = g + w p
 *   m = beta1 m + (1 - beta1) g
 *   v = beta2 v + (1 - beta2) g^2
 *   p = p - r / (1 - beta1^t) m / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <p>With AMSGrad (Reddi et al., 2018) the greatest v so far stands in the last line. In {@link AdamW} the weight decay does
 * not enter the gradient.
 */
public sealed class Adam extends Optimizer permits AdamW {
  private static final int MEAN = 0, SQUARES = 1, GREATEST = 2;

  private final boolean decoupledDecay;

  /**
   * Hyperparameters. Immutable: each method with a parameter answers changed options.
   *
   * @param learningRate how far a step goes, at least 0
   * @param beta1 the decay of the mean of gradients, in [0, 1)
   * @param beta2 the decay of the mean of their squares, in [0, 1)
   * @param epsilon what keeps the denominator from 0, at least 0
   * @param weightDecay how far parameters are pulled to 0, at least 0
   * @param amsgrad whether the denominator never falls
   * @param maximize whether to climb
   */
  public record Options(double learningRate, double beta1, double beta2, double epsilon, double weightDecay,
      boolean amsgrad, boolean maximize) implements Hyperparameters {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Options {
      Ranges.notNegative("learningRate", learningRate);
      Ranges.fraction("beta1", beta1);
      Ranges.fraction("beta2", beta2);
      Ranges.notNegative("epsilon", epsilon);
      Ranges.notNegative("weightDecay", weightDecay);
    }

    @Override
    public Options learningRate(double rate) {
      return new Options(rate, beta1, beta2, epsilon, weightDecay, amsgrad, maximize);
    }

    /** The same with other decays; 0.9 and 0.999 by default. */
    public Options betas(double first, double second) {
      return new Options(learningRate, first, second, epsilon, weightDecay, amsgrad, maximize);
    }

    /** The same with another epsilon; 1e-8 by default. */
    public Options epsilon(double changed) {
      return new Options(learningRate, beta1, beta2, changed, weightDecay, amsgrad, maximize);
    }

    /** The same with another weight decay; 0 by default, and 0.01 for {@link AdamW}. */
    public Options weightDecay(double changed) {
      return new Options(learningRate, beta1, beta2, epsilon, changed, amsgrad, maximize);
    }

    /** The same with AMSGrad, or without, as by default. */
    public Options amsgrad(boolean changed) {
      return new Options(learningRate, beta1, beta2, epsilon, weightDecay, changed, maximize);
    }

    /** The same, to climb or, by default, to descend. */
    public Options maximize(boolean changed) {
      return new Options(learningRate, beta1, beta2, epsilon, weightDecay, amsgrad, changed);
    }

    @Override
    public boolean hasMomentum() {
      return true;
    }

    @Override
    public Options withMomentum(double changed) {
      return betas(changed, beta2);
    }

    @Override
    public Map<String, Double> values() {
      var values = new LinkedHashMap<String, Double>();
      values.put("lr", learningRate);
      values.put("beta1", beta1);
      values.put("beta2", beta2);
      values.put("eps", epsilon);
      values.put("weight_decay", weightDecay);
      values.put("amsgrad", amsgrad ? 1.0 : 0.0);
      values.put("maximize", maximize ? 1.0 : 0.0);
      return values;
    }

    @Override
    public Options withValues(Map<String, Double> values) {
      return new Options(values.get("lr"), values.get("beta1"), values.get("beta2"), values.get("eps"),
          values.get("weight_decay"), values.get("amsgrad") != 0, values.get("maximize") != 0);
    }
  }

  /** PyTorch's defaults: learning rate 0.001, betas 0.9 and 0.999, epsilon 1e-8, no weight decay. */
  public static Options options() {
    return new Options(1e-3, 0.9, 0.999, 1e-8, 0, false, false);
  }

  /**
   * Adam with PyTorch's defaults but for the learning rate.
   *
   * @throws IllegalArgumentException if the list is empty, or a parameter is no leaf, is not floating or is there twice
   */
  public Adam(List<Tensor> parameters, double learningRate) {
    this(parameters, options().learningRate(learningRate));
  }

  /**
   * Adam with options.
   *
   * @throws IllegalArgumentException as for {@link #Adam(List, double)}
   */
  public Adam(List<Tensor> parameters, Options options) {
    this(parameters, options, false);
  }

  Adam(List<Tensor> parameters, Options options, boolean decoupledDecay) {
    super(parameters, options, List.of("exp_avg", "exp_avg_sq", "max_exp_avg_sq"));
    this.decoupledDecay = decoupledDecay;
  }

  /**
   * Adds parameters with options of their own.
   *
   * @throws IllegalArgumentException as for {@link #Adam(List, Options)}, or if a parameter is in another group
   */
  public void addGroup(List<Tensor> parameters, Options options) {
    add(parameters, options);
  }

  @Override
  boolean countsSteps() {
    return true;
  }

  @Override
  int requiredBuffers() {
    return GREATEST;
  }

  @Override
  void update(Slot slot, Tensor gradient, Hyperparameters hyperparameters) {
    var o = (Options) hyperparameters;
    Tensor p = slot.parameter;
    Tensor scratch = scratch().like(p);
    if (decoupledDecay && o.weightDecay != 0) {
      p.mul_(1 - o.learningRate * o.weightDecay);
    }
    Tensor direction = Passes.direction(p, gradient, o.maximize, decoupledDecay ? 0 : o.weightDecay, scratch);
    Tensor mean = slot.buffer(MEAN);
    Passes.lerp(mean, direction, 1 - o.beta1);
    Tensor squares = slot.buffer(SQUARES);
    Passes.unary(UnaryOp.SQUARE, direction, scratch);
    Passes.lerp(squares, scratch, 1 - o.beta2);
    if (o.amsgrad) {
      Tensor greatest = slot.buffer(GREATEST);
      Passes.binary(BinaryOp.MAX, greatest, squares, greatest);
      squares = greatest;
    }
    slot.steps++;
    // With c = sqrt(1 - beta2^t), m / (sqrt(v) / c + epsilon) = c m / (sqrt(v) + c epsilon): one pass less.
    double correction = Math.sqrt(1 - Math.pow(o.beta2, slot.steps));
    Passes.unary(UnaryOp.SQRT, squares, scratch);
    Passes.binary(BinaryOp.ADD, scratch, correction * o.epsilon);
    Passes.binary(BinaryOp.DIV, mean, scratch, scratch);
    p.addScaled_(-o.learningRate * correction / (1 - Math.pow(o.beta1, slot.steps)), scratch);
  }
}
