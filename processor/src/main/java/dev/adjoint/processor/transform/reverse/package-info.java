/**
 * Reverse mode. {@link dev.adjoint.processor.transform.reverse.Shadows} gives every active array its shadow;
 * {@link dev.adjoint.processor.transform.reverse.Sweep} writes the reverse sweep first, and notes which values it uses;
 * {@link dev.adjoint.processor.transform.reverse.Replay} then decides for each region what to cache and what to compute
 * again, and {@link dev.adjoint.processor.transform.reverse.Weaver} writes the forward sweep with the caches.
 *
 * <p>May import {@code ir}, {@code analysis}, {@code rules}, {@code transform}.
 */
package dev.adjoint.processor.transform.reverse;
