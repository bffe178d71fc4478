package dev.adjoint.tests.autograd;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;

/** Operands for derivatives: float64, require a gradient, the same in every run. */
final class Operands {
  private final Generator generator;

  Operands(long seed) {
    generator = new Generator(seed);
  }

  /** Standard normal numbers. */
  Tensor normal(int... shape) {
    return generator.normal(DType.FLOAT64, Shape.of(shape)).requiresGrad_();
  }

  /** Numbers from 0.5 to 2. */
  Tensor positive(int... shape) {
    return generator.uniform(DType.FLOAT64, Shape.of(shape)).mul(1.5).add(0.5).requiresGrad_();
  }

  /** Numbers of both signs, at least 0.3 from each other and 0.15 from 0, in random order. */
  Tensor distinct(int... shape) {
    int n = Shape.of(shape).numel();
    return generator.permutation(n).to(DType.FLOAT64).sub((n / 2) - 0.5).mul(0.3).reshape(shape).copy().requiresGrad_();
  }

  /** Truth values, about half of each. */
  Tensor truth(int... shape) {
    return generator.uniform(DType.FLOAT64, Shape.of(shape)).lt(0.5);
  }

  /** Whole numbers below n, int64. */
  Tensor indices(int n, int... shape) {
    return generator.uniform(DType.FLOAT64, Shape.of(shape)).mul(n).floor().to(DType.INT64);
  }

  /** The same without a gradient. */
  static Tensor constant(Tensor tensor) {
    return tensor.detach();
  }
}
