/**
 * Arithmetic of truncated Taylor series: what generated code calls for Taylor coefficients. Imports of the runtime {@code shadow}.
 */
package dev.adjoint.runtime.taylor;
