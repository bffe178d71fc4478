package dev.adjoint.runtime.tensor;

import java.util.Arrays;
import java.util.List;

/**
 * The entrance to backward passes: checks outputs and seeds. Users call {@link Tensor#backward()} and
 * {@code dev.adjoint.runtime.autograd.Autograd}.
 */
public final class Backward {
  private Backward() {}

  private static boolean has(GradOption[] options, GradOption option) {
    return options.length != 0 && Arrays.asList(options).contains(option);
  }

  /**
   * Adds the adjoints of all leaves to their {@code grad}.
   *
   * @param seeds one per output, of its shape; null entries, and null for the list, stand for 1 where outputs are scalars
   * @throws IllegalArgumentException if the number of seeds or a shape is wrong
   * @throws IllegalStateException if an output does not require a gradient or needs a seed, or the graph was freed
   */
  public static void accumulate(List<Tensor> outputs, List<Tensor> seeds, GradOption... options) {
    if (has(options, GradOption.ALLOW_UNUSED)) {
      throw new IllegalArgumentException("ALLOW_UNUSED is for Autograd.grad: backward has no list of inputs");
    }
    boolean create = has(options, GradOption.CREATE_GRAPH);
    BackwardPass.accumulate(outputs.toArray(Tensor[]::new), seeds(outputs, seeds),
        create || has(options, GradOption.RETAIN_GRAPH), create);
  }

  /**
   * The adjoints of some tensors; the {@code grad} of leaves stays.
   *
   * @param seeds as in {@link #accumulate}
   * @return one per input; null for one that no output depends on, if the options allow it
   * @throws IllegalArgumentException if the number of seeds or a shape is wrong, or an input does not require a gradient
   * @throws IllegalStateException if an output does not require a gradient or needs a seed, an input is not used, or the
   *     graph was freed
   */
  public static Tensor[] adjoints(List<Tensor> outputs, List<Tensor> seeds, List<Tensor> inputs, GradOption... options) {
    boolean create = has(options, GradOption.CREATE_GRAPH);
    var edges = new Edge[inputs.size()];
    for (int i = 0; i < edges.length; i++) {
      Tensor input = inputs.get(i);
      if (!input.requiresGrad()) {
        throw new IllegalArgumentException("One of the differentiated Tensors does not require grad: input " + i
            + " of shape " + input.shape());
      }
      edges[i] = new Edge(input.gradNode(), input.outputIndex());
    }
    Tensor[] adjoints = BackwardPass.adjoints(outputs.toArray(Tensor[]::new), seeds(outputs, seeds), List.of(edges),
        create || has(options, GradOption.RETAIN_GRAPH), create);
    for (int i = 0; i < adjoints.length; i++) {
      if (adjoints[i] == null && !has(options, GradOption.ALLOW_UNUSED)) {
        throw new IllegalStateException("One of the differentiated Tensors appears to not have been used in the graph:"
            + " input " + i + " of shape " + inputs.get(i).shape()
            + ". Set GradOption.ALLOW_UNUSED if this is the desired behavior.");
      }
    }
    return adjoints;
  }

  private static Tensor[] seeds(List<Tensor> outputs, List<Tensor> given) {
    if (given != null && given.size() != outputs.size()) {
      throw new IllegalArgumentException(outputs.size() + " outputs need as many gradients, not " + given.size());
    }
    var seeds = new Tensor[outputs.size()];
    for (int i = 0; i < seeds.length; i++) {
      Tensor output = outputs.get(i);
      if (!output.requiresGrad()) {
        throw new IllegalStateException("element " + i
            + " of tensors does not require grad and does not have a grad_fn");
      }
      Tensor seed = given == null ? null : given.get(i);
      if (seed == null) {
        if (output.numel() != 1) {
          throw new IllegalStateException("grad can be implicitly created only for scalar outputs; this output has"
              + " shape " + output.shape() + ": pass a gradient of that shape");
        }
        seed = Tensor.onesLike(output);
      } else if (!seed.shape().equals(output.shape())) {
        throw new IllegalArgumentException("Mismatch in shape: the gradient has a shape of " + seed.shape()
            + " and output " + i + " has a shape of " + output.shape() + ".");
      } else if (!seed.dtype().isFloating()) {
        throw new IllegalArgumentException("the gradient of output " + i + " is of type " + seed.dtype()
            + "; a floating type is needed");
      } else {
        Ops.sameDevice("backward", seed, output);
        seed = seed.to(output.dtype());
      }
      seeds[i] = seed;
    }
    return seeds;
  }
}
