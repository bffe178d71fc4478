/**
 * Elementwise kernels from {@code @Kernel} methods: against the Java methods they come from, on every backend that is here.
 *
 * <p>Imports {@code tests.corpus} for compiling.
 */
package dev.adjoint.tests.kernel;
