package dev.adjoint.runtime.optim;

import dev.adjoint.runtime.profile.Profiler;
import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Changes parameters in place so that a loss falls, by the gradients that backward passes have left in them.
 *
 * {@snippet :
 * var optimizer = new Sgd(parameters, 0.001);
 * for (Tensor batch : batches) {
 *   optimizer.zeroGrad();
 *   loss(batch).backward();
 *   optimizer.step();
 * }
 * }
 *
 * <p>Parameters are leaves; one without a gradient is left alone. A gradient that is a NaN makes its parameter one: nothing
 * is skipped silently. Parameters may be in several groups with hyperparameters of their own, each in one of them. Not for
 * use by several threads at once.
 */
public abstract sealed class Optimizer permits Sgd, Adam, Lbfgs {
  private final String blockName;
  private final List<String> bufferNames;
  private final List<ParameterGroup> groups = new ArrayList<>();
  private final Set<Tensor> known = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Scratch scratch = new Scratch();

  /** @param bufferNames what each parameter's running averages are called in a state dict, as in PyTorch */
  Optimizer(List<Tensor> parameters, Hyperparameters options, List<String> bufferNames) {
    this.blockName = "Optimizer.step#" + getClass().getSimpleName() + ".step";
    this.bufferNames = bufferNames;
    add(parameters, options);
  }

  /** Adds a group after all of it has been checked. */
  final void add(List<Tensor> parameters, Hyperparameters options) {
    options.requireConsistent();
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException("optimizer got an empty parameter list");
    }
    Set<Tensor> added = Collections.newSetFromMap(new IdentityHashMap<>());
    for (int i = 0; i < parameters.size(); i++) {
      Tensor parameter = parameters.get(i);
      String which = "parameter " + i + " of group " + groups.size();
      if (parameter == null) {
        throw new IllegalArgumentException(which + " is null");
      }
      which += " of shape " + parameter.shape();
      if (!parameter.isLeaf()) {
        throw new IllegalArgumentException(which + " is the result of " + parameter.gradFn().name()
            + ": can't optimize a non-leaf Tensor");
      }
      if (!parameter.dtype().isFloating()) {
        throw new IllegalArgumentException(which + " has type " + parameter.dtype() + "; a floating type is needed");
      }
      if (known.contains(parameter) || !added.add(parameter)) {
        throw new IllegalArgumentException(which + " appears a second time");
      }
    }
    known.addAll(added);
    groups.add(new ParameterGroup(
        parameters.stream().map(parameter -> new Slot(parameter, bufferNames.size())).toList(), options));
  }

  /** The groups, in the order in which they were given. */
  public final List<ParameterGroup> groups() {
    return Collections.unmodifiableList(groups);
  }

  /** The learning rate of the first group. */
  public final double learningRate() {
    return groups.getFirst().learningRate();
  }

  /**
   * Sets the learning rate of every group.
   *
   * @throws IllegalArgumentException if it is negative or NaN
   */
  public final void learningRate(double rate) {
    groups.forEach(group -> group.learningRate(rate));
  }

  /** Clears the gradients of all parameters: the next backward pass starts new ones. */
  public final void zeroGrad() {
    zeroGrad(true);
  }

  /**
   * Clears the gradients of all parameters.
   *
   * @param toNull false to set them to zeros in place, so that they keep their memory and parameters that the next backward
   *     pass does not reach still have one
   */
  public final void zeroGrad(boolean toNull) {
    for (ParameterGroup group : groups) {
      for (Slot slot : group.slots()) {
        Tensor gradient = slot.parameter.grad();
        if (toNull || gradient == null) {
          slot.parameter.setGrad(null);
        } else if (gradient.requiresGrad()) {
          slot.parameter.setGrad(Tensor.zerosLike(gradient));
        } else {
          gradient.zero_();
        }
      }
    }
  }

  /**
   * Changes every parameter that has a gradient.
   *
   * @throws UnsupportedOperationException if the method needs {@link #step(Supplier)}
   */
  public void step() {
    try (var _ = GradMode.noGrad(); var _ = Profiler.block(blockName)) {
      for (ParameterGroup group : groups) {
        for (Slot slot : group.slots()) {
          Tensor gradient = slot.parameter.grad();
          if (gradient != null) {
            update(slot, gradient, group.options());
          }
        }
      }
    }
  }

  /**
   * Computes the loss and the gradients, and changes the parameters.
   *
   * @param closure clears the gradients, computes the loss, calls its {@code backward}, and returns it; operations are
   *     recorded while it runs
   * @return the loss before the step
   */
  public Tensor step(Supplier<Tensor> closure) {
    Tensor loss = GradMode.withGrad(closure);
    step();
    return loss;
  }

  /** Changes one parameter; nothing is recorded. */
  abstract void update(Slot slot, Tensor gradient, Hyperparameters options);

  final Scratch scratch() {
    return scratch;
  }

  final String blockName() {
    return blockName;
  }

  final List<String> bufferNames() {
    return bufferNames;
  }

  /** Whether an update needs the number of updates before it. */
  boolean countsSteps() {
    return false;
  }

  /** How many of the first buffers every parameter has that was updated. */
  int requiredBuffers() {
    return 0;
  }

  /**
   * Everything that the next steps depend on besides parameters and gradients: hyperparameters as float64 scalars such as
   * {@code param_groups.0.lr}, running averages such as {@code state.3.exp_avg}, where 3 is the parameter's number counted
   * through all groups. The tensors are copies.
   */
  public final Map<String, Tensor> stateDict() {
    return OptimizerState.save(this);
  }

  /**
   * Goes on where the optimizer was that made this dict: the next steps are bit for bit the ones that it would have taken.
   * The learning rate and other hyperparameters are replaced too.
   *
   * @throws IllegalArgumentException if an entry is missing, unknown, or of another shape or type than needed here; then
   *     nothing is changed
   */
  public final void loadStateDict(Map<String, Tensor> state) {
    OptimizerState.load(this, state);
  }

  /** Adds to a state dict what is not in a parameter's slot. */
  void saveMore(Map<String, Tensor> state) {}

  /**
   * Reads what {@link #saveMore} has written, and answers what puts it in its place. Changes nothing itself.
   *
   * @param entries its {@link OptimizerState.Entries#take} is called for all of it
   */
  Runnable loadMore(OptimizerState.Entries entries) {
    return () -> {};
  }
}
