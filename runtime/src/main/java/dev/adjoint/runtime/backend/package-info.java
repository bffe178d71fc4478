/**
 * Chooses, for each kind of device, one of the backends that are there.
 *
 * <p>Imports {@code array} and {@code backend.spi}; providers are found by {@link java.util.ServiceLoader} only.
 */
package dev.adjoint.runtime.backend;
