/**
 * What is true of a function: which values carry a derivative, which memory may have changed, which loops have independent
 * iterations, and what is cheaper to cache than to recompute.
 *
 * <p>May import {@code ir}, {@code rules} and {@code diagnostic}. Analyses never change what they look at.
 */
package dev.adjoint.processor.analysis;
