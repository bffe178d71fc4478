/**
 * Types that generated derivatives and their callers share.
 *
 * <p>May import {@code java.*} only.
 */
package dev.adjoint.runtime;
