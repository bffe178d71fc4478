/**
 * Programs under {@code src/test/resources/corpus}, each compiled with the processor and checked in every mode: the primal,
 * forward against central differences, reverse against forward, analyses on against off, zero seeds, buffers, exceptions.
 *
 * <p>The harness ({@link dev.adjoint.tests.corpus.Compilation}, {@link dev.adjoint.tests.corpus.Subject},
 * {@link dev.adjoint.tests.corpus.Checks}) serves the random programs too. May import the processor's entry point, the
 * public compiler API and JUnit.
 */
package dev.adjoint.tests.corpus;
