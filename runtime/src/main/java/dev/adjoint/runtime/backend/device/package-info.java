/**
 * What backends for devices share: memory with a budget, kernels in a dialect of C that is compiled at run time, and every
 * kernel family of the service provider interface over a {@link dev.adjoint.runtime.backend.device.Driver}.
 *
 * <p>A new kind of device is a driver and a {@link dev.adjoint.runtime.backend.device.Dialect}. The kernels themselves are
 * the C files among this package's resources.
 *
 * <p>Imports {@code array} and {@code backend.spi}.
 */
package dev.adjoint.runtime.backend.device;
