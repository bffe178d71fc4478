/**
 * Checks that generated derivatives make of their arguments before they write anything.
 *
 * <p>May import {@code java.*} and {@link dev.adjoint.runtime.tape}, for scratch memory.
 */
package dev.adjoint.runtime.check;
