/**
 * Checks that generated derivatives make of their arguments before they write anything, and {@link
 * dev.adjoint.runtime.check.DerivativeCheck}, a check of the derivatives themselves for the user's tests.
 *
 * <p>May import {@code java.*} and {@link dev.adjoint.runtime.tape}, for scratch memory.
 */
package dev.adjoint.runtime.check;
