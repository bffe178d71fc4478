package dev.adjoint.runtime.backend.device;

import dev.adjoint.runtime.array.DType;

/**
 * What a kernel is found by.
 *
 * @param operation what it computes, with a fast {@code hashCode}
 * @param from the type of the operands
 * @param to the type of the result
 * @param entry the end of the function's name, which tells the kernels of one program apart
 */
record KernelKey(Object operation, DType from, DType to, String entry) {}
