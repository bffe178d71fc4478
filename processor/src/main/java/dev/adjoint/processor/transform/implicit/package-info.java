/**
 * The rules of methods that are differentiated by the implicit function theorem, as functions that call the derivatives of the residual or
 * of the step.
 *
 * <p>May import what {@code transform} may.
 */
package dev.adjoint.processor.transform.implicit;
