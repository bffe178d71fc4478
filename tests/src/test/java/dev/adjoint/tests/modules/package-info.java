/**
 * The module descriptors of the annotations and of the runtime, and a user's module that requires them.
 *
 * <p>May import the processor's entry point and {@code emit}, the public compiler API and JUnit.
 */
package dev.adjoint.tests.modules;
