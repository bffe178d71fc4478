/**
 * The backend for the CPU that leaves matrix products to OpenBLAS, a native library found at run time. Everything else is
 * computed by the vector backend where it works, and by the reference where it does not.
 *
 * <p>Storage is in Java arrays, which the library reads and writes in place: a call is <em>critical</em> in the sense of
 * {@link java.lang.foreign.Linker.Option#critical}, and holds up the garbage collector while it runs. Large products are
 * therefore computed in pieces of some milliseconds.
 *
 * <p>Imports {@code array}, {@code backend.spi}, {@code backend.host}, {@code backend.reference}, {@code backend.vector} and
 * {@code ffi}.
 */
package dev.adjoint.runtime.backend.openblas;
