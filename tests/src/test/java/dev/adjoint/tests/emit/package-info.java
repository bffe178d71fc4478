/**
 * Tests of the emitter: IR in its text form or built by hand is emitted, compiled with every warning an error, and run.
 *
 * <p>May import the processor's {@code ir}, {@code emit} and {@code pipeline}, and the runtime.
 */
package dev.adjoint.tests.emit;
