/**
 * The CUDA backend over libraries that are played by Java methods, called from the backend's own foreign calls through the
 * declarations of NVIDIA's headers: arguments, order, contexts, errors, and matrix products, which the played cuBLAS computes.
 * Where NVRTC is installed, which needs no device, every kernel is compiled by it; otherwise that is skipped with the reason.
 *
 * <p>That it computes what the reference does is shown, where a device is, by
 * {@link dev.adjoint.tests.backend.BackendConformanceTest}.
 *
 * <p>May import everything public of the runtime, and JUnit.
 */
package dev.adjoint.tests.cuda;
