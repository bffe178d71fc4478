/**
 * Checks of what the benchmarks measure: every primal, every adjoint written by hand, every peer and every generated
 * gradient give the right numbers. Imports the benchmarks and the runtime's tensors.
 */
package dev.adjoint.tests.benchmarks;
