package dev.adjoint.runtime.autograd;

import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.Arrays;

/**
 * An operation of the user's own, with any number of inputs and outputs, and its derivative. A subclass says how to compute
 * it and how to pull adjoints back; {@link #apply} runs it and records one node of the graph.
 *
 * <pre>{@code
 * final class Exp extends Function {
 *   protected Tensor[] forward(Context context, Tensor... inputs) {
 *     Tensor result = inputs[0].exp();
 *     context.saveForBackward(result);
 *     return new Tensor[] {result};
 *   }
 *
 *   protected Tensor[] backward(Context context, Tensor... seeds) {
 *     return new Tensor[] {seeds[0].mul(context.saved(0))};
 *   }
 * }
 * }</pre>
 *
 * <p>Forward runs without being recorded. Backward is recorded where a backward pass is (with {@code CREATE_GRAPH}), so it
 * can be differentiated if it consists of tensor operations. The node's name is the class's simple name and
 * {@code Backward}. An instance may be applied any number of times, by several threads if the subclass has no state.
 *
 * @see UnaryFunction
 */
public abstract class Function {
  /** Forward or backward of {@link #of}: see the methods of those names. */
  @FunctionalInterface
  public interface Step {
    /** The outputs of forward for its inputs, or the adjoints of backward for its seeds. */
    Tensor[] run(Context context, Tensor... tensors);
  }

  private static final class OfSteps extends Function {
    private final String name;
    private final Step forward;
    private final Step backward;

    OfSteps(String name, Step forward, Step backward) {
      this.name = name;
      this.forward = forward;
      this.backward = backward;
    }

    @Override
    protected Tensor[] forward(Context context, Tensor... inputs) {
      return forward.run(context, inputs);
    }

    @Override
    protected Tensor[] backward(Context context, Tensor... seeds) {
      return backward.run(context, seeds);
    }

    @Override
    String name() {
      return name;
    }
  }

  /** For subclasses. */
  protected Function() {}

  /** A function of two lambdas; its node is called {@code name} and {@code Backward}. */
  public static Function of(String name, Step forward, Step backward) {
    return new OfSteps(name, forward, backward);
  }

  /**
   * Computes the outputs.
   *
   * @param inputs as given to {@link #apply}; not to be changed in place
   * @return the outputs, none null
   */
  protected abstract Tensor[] forward(Context context, Tensor... inputs);

  /**
   * Computes the adjoints of the inputs.
   *
   * @param seeds the adjoints of the outputs, each of its output's shape; zeros where none arrives, or null if forward
   *     called {@link Context#setMaterializeGrads} with false; not to be changed in place
   * @return one per input, of its shape or one that it broadcasts to; null for zero
   */
  protected abstract Tensor[] backward(Context context, Tensor... seeds);

  String name() {
    return nameOf(getClass());
  }

  /** The simple name of a class, or of the first one above it that has one. */
  static String nameOf(Class<?> type) {
    Class<?> named = type;
    while (named.getSimpleName().isEmpty()) {
      named = named.getSuperclass();
    }
    return named.getSimpleName();
  }

  /**
   * Runs forward and records it.
   *
   * @param inputs null entries are handed on; their adjoints are ignored
   * @return the outputs. An output that is one of the inputs, or shares elements with one, is copied
   * @throws IllegalStateException if forward changes an input in place or returns null
   */
  public final Tensor[] apply(Tensor... inputs) {
    var context = new Context(this, inputs);
    int[] versions = Arrays.stream(inputs).mapToInt(input -> input == null ? 0 : input.version()).toArray();
    Tensor[] computed = GradMode.withoutGrad(() -> forward(context, inputs.clone()));
    if (computed == null || Arrays.asList(computed).contains(null)) {
      throw new IllegalStateException("forward of " + name() + " returned null, or null among its outputs");
    }
    for (int i = 0; i < inputs.length; i++) {
      if (inputs[i] != null && inputs[i].version() != versions[i]) {
        throw new IllegalStateException("forward of " + name() + " changed its input " + i + " of shape "
            + inputs[i].shape() + " in place; change a copy() and return that");
      }
    }
    return context.finish(computed, inputs);
  }

  /** The only output of {@link #apply}. */
  public final Tensor applyToOne(Tensor... inputs) {
    Tensor[] outputs = apply(inputs);
    if (outputs.length != 1) {
      throw new IllegalStateException(name() + " has " + outputs.length + " outputs, not one; use apply");
    }
    return outputs[0];
  }
}
