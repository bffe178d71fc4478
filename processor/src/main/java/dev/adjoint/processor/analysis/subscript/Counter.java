package dev.adjoint.processor.analysis.subscript;

import dev.adjoint.processor.ir.Value;

/**
 * A loop's counter and its range.
 *
 * @param parallel whether its iterations may run at once
 * @param from the least value, or null if it is not known
 * @param to one more than the greatest value, or null
 */
public record Counter(Value value, boolean parallel, Polynomial from, Polynomial to) {}
