package dev.adjoint.runtime.autograd;

import dev.adjoint.runtime.tensor.Backward;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Vector-Jacobian products of outputs with respect to chosen inputs. Unlike {@code Tensor.backward()}, {@code grad} returns
 * them and leaves the {@code grad} of every leaf as it was.
 *
 * <p>Methods throw {@link IllegalStateException} if an output does not require a gradient, if it is no scalar and no
 * gradient is given for it, or if the graph was freed by an earlier pass; and {@link IllegalArgumentException} if the number
 * of gradients is not that of the outputs, a shape is not the output's, or an input does not require a gradient.
 */
public final class Autograd {
  private Autograd() {}

  /**
   * The derivative of a scalar with respect to an input.
   *
   * @return of the input's shape; null if the output does not depend on it and the options allow that
   * @throws IllegalStateException if the output does not depend on the input and the options do not allow that
   */
  public static Tensor grad(Tensor output, Tensor input, GradOption... options) {
    return grad(List.of(output), List.of(input), null, options).getFirst();
  }

  /** The vector-Jacobian product of one output with respect to one input; see {@link #grad(Tensor, Tensor, GradOption...)}. */
  public static Tensor grad(Tensor output, Tensor input, Tensor gradOutput, GradOption... options) {
    return grad(List.of(output), List.of(input), Collections.singletonList(gradOutput), options).getFirst();
  }

  /** The derivatives of a scalar with respect to several inputs, in their order. */
  public static List<Tensor> grad(Tensor output, List<Tensor> inputs, GradOption... options) {
    return grad(List.of(output), inputs, null, options);
  }

  /** The vector-Jacobian products of one output with respect to several inputs, in their order. */
  public static List<Tensor> grad(Tensor output, List<Tensor> inputs, Tensor gradOutput, GradOption... options) {
    return grad(List.of(output), inputs, Collections.singletonList(gradOutput), options);
  }

  /** The derivatives of a sum of scalars with respect to several inputs, in their order. */
  public static List<Tensor> grad(List<Tensor> outputs, List<Tensor> inputs, GradOption... options) {
    return grad(outputs, inputs, null, options);
  }

  /**
   * The sums over all outputs of their vector-Jacobian products with respect to several inputs.
   *
   * @param gradOutputs one vector per output, of its shape; null entries, and null for the list, stand for 1 where outputs
   *     are scalars
   * @return one per input, of its shape; null for one that no output depends on, if the options allow that. With
   *     {@code CREATE_GRAPH} they can be differentiated. Two may share their elements
   * @throws IllegalStateException if no output depends on an input and the options do not allow that
   */
  public static List<Tensor> grad(List<Tensor> outputs, List<Tensor> inputs, List<Tensor> gradOutputs,
      GradOption... options) {
    return Collections.unmodifiableList(Arrays.asList(Backward.adjoints(outputs, gradOutputs, inputs, options)));
  }

  /** Adds to the {@code grad} of every leaf the derivative of the sum of some scalars. */
  public static void backward(List<Tensor> outputs, GradOption... options) {
    Backward.accumulate(outputs, null, options);
  }

  /**
   * Adds to the {@code grad} of every leaf the sum over all outputs of their vector-Jacobian products, in one pass.
   *
   * @param gradients as in {@link #grad(List, List, List, GradOption...)}
   */
  public static void backward(List<Tensor> outputs, List<Tensor> gradients, GradOption... options) {
    Backward.accumulate(outputs, gradients, options);
  }
}
