/**
 * The backend for devices that OpenCL reaches, through {@code java.lang.foreign}.
 *
 * <p>The library is {@code libOpenCL} (or what the system property {@code adjoint.opencl.library} says); where there is
 * none, the drivers that are registered in {@code /etc/OpenCL/vendors} are called directly.
 *
 * <p>Imports {@code array}, {@code backend.spi}, {@code backend.device} and {@code ffi}.
 */
package dev.adjoint.runtime.backend.opencl;
