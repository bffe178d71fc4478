/**
 * The backend for the CPU's vector instructions, through {@code jdk.incubator.vector}. Elementwise functions,
 * reductions and matrix products of floating types are computed here; the reference computes the rest.
 *
 * <p>An elementwise function is one function of vectors (in {@code FloatLoops} and {@code DoubleLoops}), for which
 * the loops are copied ({@code Specialized}). Functions of floats are polynomials of this package; those of doubles
 * are the Vector API's own.
 *
 * <p>Imports {@code array}, {@code backend.spi}, {@code backend.host} and {@code backend.reference}.
 */
package dev.adjoint.runtime.backend.vector;
