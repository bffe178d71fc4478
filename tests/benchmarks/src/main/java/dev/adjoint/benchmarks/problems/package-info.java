/**
 * The benchmark objectives in plain Java, and beside each an adjoint written by hand.
 *
 * <p>A class {@code P} holds the objective as a user would write it and is what the processor differentiates; the
 * class {@code PAdjoint} is the derivative that a careful person would write, under the same buffer contract as the
 * generated one: array adjoints are accumulated, scalar adjoints are returned, working storage is kept by the caller.
 * May import the annotations and nothing else of this project.
 */
package dev.adjoint.benchmarks.problems;
