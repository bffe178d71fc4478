/** Finding native libraries and calling their functions. May import {@code ffi} and JUnit. */
package dev.adjoint.tests.ffi;
