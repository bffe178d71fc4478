/**
 * What the processor prints on request: the IR after a pass.
 *
 * <p>May import the processor's {@code pipeline} and {@code ir}, the corpus harness and JUnit.
 */
package dev.adjoint.tests.dump;
