/**
 * Transformations from IR to IR: inlining, forward mode, reverse mode, simplification. Each has one public entry and
 * never changes its input.
 *
 * <p>May import {@code ir}, {@code analysis}, {@code rules}.
 */
package dev.adjoint.processor.transform;
