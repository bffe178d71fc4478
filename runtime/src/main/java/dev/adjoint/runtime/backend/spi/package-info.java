/**
 * What a backend provides: storage on its devices and kernels over strided views of it, in small families.
 *
 * <p>Operands reach a kernel checked, converted to one element type and broadcast to one shape; a kernel only computes.
 *
 * <p>Imports {@code array} and nothing else of this project.
 */
package dev.adjoint.runtime.backend.spi;
