/**
 * The intermediate representation: structured SSA over Java's primitive values, arrays and opaque references.
 *
 * <p>Every scalar and every reference is a {@link dev.adjoint.processor.ir.Value}, defined once. Control flow is nested
 * {@link dev.adjoint.processor.ir.Block}s that yield values. Arrays are memory, read and written in program order.
 *
 * <p>May import nothing of the processor's other packages, and nothing of javac.
 */
package dev.adjoint.processor.ir;
