package dev.adjoint.runtime.autograd;

import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;

/**
 * Derivatives of functions of tensors as tensors: products with the Jacobian and the Hessian, and these themselves.
 *
 * <p>Each comes in three forms: for a function of one tensor with one result, for one of two tensors with one result, and for
 * any number of inputs and results as lists. A Jacobian of a result of shape {@code r} with respect to an input of shape
 * {@code s} has the shape {@code r + s}; with respect to several inputs there is one each, in their order.
 *
 * <p>The function gets copies of the inputs that require a gradient and share their elements, so nothing reaches the
 * inputs' {@code grad}; with {@link FunctionalOption#CREATE_GRAPH} it gets views of the inputs, and the results can be
 * differentiated. Results that do not depend on an input count as constant: their derivative is 0, and an error with
 * {@link FunctionalOption#STRICT}.
 *
 * <p>Methods throw {@link IllegalArgumentException} if an input is not floating, a vector has not the shape that it is
 * multiplied with, or a function whose Hessian is asked for has not one result with one element; and
 * {@link IllegalStateException} in strict mode as said.
 */
public final class Functional {
  /** A function of several tensors with several results. */
  @FunctionalInterface
  public interface Several {
    /** The results for some inputs. */
    List<Tensor> apply(List<Tensor> inputs);
  }

  /** A function of several tensors with one result that has one element. */
  @FunctionalInterface
  public interface Scalar {
    /** The result for some inputs. */
    Tensor apply(List<Tensor> inputs);
  }

  /**
   * The value of a function and a product with its derivative.
   *
   * @param value the function's result
   * @param product the product asked for
   */
  public record Product(Tensor value, Tensor product) {}

  /**
   * The values of a function and the products with its derivatives.
   *
   * @param values the function's results
   * @param products one per input, or per result for {@code jvp}
   */
  public record Products(List<Tensor> values, List<Tensor> products) {}

  private Functional() {}

  private static Several one(UnaryOperator<Tensor> function) {
    return inputs -> List.of(function.apply(inputs.getFirst()));
  }

  private static Several two(BinaryOperator<Tensor> function) {
    return inputs -> List.of(function.apply(inputs.get(0), inputs.get(1)));
  }

  private static List<Tensor> listOf(Tensor v) {
    return v == null ? null : List.of(v);
  }

  private static Product single(Products products) {
    return new Product(products.values().getFirst(), products.products().getFirst());
  }

  // v^T J.

  /**
   * The vector-Jacobian product {@code v^T J}, by one backward pass.
   *
   * @param v of the result's shape; null stands for 1 if the result is a scalar
   * @return the product has the input's shape
   */
  public static Product vjp(UnaryOperator<Tensor> function, Tensor input, Tensor v, FunctionalOption... options) {
    return single(vjp(one(function), List.of(input), listOf(v), options));
  }

  /** The vector-Jacobian products with respect to two inputs; see {@link #vjp(UnaryOperator, Tensor, Tensor, FunctionalOption...)}. */
  public static Products vjp(BinaryOperator<Tensor> function, Tensor x, Tensor y, Tensor v,
      FunctionalOption... options) {
    return vjp(two(function), List.of(x, y), listOf(v), options);
  }

  /**
   * The vector-Jacobian products with respect to several inputs, summed over results.
   *
   * @param v one per result, of its shape; null if there is one result and it is a scalar
   */
  public static Products vjp(Several function, List<Tensor> inputs, List<Tensor> v, FunctionalOption... options) {
    return new Evaluation("vjp", function, inputs, options).vjp(v);
  }

  // J v.

  /**
   * The Jacobian-vector product {@code J v}, by differentiating {@code u -> u^T J} along v.
   *
   * @param v of the input's shape; null stands for 1 if the input is a scalar
   * @return the product has the result's shape
   */
  public static Product jvp(UnaryOperator<Tensor> function, Tensor input, Tensor v, FunctionalOption... options) {
    return single(jvp(one(function), List.of(input), listOf(v), options));
  }

  /** The Jacobian-vector product along (v, w); see {@link #jvp(UnaryOperator, Tensor, Tensor, FunctionalOption...)}. */
  public static Product jvp(BinaryOperator<Tensor> function, Tensor x, Tensor y, Tensor v, Tensor w,
      FunctionalOption... options) {
    return single(jvp(two(function), List.of(x, y), List.of(v, w), options));
  }

  /**
   * The Jacobian-vector products, one per result.
   *
   * @param v one per input, of its shape; null if there is one input and it is a scalar
   */
  public static Products jvp(Several function, List<Tensor> inputs, List<Tensor> v, FunctionalOption... options) {
    return new Evaluation("jvp", function, inputs, options).jvp(v);
  }

  // J.

  /** The Jacobian; its shape is the result's followed by the input's. */
  public static Tensor jacobian(UnaryOperator<Tensor> function, Tensor input, FunctionalOption... options) {
    return jacobian(one(function), List.of(input), options).getFirst().getFirst();
  }

  /** The Jacobians with respect to two inputs. */
  public static List<Tensor> jacobian(BinaryOperator<Tensor> function, Tensor x, Tensor y, FunctionalOption... options) {
    return jacobian(two(function), List.of(x, y), options).getFirst();
  }

  /**
   * The Jacobian of each result with respect to each input, in this order of indices.
   *
   * <p>Takes one backward pass per element of the results; or, where the inputs have less than half as many elements, one
   * pass over the recorded backward pass per element of the inputs, each of which is about twice as long (see
   * {@link FunctionalOption#BY_ROWS}).
   */
  public static List<List<Tensor>> jacobian(Several function, List<Tensor> inputs, FunctionalOption... options) {
    return new Evaluation("jacobian", function, inputs, options).jacobian();
  }

  // H.

  /** The Hessian of a scalar function; its shape is the input's twice. */
  public static Tensor hessian(UnaryOperator<Tensor> function, Tensor input, FunctionalOption... options) {
    return hessian((List<Tensor> inputs) -> function.apply(inputs.getFirst()), List.of(input), options).getFirst()
        .getFirst();
  }

  /** The four blocks of the Hessian of a scalar function of two inputs. */
  public static List<List<Tensor>> hessian(BinaryOperator<Tensor> function, Tensor x, Tensor y,
      FunctionalOption... options) {
    return hessian((List<Tensor> inputs) -> function.apply(inputs.get(0), inputs.get(1)), List.of(x, y), options);
  }

  /** The blocks of the Hessian of a scalar function: entry (i, j) has the shape of input i followed by that of input j. */
  public static List<List<Tensor>> hessian(Scalar function, List<Tensor> inputs, FunctionalOption... options) {
    return new Evaluation("hessian", scalar(function), inputs, options).hessian();
  }

  // H v and v^T H.

  /**
   * The Hessian-vector product of a scalar function.
   *
   * @param v of the input's shape
   * @return the function's value, and the product in the input's shape
   */
  public static Product hvp(UnaryOperator<Tensor> function, Tensor input, Tensor v, FunctionalOption... options) {
    return single(hvp((List<Tensor> inputs) -> function.apply(inputs.getFirst()), List.of(input), listOf(v), options));
  }

  /** The Hessian-vector product along (v, w). */
  public static Products hvp(BinaryOperator<Tensor> function, Tensor x, Tensor y, Tensor v, Tensor w,
      FunctionalOption... options) {
    return hvp((List<Tensor> inputs) -> function.apply(inputs.get(0), inputs.get(1)), List.of(x, y), List.of(v, w),
        options);
  }

  /**
   * The Hessian-vector products of a scalar function, one per input: the derivative along v of the gradient, by a second
   * differentiation of {@code u -> u^T H}.
   *
   * @param v one per input, of its shape; null if there is one input and it is a scalar
   */
  public static Products hvp(Scalar function, List<Tensor> inputs, List<Tensor> v, FunctionalOption... options) {
    return new Evaluation("hvp", scalar(function), inputs, options).hvp(v);
  }

  /**
   * The vector-Hessian product of a scalar function. Equal to {@link #hvp} where second derivatives are continuous, and
   * cheaper: it is the gradient of the gradient's product with v.
   *
   * @param v of the input's shape
   * @return the function's value, and the product in the input's shape
   */
  public static Product vhp(UnaryOperator<Tensor> function, Tensor input, Tensor v, FunctionalOption... options) {
    return single(vhp((List<Tensor> inputs) -> function.apply(inputs.getFirst()), List.of(input), listOf(v), options));
  }

  /** The vector-Hessian product with (v, w). */
  public static Products vhp(BinaryOperator<Tensor> function, Tensor x, Tensor y, Tensor v, Tensor w,
      FunctionalOption... options) {
    return vhp((List<Tensor> inputs) -> function.apply(inputs.get(0), inputs.get(1)), List.of(x, y), List.of(v, w),
        options);
  }

  /**
   * The vector-Hessian products of a scalar function, one per input.
   *
   * @param v one per input, of its shape; null if there is one input and it is a scalar
   */
  public static Products vhp(Scalar function, List<Tensor> inputs, List<Tensor> v, FunctionalOption... options) {
    return new Evaluation("vhp", scalar(function), inputs, options).vhp(v);
  }

  private static Several scalar(Scalar function) {
    return inputs -> List.of(function.apply(inputs));
  }
}
