/**
 * The backends: the reference against values known by hand, and every other backend that is found and works here
 * against the reference ({@link dev.adjoint.tests.backend.BackendConformanceTest}).
 *
 * <p>Elements reach a backend and come back only through its memory, so that backends for devices run the same tests.
 * May import {@code array}, {@code backend} and below, and JUnit.
 */
package dev.adjoint.tests.backend;
