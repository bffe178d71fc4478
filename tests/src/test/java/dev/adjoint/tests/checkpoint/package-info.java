/**
 * Checkpoints at run time: where states are placed, how many there are, what is put back; and the diagnostics' counterpart, that
 * memory stays bounded in generated code.
 */
package dev.adjoint.tests.checkpoint;
