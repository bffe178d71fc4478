package dev.adjoint.runtime.tensor;

import dev.adjoint.annotations.DerivativeRules;
import dev.adjoint.runtime.array.Form;
import java.util.Objects;

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

  /** The forms of the tensors; null where there is none, and for null. */
  public static Form[] forms(Tensor[] tensors) {
    if (tensors == null) {
      return null;
    }
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

  /**
   * A differentiated argument whose elements are not recorded: the array itself where no element is tracked.
   *
   * @throws NullPointerException if it is null, with the parameter's name
   */
  public static Tensor[] operands(String parameter, Tensor[] argument) {
    return constants(Objects.requireNonNull(argument, parameter));
  }

  /** The elements, not recorded: the array itself where none is tracked; null for null. */
  public static Tensor[] constants(Tensor[] argument) {
    if (argument == null || !Ops.tracks(argument)) {
      return argument;
    }
    var detached = new Tensor[argument.length];
    for (int i = 0; i < detached.length; i++) {
      detached[i] = TensorAdjoints.constant(argument[i]);
    }
    return detached;
  }

  /**
   * Adjoints or tangents that a caller gives are another array of the same length, and each has the shape and type of its element. Null
   * stands for zero; one of a null element is not looked at.
   *
   * @param method the generated method, for the message
   * @param parameter the parameter's name
   * @throws IllegalArgumentException if they do not fit; the message has the index
   */
  public static void check(String method, String parameter, Tensor[] values, Tensor[] given) {
    if (values == null) {
      return;
    }
    if (given == null || given.length != values.length || given == values && values.length > 0) {
      throw new IllegalArgumentException(method + ": " + (given == null ? "null" : given == values ? parameter + " itself"
          : given.length + " tensors") + " for the " + values.length + " of " + parameter);
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null && given[i] != null && !given[i].form().equals(values[i].form())) {
        throw new IllegalArgumentException(method + ": a tensor of shape " + given[i].shape() + " and type " + given[i].dtype()
            + " for " + parameter + "[" + i + "] of shape " + values[i].shape() + " and type " + values[i].dtype());
      }
    }
  }

  /**
   * Two arrays of tensors need the same array of adjoints if they are the same, and different ones otherwise.
   *
   * @throws IllegalArgumentException if it is not so
   */
  public static void sameBuffers(String method, String nameA, Tensor[] a, Tensor[] adjointA, String nameB, Tensor[] b, Tensor[] adjointB) {
    if (a != null && b != null && a.length > 0 && b.length > 0 && (a == b) != (adjointA == adjointB)) {
      throw new IllegalArgumentException(method + ": " + nameA + " and " + nameB + (a == b
          ? " are one array, and need one array of adjoints" : " are two arrays, and need two arrays of adjoints"));
    }
  }

  /**
   * The seeds of a method's result are added to its adjoints; nothing is done where there is no result.
   *
   * @param seeds null for an element stands for zero
   * @throws IllegalArgumentException if they are not as many as the result's elements, or of other shapes
   */
  public static void seed(String method, Tensor[] seeds, Tensor[] result, Tensor[] adjoints) {
    if (result == null) {
      return;
    }
    if (seeds == null || seeds.length != result.length) {
      throw new IllegalArgumentException(method + ": " + (seeds == null ? "no" : String.valueOf(seeds.length))
          + " seeds for a result of " + result.length + " tensors");
    }
    var checked = new Tensor[seeds.length];
    for (int i = 0; i < seeds.length; i++) {
      if (seeds[i] != null && result[i] != null) {
        checked[i] = TensorAdjoints.seed(method + ", element " + i, seeds[i], result[i]);
      }
    }
    addAll(adjoints, checked);
  }

  /** Where an element has no adjoint it gets zeros in its form; null where it has no form. Nothing is done where either is null. */
  public static void orZeros(Tensor[] adjoints, Form[] forms) {
    for (int i = 0; adjoints != null && forms != null && i < forms.length; i++) {
      if (adjoints[i] == null && forms[i] != null) {
        adjoints[i] = Ops.zeros(forms[i].device(), forms[i].dtype(), forms[i].shape());
      }
    }
  }
}
