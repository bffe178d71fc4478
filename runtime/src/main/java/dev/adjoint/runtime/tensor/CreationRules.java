package dev.adjoint.runtime.tensor;

import static dev.adjoint.annotations.DerivativeOf.Mode.JVP;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Form;

/** The derivatives of tensors made from a number: the adjoint of the number is the sum of its elements' adjoints. */
public final class CreationRules {
  private CreationRules() {}

  /** The seed. */
  @DerivativeOf(type = Tensor.class, method = "scalar", parameterTypes = double.class, wrt = "value")
  public static double scalarValue(Tensor seed) {
    return seed.item();
  }

  /** The tangent. */
  @DerivativeOf(type = Tensor.class, method = "scalar", parameterTypes = double.class, wrt = "value", mode = JVP)
  public static Tensor scalarValueTangent(double tangent) {
    return Tensor.scalar(tangent);
  }

  /** The sum of the seed. */
  @DerivativeOf(type = Tensor.class, method = "fullLike", wrt = "value")
  public static double fullLikeValue(Tensor seed) {
    return seed.sum().item();
  }

  /** The tangent everywhere. */
  @DerivativeOf(type = Tensor.class, method = "fullLike", wrt = "value", mode = JVP)
  public static Tensor fullLikeValueTangent(Form otherForm, double tangent) {
    return Tensor.full(otherForm, tangent);
  }

  /** The sum of the seed. */
  @DerivativeOf(type = Tensor.class, method = "full", parameterTypes = {double.class, int[].class}, wrt = "value")
  public static double fullValue(Tensor seed) {
    return seed.sum().item();
  }

  /** The tangent everywhere. */
  @DerivativeOf(type = Tensor.class, method = "full", parameterTypes = {double.class, int[].class}, wrt = "value",
      mode = JVP)
  public static Tensor fullValueTangent(int[] shape, double tangent) {
    return Tensor.full(tangent, shape);
  }

  /** The sum of the seed. */
  @DerivativeOf(type = Tensor.class, method = "full", parameterTypes = {DType.class, double.class, int[].class},
      wrt = "value")
  public static double fullOfTypeValue(Tensor seed) {
    return seed.sum().item();
  }

  /** The tangent everywhere. */
  @DerivativeOf(type = Tensor.class, method = "full", parameterTypes = {DType.class, double.class, int[].class},
      wrt = "value", mode = JVP)
  public static Tensor fullOfTypeValueTangent(DType dtype, int[] shape, double tangent) {
    return Tensor.full(dtype, tangent, shape);
  }

  /** The sum of the seed. */
  @DerivativeOf(type = Tensor.class, method = "full", parameterTypes = {Form.class, double.class}, wrt = "value")
  public static double fullOfFormValue(Tensor seed) {
    return seed.sum().item();
  }

  /** The tangent everywhere. */
  @DerivativeOf(type = Tensor.class, method = "full", parameterTypes = {Form.class, double.class}, wrt = "value", mode = JVP)
  public static Tensor fullOfFormValueTangent(Form form, double tangent) {
    return Tensor.full(form, tangent);
  }
}
