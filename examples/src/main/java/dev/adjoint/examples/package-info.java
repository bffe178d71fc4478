/**
 * Runnable examples, one idea for each class, on real data; {@link dev.adjoint.examples.Main} runs the main ones. May
 * import the annotations, the runtime, and the libraries that they hand gradients to.
 */
package dev.adjoint.examples;
