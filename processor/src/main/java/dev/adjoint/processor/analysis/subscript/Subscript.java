package dev.adjoint.processor.analysis.subscript;

import dev.adjoint.processor.ir.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A place in an array, {@code base + sum of stride * counter}; base and strides are uniform.
 *
 * @param strides not 0, by the counter's value
 */
public record Subscript(Polynomial base, Map<Value, Polynomial> strides) {

  /** A polynomial in this form; null if it is not affine in the counters, or something in it is not known. */
  public static Subscript of(Polynomial p) {
    Polynomial base = Polynomial.ZERO;
    Map<Value, Polynomial> strides = new LinkedHashMap<>();
    for (var term : p.terms().entrySet()) {
      Value counter = null;
      Polynomial rest = Polynomial.of(term.getValue());
      for (var power : term.getKey().entrySet()) {
        if (power.getKey() instanceof Atom.Counter c) {
          if (counter != null || power.getValue() != 1) {
            return null;
          }
          counter = c.value();
        } else if (!power.getKey().isUniform()) {
          return null;
        } else {
          for (int k = 0; k < power.getValue(); k++) {
            rest = rest.times(Polynomial.of(power.getKey()));
          }
        }
      }
      if (counter == null) {
        base = base.plus(rest);
      } else {
        strides.put(counter, strides.getOrDefault(counter, Polynomial.ZERO).plus(rest));
      }
    }
    strides.values().removeIf(s -> Objects.equals(s.constant(), 0L));
    return new Subscript(base, strides);
  }

  /** Whether it is one place for all iterations. */
  public boolean isUniform() {
    return strides.isEmpty();
  }
}
