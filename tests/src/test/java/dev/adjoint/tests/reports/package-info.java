/**
 * What the processor reports of the storage of reverse mode, held against what the generated code does.
 *
 * <p>May import the runtime's tape, the corpus harness and JUnit.
 */
package dev.adjoint.tests.reports;
