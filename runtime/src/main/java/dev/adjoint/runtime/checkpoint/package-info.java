/**
 * Checkpoints of loops: the states that the forward sweep keeps, where they are placed, and the content of arrays put back.
 *
 * <p>May import {@code java.*} only.
 */
package dev.adjoint.runtime.checkpoint;
