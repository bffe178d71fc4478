/**
 * The same objectives over Hipparchus' {@code CalculusFieldElement}: the primal once more, written as that library
 * wants it, so that its {@code Gradient} differentiates it forward. Imports Hipparchus and nothing of this project.
 *
 * <p>Nothing here asks for the field of a {@code Gradient}: that builds tables of a size cubic in the number of
 * variables, which gradients themselves do not need, and those for 1,650 variables do not fit into two gigabytes.
 */
package dev.adjoint.benchmarks.peers;
