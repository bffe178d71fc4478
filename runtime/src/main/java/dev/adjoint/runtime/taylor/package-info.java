/**
 * Arithmetic of truncated Taylor series: what generated code calls for Taylor coefficients. Imports nothing of the runtime.
 */
package dev.adjoint.runtime.taylor;
