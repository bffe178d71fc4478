/**
 * Storage in Java arrays, and threads that share work, for every backend for the CPU.
 *
 * <p>Imports {@code array} and {@code backend.spi}.
 */
package dev.adjoint.runtime.backend.host;
