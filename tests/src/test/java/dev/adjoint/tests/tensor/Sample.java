package dev.adjoint.tests.tensor;

import dev.adjoint.runtime.tensor.Tensor;

/**
 * A tensor, what it is for the oracle, and what it is a view of.
 *
 * @param tensor in arbitrary strides
 * @param array the same elements
 * @param base the tensor in row-major order, without offset, whose elements this one shows
 * @param places for each element its number in {@code base}
 */
record Sample(Tensor tensor, NaiveArray array, Tensor base, NaiveArray places) {}
