/**
 * The backend that says what is right: plain Java over every stride, the most accurate form of every function. The
 * others are tested against it, and those for the CPU take from it what they do not speed up.
 *
 * <p>Float32 functions are computed in double and rounded once. Operands that do not lie one after the other are
 * packed, a piece of a row at a time, so that each operation is written as one loop over contiguous elements.
 *
 * <p>Imports {@code array}, {@code backend.spi} and {@code backend.host}.
 */
package dev.adjoint.runtime.backend.reference;
