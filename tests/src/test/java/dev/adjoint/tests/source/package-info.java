/**
 * Tests of the reader: what it makes of a method's source, run by an interpreter, is what the method does.
 *
 * <p>Classes named {@code *Programs} are its corpus: plain Java that is compiled, read and run.
 */
package dev.adjoint.tests.source;
