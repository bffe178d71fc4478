/**
 * A user's point of view: a project outside this build, and what the README promises.
 *
 * <p>May import JUnit, and nothing of Adjoint.
 */
package dev.adjoint.tests.consumer;
