package dev.adjoint.runtime.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The differentiated arguments of a tracked method in one row: tensors, and the elements of arrays of them that are not null. Each place
 * is an operand of its own, also where two hold one tensor. For generated code.
 */
public final class TrackedOperands {
  private final Object[] arguments;

  private TrackedOperands(Object[] arguments) {
    this.arguments = arguments;
  }

  /**
   * Takes them in order.
   *
   * @param arguments tensors, and arrays of tensors that nobody changes any more, or null
   */
  public static TrackedOperands of(Object[] arguments) {
    return new TrackedOperands(arguments);
  }

  /** The operands: null where an argument is. */
  public Tensor[] tensors() {
    var all = new ArrayList<Tensor>();
    for (Object argument : arguments) {
      if (argument instanceof Tensor[] elements) {
        Arrays.stream(elements).filter(e -> e != null).forEach(all::add);
      } else {
        all.add((Tensor) argument);
      }
    }
    return all.toArray(Tensor[]::new);
  }

  /**
   * The operands' adjoints.
   *
   * @param ofTensors those of the arguments that are tensors
   * @param ofArrays those of the arrays, each as long as its array; null for zero
   */
  public Tensor[] adjoints(Tensor[] ofTensors, Tensor[]... ofArrays) {
    var all = new ArrayList<Tensor>();
    int tensor = 0;
    int array = 0;
    for (Object argument : arguments) {
      if (argument instanceof Tensor[] elements) {
        List<Tensor> given = Arrays.asList(ofArrays[array++]);
        for (int i = 0; i < elements.length; i++) {
          if (elements[i] != null) {
            all.add(given.get(i));
          }
        }
      } else {
        all.add(ofTensors[tensor++]);
      }
    }
    return all.toArray(Tensor[]::new);
  }
}
