/**
 * Shadows: arrays of the shape of others, which hold their adjoints.
 *
 * <p>May import {@code java.*} only.
 */
package dev.adjoint.runtime.shadow;
