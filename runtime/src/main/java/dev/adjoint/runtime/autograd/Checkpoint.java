package dev.adjoint.runtime.autograd;

import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Segment;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Memory for time: a checkpointed part of a computation keeps its inputs instead of what its derivatives read, and is
 * computed once more when a backward pass comes to it.
 *
 * <p>Gradients are bit for bit those without a checkpoint, with respect to inputs, and to parameters and other tensors that
 * the function refers to. All else is as without one: the graph that can be walked, hooks inside and outside of the
 * function, {@code Autograd.grad}, {@code CREATE_GRAPH}, checkpoints within checkpoints.
 *
 * <p>The function does the same when it is called again: it depends on its inputs and on what has not changed in between
 * (an input that was changed in place is refused; a change of a parameter before the backward pass is not noticed where
 * only the second computation reads it), and effects such as printing happen twice. Random numbers are repeated: those of
 * {@link Generator#standard()} and of the generators that are given, not those of others. A generator is set back for the
 * second computation, so no other thread may draw from it at that time.
 */
public final class Checkpoint {
  private Checkpoint() {}

  /** The result of a function of one tensor. */
  public static Tensor checkpoint(UnaryOperator<Tensor> function, Tensor input) {
    return checkpoint(inputs -> List.of(function.apply(inputs.getFirst())), List.of(input)).getFirst();
  }

  /** The result of a function of two tensors. */
  public static Tensor checkpoint(BinaryOperator<Tensor> function, Tensor x, Tensor y) {
    return checkpoint(inputs -> List.of(function.apply(inputs.get(0), inputs.get(1))), List.of(x, y)).getFirst();
  }

  /** The results of a function of several tensors; repeats the random numbers of {@link Generator#standard()}. */
  public static List<Tensor> checkpoint(Functional.Several function, List<Tensor> inputs) {
    return checkpoint(function, inputs, List.of(Generator.standard()));
  }

  /**
   * The results of a function of several tensors.
   *
   * @param generators whose random numbers are repeated when the function is computed again
   * @throws IllegalStateException if the function changes an input in place; and from a backward pass, if an input has been
   *     changed in place since or the function does something else than before
   */
  public static List<Tensor> checkpoint(Functional.Several function, List<Tensor> inputs, List<Generator> generators) {
    return Segment.run(function::apply, List.copyOf(inputs), List.copyOf(generators));
  }
}
