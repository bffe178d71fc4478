/**
 * The oracle test of {@code dev.adjoint.processor.source.typing}: what it finds in a corpus of bodies, compared with what
 * javac finds when it attributes them.
 */
package dev.adjoint.tests.source.typing;
