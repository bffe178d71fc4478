package dev.adjoint.runtime.autograd;

import dev.adjoint.runtime.tensor.FunctionNode;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What one call of a {@link Function} hands from its forward to its backward.
 *
 * <p>Tensors go by {@link #saveForBackward}: they are checked for changes in place and freed with the graph. What is put
 * here as an attribute is neither; it is meant for numbers, shapes and the like.
 */
public final class Context {
  /** Null if the call is not recorded. */
  private final FunctionNode node;
  private Tensor[] toSave = {};
  private Tensor[] constants = {};
  private Map<String, Object> attributes = Map.of();

  /** Made before forward runs. */
  Context(Function function, Tensor[] inputs) {
    node = FunctionNode.of(function.name() + "Backward", seeds -> function.backward(this, seeds), inputs);
  }

  /**
   * Saves tensors for backward, in forward and at most once: the last call counts. Inputs and outputs keep their history
   * and can be differentiated again; other tensors are constants to a second differentiation.
   *
   * @param tensors null entries come back as null
   */
  public void saveForBackward(Tensor... tensors) {
    toSave = tensors.clone();
  }

  /**
   * The saved tensors, in backward.
   *
   * @throws IllegalStateException if an earlier backward pass has freed them, or one was changed in place since forward
   */
  public List<Tensor> savedTensors() {
    return node == null ? List.of() : node.saved();
  }

  /** The i-th saved tensor, in backward; see {@link #savedTensors}. */
  public Tensor saved(int i) {
    return savedTensors().get(i);
  }

  /** Declares, in forward, outputs that no gradient flows through. Outputs of a type that is not floating always are. */
  public void markNonDifferentiable(Tensor... outputs) {
    constants = outputs.clone();
  }

  /** Whether backward's adjoint of an input is used; it may return null where it is not. */
  public boolean needsInputGrad(int input) {
    return node != null && node.needs(input);
  }

  /** Whether backward sees zeros (the default) or null for an output that no adjoint reaches. */
  public void setMaterializeGrads(boolean zeros) {
    if (node != null) {
      node.setZerosForMissing(zeros);
    }
  }

  /** Keeps something that is no tensor for backward. */
  public void set(String name, Object value) {
    if (attributes.isEmpty()) {
      attributes = new HashMap<>();
    }
    attributes.put(name, value);
  }

  /**
   * What {@link #set} kept.
   *
   * @throws IllegalArgumentException if there is nothing of this name
   * @throws ClassCastException if it is of another type
   */
  public <T> T get(String name, Class<T> type) {
    if (!attributes.containsKey(name)) {
      throw new IllegalArgumentException("the context has no attribute " + name + "; it has " + attributes.keySet());
    }
    return type.cast(attributes.get(name));
  }

  /** Makes what forward computed the call's results, and saves what it asked for: an output as what the caller gets. */
  Tensor[] finish(Tensor[] computed, Tensor[] inputs) {
    if (node == null) {
      return computed;
    }
    var constant = new boolean[computed.length];
    for (int i = 0; i < constant.length; i++) {
      Tensor output = computed[i];
      constant[i] = Arrays.stream(constants).anyMatch(other -> other == output);
    }
    Tensor[] results = node.results(computed, constant, inputs);
    for (int i = 0; i < toSave.length; i++) {
      int output = Arrays.asList(computed).indexOf(toSave[i]);
      boolean isInput = Arrays.stream(inputs).anyMatch(Predicate.isEqual(toSave[i]));
      toSave[i] = output < 0 || isInput ? toSave[i] : results[output];
    }
    if (toSave.length != 0) {
      node.save(toSave);
    }
    toSave = null;
    constants = null;
    return results;
  }
}
