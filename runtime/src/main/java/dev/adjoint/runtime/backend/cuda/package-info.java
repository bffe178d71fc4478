/**
 * The backend for NVIDIA's devices, through {@code java.lang.foreign}: the driver ({@code libcuda}), its compiler for kernels
 * (NVRTC), and cuBLAS for matrix products where it is installed.
 *
 * <p>The system properties {@code adjoint.cuda.library}, {@code adjoint.cuda.nvrtc} and {@code adjoint.cuda.cublas} give the
 * libraries' paths; {@code adjoint.cuda.tf32=true} lets products of float32 round their factors to TF32.
 *
 * <p>Imports {@code array}, {@code backend.spi}, {@code backend.device} and {@code ffi}.
 */
package dev.adjoint.runtime.backend.cuda;
