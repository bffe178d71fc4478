/**
 * Derivative rules as data: for each operator and each library method the partials as expressions over operands, result
 * and seed. Forward and reverse mode are both derived from the same entry.
 *
 * <p>May import {@code ir} only.
 */
package dev.adjoint.processor.rules;
