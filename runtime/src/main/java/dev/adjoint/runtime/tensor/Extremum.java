package dev.adjoint.runtime.tensor;

import dev.adjoint.annotations.NonDifferentiable;

/**
 * The greatest or least elements along a dimension.
 *
 * @param values the elements; where one requires a gradient, it goes to the place that {@code indices} names
 * @param indices the places along the dimension where they stand first, int64
 */
public record Extremum(Tensor values, @NonDifferentiable Tensor indices) {}
