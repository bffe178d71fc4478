package dev.adjoint.runtime.optim;

import dev.adjoint.runtime.profile.Profiler;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.Supplier;

/**
 * The limited-memory method of Broyden, Fletcher, Goldfarb and Shanno (Liu, Nocedal, 1989), with PyTorch's conditions to end and
 * its optional line search. One {@link #step(Supplier)} makes up to {@code maxIterations} iterations, and evaluates the loss
 * several times; memory between the steps grows to {@code 2 historySize} copies of all parameters.
 *
 * <p>There is one group of parameters, all of one type on one device. A parameter without gradient counts as one whose gradient is
 * zero.
 */
public final class Lbfgs extends Optimizer {
  private static final String PREFIX = "state.0.";

  private final List<Tensor> parameters;
  private LbfgsMemory memory = new LbfgsMemory();
  private long evaluations;
  private long iterations;
  private Tensor direction;
  private double stepLength;
  private Tensor previousGradient;

  /**
   * Hyperparameters. Immutable: each method with a parameter answers changed options.
   *
   * @param learningRate the first step length that is tried in each iteration, and without line search the only one
   * @param maxIterations how many iterations a step may have, at least 1
   * @param maxEvaluations after how many evaluations of the loss no iteration is begun; 0 stands for 5/4 of
   *     {@code maxIterations}
   * @param toleranceGradient a step ends where no component of the gradient is greater
   * @param toleranceChange a step ends where loss or parameters change less
   * @param historySize how many steps are remembered, at least 1
   * @param strongWolfe whether step lengths satisfy the strong Wolfe conditions
   */
  public record Options(double learningRate, int maxIterations, int maxEvaluations, double toleranceGradient,
      double toleranceChange, int historySize, boolean strongWolfe) implements Hyperparameters {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public Options {
      Ranges.notNegative("learningRate", learningRate);
      Ranges.positive("maxIterations", maxIterations);
      Ranges.notNegative("maxEvaluations", maxEvaluations);
      Ranges.notNegative("toleranceGradient", toleranceGradient);
      Ranges.notNegative("toleranceChange", toleranceChange);
      Ranges.positive("historySize", historySize);
    }

    private int evaluationLimit() {
      return maxEvaluations == 0 ? (int) Math.min(Integer.MAX_VALUE, maxIterations * 5L / 4) : maxEvaluations;
    }

    @Override
    public Options learningRate(double rate) {
      return new Options(rate, maxIterations, maxEvaluations, toleranceGradient, toleranceChange, historySize, strongWolfe);
    }

    /** The same with another limit of iterations; 20 by default. */
    public Options maxIterations(int changed) {
      return new Options(learningRate, changed, maxEvaluations, toleranceGradient, toleranceChange, historySize,
          strongWolfe);
    }

    /** The same with another limit of evaluations; 5/4 of the iterations' by default. */
    public Options maxEvaluations(int changed) {
      return new Options(learningRate, maxIterations, changed, toleranceGradient, toleranceChange, historySize,
          strongWolfe);
    }

    /** The same with other tolerances; 1e-7 and 1e-9 by default. */
    public Options tolerances(double gradient, double change) {
      return new Options(learningRate, maxIterations, maxEvaluations, gradient, change, historySize, strongWolfe);
    }

    /** The same with another memory; 100 by default. */
    public Options historySize(int changed) {
      return new Options(learningRate, maxIterations, maxEvaluations, toleranceGradient, toleranceChange, changed,
          strongWolfe);
    }

    /** The same with a line search, or without, as by default. */
    public Options strongWolfe(boolean changed) {
      return new Options(learningRate, maxIterations, maxEvaluations, toleranceGradient, toleranceChange, historySize,
          changed);
    }

    @Override
    public boolean hasMomentum() {
      return false;
    }

    @Override
    public Options withMomentum(double momentum) {
      throw new UnsupportedOperationException("L-BFGS has no momentum");
    }

    @Override
    public Map<String, Double> values() {
      var values = new LinkedHashMap<String, Double>();
      values.put("lr", learningRate);
      values.put("max_iter", (double) maxIterations);
      values.put("max_eval", (double) evaluationLimit());
      values.put("tolerance_grad", toleranceGradient);
      values.put("tolerance_change", toleranceChange);
      values.put("history_size", (double) historySize);
      values.put("line_search_fn", strongWolfe ? 1.0 : 0.0);
      return values;
    }

    @Override
    public Options withValues(Map<String, Double> values) {
      return new Options(values.get("lr"), values.get("max_iter").intValue(), values.get("max_eval").intValue(),
          values.get("tolerance_grad"), values.get("tolerance_change"), values.get("history_size").intValue(),
          values.get("line_search_fn") != 0);
    }
  }

  /** PyTorch's defaults: learning rate 1, 20 iterations, 25 evaluations, memory for 100 steps, no line search. */
  public static Options options() {
    return new Options(1, 20, 0, 1e-7, 1e-9, 100, false);
  }

  /**
   * L-BFGS with PyTorch's defaults.
   *
   * @throws IllegalArgumentException if the list is empty, parameters are of different types or devices, or one is no leaf, is not
   *     floating or is there twice
   */
  public Lbfgs(List<Tensor> parameters) {
    this(parameters, options());
  }

  /**
   * L-BFGS with options.
   *
   * @throws IllegalArgumentException as for {@link #Lbfgs(List)}
   */
  public Lbfgs(List<Tensor> parameters, Options options) {
    super(parameters, options, List.of());
    this.parameters = List.copyOf(parameters);
    Tensor first = parameters.getFirst();
    for (Tensor parameter : parameters) {
      if (parameter.dtype() != first.dtype() || !parameter.device().equals(first.device())) {
        throw new IllegalArgumentException("parameters of one type on one device are needed, not " + first.dtype()
            + first.shape() + " on " + first.device() + " and " + parameter.dtype() + parameter.shape() + " on "
            + parameter.device());
      }
    }
  }

  /**
   * Checks the values.
   *
   * @throws UnsupportedOperationException always: the loss has to be evaluated several times
   */
  @Override
  public void step() {
    throw new UnsupportedOperationException("L-BFGS evaluates the loss several times in a step; call step(closure)");
  }

  @Override
  void update(Slot slot, Tensor gradient, Hyperparameters options) {
    throw new AssertionError("L-BFGS changes all parameters at once");
  }

  @Override
  public Tensor step(Supplier<Tensor> closure) {
    var o = (Options) groups().getFirst().options();
    try (var _ = GradMode.noGrad(); var _ = Profiler.block(blockName())) {
      Tensor firstLoss = evaluate(closure);
      Tensor gradient = gradient();
      if (!(greatest(gradient) <= o.toleranceGradient)) {
        iterate(o, closure, firstLoss.item(), gradient);
      }
      return firstLoss;
    }
  }

  private void iterate(Options o, Supplier<Tensor> closure, double firstLoss, Tensor firstGradient) {
    double loss = firstLoss;
    Tensor gradient = firstGradient;
    int limit = o.evaluationLimit();
    long before = evaluations - 1;
    for (int i = 1; i <= o.maxIterations; i++) {
      iterations++;
      if (iterations == 1) {
        memory = new LbfgsMemory();
        direction = gradient.neg();
        stepLength = Math.min(1, 1 / gradient.abs().sum().item()) * o.learningRate;
      } else {
        memory.update(gradient.sub(previousGradient), direction.mul(stepLength), o.historySize);
        direction = memory.direction(gradient);
        stepLength = o.learningRate;
      }
      previousGradient = gradient;
      double previousLoss = loss;
      double slope = gradient.dot(direction).item();
      if (slope > -o.toleranceChange) {
        return;
      }
      if (o.strongWolfe) {
        var start = new StrongWolfe.Point(0, loss, gradient, slope);
        int allowed = (int) (limit - (evaluations - before));
        StrongWolfe.Point end = new StrongWolfe(line(closure), start, greatest(direction), o.toleranceChange, allowed)
            .search(stepLength).point();
        loss = end.loss();
        gradient = end.gradient();
        stepLength = end.t();
        move(stepLength);
      } else {
        move(stepLength);
        if (i < o.maxIterations) {
          loss = evaluate(closure).item();
          gradient = gradient();
        }
      }
      if (evaluations - before >= limit || greatest(gradient) <= o.toleranceGradient
          || Math.abs(stepLength) * greatest(direction) <= o.toleranceChange
          || Math.abs(loss - previousLoss) < o.toleranceChange) {
        return;
      }
    }
  }

  private Tensor evaluate(Supplier<Tensor> closure) {
    evaluations++;
    return GradMode.withGrad(closure);
  }

  /** The loss along the direction, as a function of the step length; parameters stay where they are. */
  private DoubleFunction<StrongWolfe.Point> line(Supplier<Tensor> closure) {
    List<Tensor> origin = parameters.stream().map(parameter -> parameter.detach().copy()).toList();
    return t -> {
      move(t);
      double loss = evaluate(closure).item();
      Tensor gradient = gradient();
      for (int i = 0; i < origin.size(); i++) {
        parameters.get(i).copy_(origin.get(i));
      }
      return new StrongWolfe.Point(t, loss, gradient, gradient.dot(direction).item());
    };
  }

  private void move(double t) {
    int offset = 0;
    for (Tensor parameter : parameters) {
      parameter.addScaled_(t, direction.narrow(0, offset, parameter.numel()).reshape(parameter.shape()));
      offset += parameter.numel();
    }
  }

  /** A copy of all gradients in one vector. */
  private Tensor gradient() {
    var parts = new ArrayList<Tensor>();
    for (Tensor parameter : parameters) {
      Tensor gradient = parameter.grad();
      parts.add((gradient == null ? Tensor.zerosLike(parameter) : gradient.detach()).reshape(-1));
    }
    return Tensor.cat(parts, 0);
  }

  private static double greatest(Tensor x) {
    return x.numel() == 0 ? 0 : x.abs().max().item();
  }

  @Override
  void saveMore(Map<String, Tensor> state) {
    if (evaluations == 0) {
      return;
    }
    state.put(PREFIX + "func_evals", Tensor.scalar(evaluations));
    state.put(PREFIX + "n_iter", Tensor.scalar(iterations));
    if (iterations > 0) {
      state.put(PREFIX + "d", direction.copy());
      state.put(PREFIX + "t", Tensor.scalar(stepLength));
      state.put(PREFIX + "prev_flat_grad", previousGradient.copy());
      memory.save(PREFIX, state);
    }
  }

  @Override
  Runnable loadMore(OptimizerState.Entries entries) {
    boolean begun = entries.has(PREFIX + "func_evals");
    long savedEvaluations = begun ? entries.count(PREFIX + "func_evals") : 0;
    long savedIterations = begun ? entries.count(PREFIX + "n_iter") : 0;
    boolean moved = savedIterations > 0;
    Tensor all = GradMode.withoutGrad(this::gradient);
    Tensor savedDirection = moved ? entries.take(PREFIX + "d", all.dtype(), all.shape()).to(all.device()).copy() : null;
    double savedLength = moved ? entries.number(PREFIX + "t") : 0;
    Tensor savedGradient = moved
        ? entries.take(PREFIX + "prev_flat_grad", all.dtype(), all.shape()).to(all.device()).copy() : null;
    LbfgsMemory savedMemory = moved ? LbfgsMemory.load(PREFIX, entries, all) : new LbfgsMemory();
    return () -> {
      evaluations = savedEvaluations;
      iterations = savedIterations;
      direction = savedDirection;
      stepLength = savedLength;
      previousGradient = savedGradient;
      memory = savedMemory;
    };
  }
}
