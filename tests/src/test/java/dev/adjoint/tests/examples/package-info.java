/** The examples print the right numbers. Imports the examples. */
package dev.adjoint.tests.examples;
