/**
 * Storage in Java arrays, shared by every backend for the CPU.
 *
 * <p>Imports {@code array} and {@code backend.spi}.
 */
package dev.adjoint.runtime.backend.host;
