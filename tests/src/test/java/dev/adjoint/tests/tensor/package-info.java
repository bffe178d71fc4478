/**
 * Tests of tensors: values, shapes, views, types and errors, against an oracle that evaluates index by index.
 *
 * <p>{@link dev.adjoint.tests.tensor.NaiveArray} and the classes named Naive are the oracle; they share no code with the
 * runtime. {@link dev.adjoint.tests.tensor.Sampler} makes random tensors in arbitrary strides together with what the
 * oracle takes for them, and {@link dev.adjoint.tests.tensor.Cases} runs a property on many of them. May import the
 * runtime up to {@code tensor}, and JUnit.
 */
package dev.adjoint.tests.tensor;
