package dev.adjoint.runtime.tensor;

import dev.adjoint.annotations.DerivativeRules;
import dev.adjoint.runtime.array.Form;

/**
 * What generated code does with arrays of tensors: the pieces of a tensor, and adjoints, which are an array of the same length
 * whose elements are null for zero.
 */
@DerivativeRules(PieceRules.class)
public final class TensorArrays {
  private TensorArrays() {}

  /** As {@link TensorViews#split}. */
  public static Tensor[] split(Tensor self, int size, int dim) {
    return self.split(size, dim).toArray(Tensor[]::new);
  }

  /** As {@link TensorViews#chunk}. */
  public static Tensor[] chunk(Tensor self, int count, int dim) {
    return self.chunk(count, dim).toArray(Tensor[]::new);
  }

  /** As {@link TensorViews#unbind}. */
  public static Tensor[] unbind(Tensor self, int dim) {
    return self.unbind(dim).toArray(Tensor[]::new);
  }

  /** The forms of the tensors; null where there is none. */
  public static Form[] forms(Tensor[] tensors) {
    var forms = new Form[tensors.length];
    for (int i = 0; i < forms.length; i++) {
      forms[i] = tensors[i] == null ? null : tensors[i].form();
    }
    return forms;
  }

  /** Adds to an element's adjoint. */
  public static void add(Tensor[] adjoints, int index, Tensor contribution) {
    adjoints[index] = TensorAdjoints.add(adjoints[index], contribution);
  }

  /** Adds to the adjoints of all elements; null adds nothing. */
  public static void addAll(Tensor[] adjoints, Tensor[] contributions) {
    if (contributions != null) {
      for (int i = 0; i < contributions.length; i++) {
        add(adjoints, i, contributions[i]);
      }
    }
  }

  /** An element's adjoint, which is zero from here on. */
  public static Tensor take(Tensor[] adjoints, int index) {
    Tensor adjoint = adjoints[index];
    adjoints[index] = null;
    return adjoint;
  }

  /** The sum of the adjoints of a range of elements, which are zero from here on. */
  public static Tensor takeRange(Tensor[] adjoints, int from, int to) {
    Tensor sum = null;
    for (int i = to - 1; i >= from; i--) {
      sum = TensorAdjoints.add(sum, take(adjoints, i));
    }
    return sum;
  }

  /**
   * Hands the adjoints of a range on to that from which its elements were copied; they are zero from here on. The ranges may
   * overlap in one array.
   *
   * @param source receives them; null where that has none
   */
  public static void move(Tensor[] source, int sourcePos, Tensor[] target, int targetPos, int length) {
    var moved = new Tensor[length];
    for (int i = 0; i < length; i++) {
      moved[i] = take(target, targetPos + i);
    }
    for (int i = 0; source != null && i < length; i++) {
      add(source, sourcePos + i, moved[i]);
    }
  }
}
