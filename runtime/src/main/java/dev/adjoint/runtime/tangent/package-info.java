/**
 * Adjoints and tangents of records: {@link dev.adjoint.runtime.tangent.TangentVector} is what the generated classes implement,
 * {@link dev.adjoint.runtime.tangent.Components} what they are made with.
 *
 * <p>May import nothing.
 */
package dev.adjoint.runtime.tangent;
