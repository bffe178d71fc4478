package dev.adjoint.runtime.tensor;

import dev.adjoint.runtime.array.Form;
import java.util.Objects;

/** What generated code does with adjoints and tangents that are tensors. Null stands for zero. */
public final class TensorAdjoints {
  private TensorAdjoints() {}

  /**
   * A differentiated argument, not recorded.
   *
   * @throws NullPointerException if it is null, with the parameter's name
   */
  public static Tensor operand(String parameter, Tensor argument) {
    return Objects.requireNonNull(argument, parameter).detach();
  }

  /** A constant argument, not recorded; null where a method does without it. */
  public static Tensor constant(Tensor argument) {
    return argument == null ? null : argument.detach();
  }

  /** The sum; either may be null. */
  public static Tensor add(Tensor a, Tensor b) {
    return a == null ? b : b == null ? a : a.add(b);
  }

  /** The adjoint, or zeros in the form of the value whose adjoint it is. */
  public static Tensor orZeros(Tensor adjoint, Tensor value) {
    return adjoint == null ? Tensor.zerosLike(value) : adjoint;
  }

  /**
   * The tangent of a parameter that a caller gives.
   *
   * @param tangent null stands for zero
   * @throws IllegalArgumentException if its shape is not the value's
   */
  public static Tensor tangent(String method, String parameter, Tensor tangent, Tensor value) {
    if (tangent == null || value == null) {
      return value == null ? tangent : Tensor.zerosLike(value);
    }
    if (!tangent.shape().equals(value.shape())) {
      throw new IllegalArgumentException(method + ": a tangent of shape " + tangent.shape() + " for " + parameter + " of shape "
          + value.shape());
    }
    return tangent.to(value.dtype());
  }

  /** An adjoint in a result's shape and type, summed and converted to an operand's. */
  public static Tensor fit(Tensor adjoint, Form operand) {
    return adjoint.sumTo(operand.shape()).to(operand.dtype());
  }

  /** A tangent, repeated and converted to the shape and type of a result. */
  public static Tensor spread(Tensor tangent, Tensor result) {
    return tangent.to(result.dtype()).expand(result.shape());
  }

  /**
   * The seed of a method's result.
   *
   * @param seed null stands for 1 if the result has one element
   * @throws IllegalArgumentException if the seed's shape is not the result's, or null is given for several elements
   */
  public static Tensor seed(String method, Tensor seed, Tensor result) {
    if (seed == null) {
      if (result.numel() != 1) {
        throw new IllegalArgumentException(method + ": a seed is needed for a result of shape " + result.shape());
      }
      return Tensor.onesLike(result);
    }
    if (!seed.shape().equals(result.shape())) {
      throw new IllegalArgumentException(method + ": a seed of shape " + seed.shape() + " for a result of shape "
          + result.shape());
    }
    return seed.to(result.dtype());
  }
}
