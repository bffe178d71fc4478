package dev.adjoint.runtime.tensor;

import static dev.adjoint.annotations.DerivativeOf.Mode.JVP;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.runtime.array.Form;
import dev.adjoint.runtime.array.Shape;

/** The derivatives of concatenation: the adjoint of each part is its slice of the whole's. */
public final class JoiningRules {
  private JoiningRules() {}

  /** The slice of the seed that a part has, in the part's shape. */
  static Tensor part(Tensor seed, int dim, int start, int end, Shape shape) {
    return seed.slice(dim, start, end).reshape(shape);
  }

  /** A slice of the seed for each tensor. */
  @DerivativeOf(type = Tensor.class, method = "cat", parameterTypes = {int.class, Tensor[].class}, wrt = "tensors")
  public static Tensor[] catTensors(int dim, Form[] tensorsForm, Tensor seed) {
    int d = tensorsForm[0].shape().dim(dim);
    var adjoints = new Tensor[tensorsForm.length];
    int start = 0;
    for (int i = 0; i < adjoints.length; i++) {
      int end = start + tensorsForm[i].shape().size(d);
      adjoints[i] = adjoint(seed, d, start, end, tensorsForm[i]);
      start = end;
    }
    return adjoints;
  }

  /** An entry of the seed for each tensor. */
  @DerivativeOf(type = Tensor.class, method = "stack", parameterTypes = {int.class, Tensor[].class}, wrt = "tensors")
  public static Tensor[] stackTensors(int dim, Form[] tensorsForm, Tensor seed) {
    int d = seed.shape().dim(dim);
    var adjoints = new Tensor[tensorsForm.length];
    for (int i = 0; i < adjoints.length; i++) {
      adjoints[i] = adjoint(seed, d, i, i + 1, tensorsForm[i]);
    }
    return adjoints;
  }

  private static Tensor adjoint(Tensor seed, int dim, int start, int end, Form part) {
    return part.dtype().isFloating() ? part(seed, dim, start, end, part.shape()).to(part.dtype()) : null;
  }

  /** The tangents one after the other. */
  @DerivativeOf(type = Tensor.class, method = "cat", parameterTypes = {int.class, Tensor[].class}, wrt = "tensors", mode = JVP)
  public static Tensor catTensorsTangent(int dim, Form[] tensorsForm, Tensor[] tangent) {
    return Tensor.cat(dim, orZeros(tensorsForm, tangent));
  }

  /** The tangents along the new dimension. */
  @DerivativeOf(type = Tensor.class, method = "stack", parameterTypes = {int.class, Tensor[].class}, wrt = "tensors", mode = JVP)
  public static Tensor stackTensorsTangent(int dim, Form[] tensorsForm, Tensor[] tangent) {
    return Tensor.stack(dim, orZeros(tensorsForm, tangent));
  }

  private static Tensor[] orZeros(Form[] forms, Tensor[] tangents) {
    var all = new Tensor[forms.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = tangents[i] == null ? Tensor.full(forms[i], 0) : tangents[i];
    }
    return all;
  }
}
