/**
 * Tests of the runtime that generated derivatives call.
 *
 * <p>May import the runtime and JUnit.
 */
package dev.adjoint.tests.runtime;
