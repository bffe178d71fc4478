/**
 * The annotation processor. {@link dev.adjoint.processor.AdjointProcessor} collects the annotated methods of each class and
 * hands them to the pipeline; everything else lives in the packages below.
 *
 * <p>May import {@code pipeline} and {@code source}.
 */
package dev.adjoint.processor;
