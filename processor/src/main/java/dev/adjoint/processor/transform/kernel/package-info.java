/**
 * One iteration of a kernel's parallel loops as functions: what it computes, and the scalar whose gradient is its adjoint.
 *
 * <p>May import {@code ir}, {@code analysis} and {@code transform}.
 */
package dev.adjoint.processor.transform.kernel;
