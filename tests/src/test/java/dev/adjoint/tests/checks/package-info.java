/**
 * The checks that {@code @Differentiable(check = true)} generates: they pass for right derivatives and fail for wrong ones.
 *
 * <p>May import the runtime's checks, the corpus harness and JUnit.
 */
package dev.adjoint.tests.checks;
