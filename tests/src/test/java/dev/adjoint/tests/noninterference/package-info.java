/**
 * Valid classes of every awkward kind compile to the same bytes with the processor as without.
 *
 * <p>May import the corpus harness.
 */
package dev.adjoint.tests.noninterference;
