/** Taylor coefficients: the runtime's arithmetic of truncated series, and what is generated for each function. */
package dev.adjoint.tests.taylor;
