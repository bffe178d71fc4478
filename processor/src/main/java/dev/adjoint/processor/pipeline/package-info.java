/**
 * Sequences the passes: read, normalize, analyze, differentiate, simplify, emit. Nothing else does.
 *
 * <p>May import every package of the processor.
 */
package dev.adjoint.processor.pipeline;
