package dev.adjoint.runtime.backend.device;

/**
 * A language that kernels are compiled from. The kernels are written in what both have in common; a header of macros and
 * types for each says what differs.
 */
public enum Dialect {
  /** OpenCL C 1.2. */
  OPENCL_C("opencl.h"),
  /** CUDA C++, as NVRTC compiles it. */
  CUDA_C("cuda.h");

  private final String header;

  Dialect(String header) {
    this.header = header;
  }

  /** The text that comes before every kernel's. */
  public String header() {
    return KernelSource.resource(header);
  }
}
