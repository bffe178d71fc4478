/**
 * The OpenCL backend on whatever device is there; PoCL makes one of any processor. Skipped, with the reason, where none is.
 * That it computes what the reference does is shown by {@link dev.adjoint.tests.backend.BackendConformanceTest}.
 *
 * <p>May import everything public of the runtime, and JUnit.
 */
package dev.adjoint.tests.opencl;
