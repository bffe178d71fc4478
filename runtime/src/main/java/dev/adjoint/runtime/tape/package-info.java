/**
 * Memory of the forward sweep: growable primitive stacks and pooled arrays.
 *
 * <p>May import {@code java.*} only.
 */
package dev.adjoint.runtime.tape;
