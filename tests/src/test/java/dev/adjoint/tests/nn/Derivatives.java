package dev.adjoint.tests.nn;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.autograd.GradCheck;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.function.Function;

/** Random float64 tensors, and the check of first and second derivatives at them. */
final class Derivatives {
  private Derivatives() {}

  /** Standard normal numbers that require a gradient. */
  static Tensor active(Generator generator, int... shape) {
    return constant(generator, shape).requiresGrad_();
  }

  /** Standard normal numbers. */
  static Tensor constant(Generator generator, int... shape) {
    return generator.normal(DType.FLOAT64, Shape.of(shape));
  }

  /** Checks the derivatives, of first and second order, of a function with respect to the inputs that require one. */
  static void check(Function<List<Tensor>, Tensor> function, Tensor... inputs) {
    GradCheck.gradcheck(given -> List.of(function.apply(given)), List.of(inputs));
    GradCheck.gradgradcheck(given -> List.of(function.apply(given)), List.of(inputs));
  }
}
