package dev.adjoint.runtime.autograd;

import dev.adjoint.runtime.tensor.Tensor;

/**
 * An operation of the user's own on one tensor with one result, and its derivative: {@link Function} without arrays.
 *
 * <pre>{@code
 * var cube = UnaryFunction.of("Cube",
 *     (context, x) -> { context.saveForBackward(x); return x.pow(3); },
 *     (context, seed) -> seed.mul(context.saved(0).square().mul(3)));
 * Tensor y = cube.apply(x);
 * }</pre>
 */
public abstract class UnaryFunction {
  /** Forward or backward of {@link #of}: see the methods of those names. */
  @FunctionalInterface
  public interface Step {
    /** The output of forward for its input, or the adjoint of backward for its seed. */
    Tensor run(Context context, Tensor tensor);
  }

  private static final class OfSteps extends UnaryFunction {
    private final String name;
    private final Step forward;
    private final Step backward;

    OfSteps(String name, Step forward, Step backward) {
      this.name = name;
      this.forward = forward;
      this.backward = backward;
    }

    @Override
    protected Tensor forward(Context context, Tensor input) {
      return forward.run(context, input);
    }

    @Override
    protected Tensor backward(Context context, Tensor seed) {
      return backward.run(context, seed);
    }

    @Override
    String name() {
      return name;
    }
  }

  /** For subclasses; the node is called the class's simple name and {@code Backward}. */
  protected UnaryFunction() {}

  /** A function of two lambdas; its node is called {@code name} and {@code Backward}. */
  public static UnaryFunction of(String name, Step forward, Step backward) {
    return new OfSteps(name, forward, backward);
  }

  /** Computes the output; see {@link Function#forward}. */
  protected abstract Tensor forward(Context context, Tensor input);

  /** Computes the adjoint of the input; see {@link Function#backward}. */
  protected abstract Tensor backward(Context context, Tensor seed);

  /** Runs forward and records it; see {@link Function#apply}. */
  public final Tensor apply(Tensor input) {
    return Function.of(name(), (context, inputs) -> new Tensor[] {forward(context, inputs[0])},
        (context, seeds) -> new Tensor[] {backward(context, seeds[0])}).applyToOne(input);
  }

  String name() {
    return Function.nameOf(getClass());
  }
}
