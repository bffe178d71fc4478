/**
 * The same objectives over Hipparchus' {@code CalculusFieldElement}: the primal once more, written as that library
 * wants it, so that its {@code Gradient} differentiates it forward. Imports Hipparchus and nothing of this project
 * but the problems.
 */
package dev.adjoint.benchmarks.peers;
