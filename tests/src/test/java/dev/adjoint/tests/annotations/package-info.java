/**
 * Tests of what users write.
 *
 * <p>May import the annotations and JUnit.
 */
package dev.adjoint.tests.annotations;
