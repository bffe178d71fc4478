/**
 * The catalogue of messages. One constant, one code, one entry of {@code docs/diagnostics.md}, one test.
 *
 * <p>May import {@code ir} only.
 */
package dev.adjoint.processor.diagnostic;
