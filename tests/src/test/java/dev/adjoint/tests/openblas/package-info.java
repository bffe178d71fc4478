/**
 * The backend for OpenBLAS: products against the reference, what happens while garbage is collected and when many threads
 * call, and how the library is found. Where the library is not installed, tests that need it are skipped with the reason.
 *
 * <p>May import {@code array}, {@code backend} and below, and JUnit.
 */
package dev.adjoint.tests.openblas;
