package dev.adjoint.runtime.backend.spi;

/** What an elementwise kernel reads: elements of a view, or one number for all of them. */
public sealed interface Operand permits View, Scalar {}
