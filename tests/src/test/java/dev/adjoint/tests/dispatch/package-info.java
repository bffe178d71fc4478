/**
 * Calls whose receiver's class is known only when they run: programs of several files and packages, compiled together and one after
 * another.
 *
 * <p>May import the public compiler API, the corpus harness and JUnit.
 */
package dev.adjoint.tests.dispatch;
