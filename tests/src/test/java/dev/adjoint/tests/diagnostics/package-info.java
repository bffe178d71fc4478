/**
 * One small erroneous program for each message of the catalogue, under {@code src/test/resources/corpus/diagnostics}. The
 * expectation stands on the line above the offending code.
 *
 * <p>May import the processor's {@code diagnostic}, {@code ir} and {@code pipeline}, and the corpus harness.
 */
package dev.adjoint.tests.diagnostics;
