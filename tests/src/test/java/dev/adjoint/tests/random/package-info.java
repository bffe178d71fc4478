/**
 * Random programs: a seeded generator of methods with nested loops, early exits, aliasing arrays and calls, compiled with the
 * processor in batches and held to the same rules as the corpus.
 *
 * <p>May import {@code dev.adjoint.tests.corpus} for the harness.
 */
package dev.adjoint.tests.random;
