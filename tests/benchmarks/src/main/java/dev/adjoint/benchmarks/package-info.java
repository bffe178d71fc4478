/**
 * JMH benchmarks, one class for each problem, the compile-time measurement and the report over JMH's results. Imports
 * the problems, the peers, the data, the runtime, JMH, Strata and Jackson.
 *
 * <p>Method names mean the same everywhere: {@code primal}; {@code gradient}, the generated method that allocates its
 * result; {@code vjp}, the generated method with buffers and a tape that are reused; {@code hand}, the adjoint
 * written by hand under the contract of the generated one that it stands beside; {@code differences}, forward
 * differences; {@code hipparchus} and {@code strata}, the peers. Tensors are in a package of their own, where they are
 * {@code adjoint}, and their peer is {@code pytorch}.
 */
package dev.adjoint.benchmarks;
