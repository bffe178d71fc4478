/**
 * JMH benchmarks of tensors: the calls that a user writes, on one thread. Imports the runtime's tensors, modules and
 * optimizers, and JMH.
 *
 * <p>The method {@code adjoint} of a benchmark {@code XBenchmark} is what is measured. The profile {@code bench} adds, from
 * another source directory, a class {@code XPyTorch} with the same computation for PyTorch, which also checks that both
 * have the same answer.
 */
package dev.adjoint.benchmarks.tensor;
