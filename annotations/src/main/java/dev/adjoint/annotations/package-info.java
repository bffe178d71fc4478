/**
 * The annotations of Adjoint, and {@link dev.adjoint.annotations.Adjoint#detach(double) detach}.
 *
 * <p>Annotations have class-file retention: a compiler finds them on methods of a jar, a running program does not.
 *
 * <p>May import {@code java.lang} and nothing else.
 */
package dev.adjoint.annotations;
