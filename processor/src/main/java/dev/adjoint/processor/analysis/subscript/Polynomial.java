package dev.adjoint.processor.analysis.subscript;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A polynomial with whole coefficients over atoms. Immutable; equal polynomials have equal terms. Arithmetic is that of whole
 * numbers: a place that Java's int computes by wrapping around is not the one that stands here, see docs/kernels.md.
 */
public final class Polynomial {
  /** Zero. */
  public static final Polynomial ZERO = new Polynomial(Map.of());
  /** One. */
  public static final Polynomial ONE = of(1);

  /** From the powers of atoms to the coefficient, which is not 0. */
  private final Map<Map<Atom, Integer>, Long> terms;

  private Polynomial(Map<Map<Atom, Integer>, Long> terms) {
    this.terms = terms;
  }

  /** A constant. */
  public static Polynomial of(long constant) {
    return constant == 0 ? ZERO : new Polynomial(Map.of(Map.of(), constant));
  }

  /** An atom. */
  public static Polynomial of(Atom atom) {
    return new Polynomial(Map.of(Map.of(atom, 1), 1L));
  }

  /** The terms: from the powers of atoms to the coefficient. */
  public Map<Map<Atom, Integer>, Long> terms() {
    return Collections.unmodifiableMap(terms);
  }

  private static void add(Map<Map<Atom, Integer>, Long> sum, Map<Atom, Integer> powers, long coefficient) {
    long total = sum.getOrDefault(powers, 0L) + coefficient;
    if (total == 0) {
      sum.remove(powers);
    } else {
      sum.put(powers, total);
    }
  }

  /** The sum. */
  public Polynomial plus(Polynomial other) {
    var sum = new LinkedHashMap<>(terms);
    other.terms.forEach((powers, c) -> add(sum, powers, c));
    return new Polynomial(sum);
  }

  /** The difference. */
  public Polynomial minus(Polynomial other) {
    return plus(other.times(of(-1)));
  }

  /** The product. */
  public Polynomial times(Polynomial other) {
    var product = new LinkedHashMap<Map<Atom, Integer>, Long>();
    terms.forEach((a, c) -> other.terms.forEach((b, d) -> {
      var powers = new LinkedHashMap<>(a);
      b.forEach((atom, n) -> powers.merge(atom, n, Integer::sum));
      add(product, powers, c * d);
    }));
    return new Polynomial(product);
  }

  /** The value if it is a constant, else null. */
  public Long constant() {
    return terms.isEmpty() ? Long.valueOf(0) : terms.size() == 1 ? terms.get(Map.<Atom, Integer>of()) : null;
  }

  /** The atoms, in the order in which they were met. */
  public Set<Atom> atoms() {
    var atoms = new LinkedHashSet<Atom>();
    terms.keySet().forEach(powers -> atoms.addAll(powers.keySet()));
    return atoms;
  }

  /** Whether it has one value during a call of the function. */
  public boolean isUniform() {
    return atoms().stream().allMatch(Atom::isUniform);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Polynomial p && terms.equals(p.terms);
  }

  @Override
  public int hashCode() {
    return terms.hashCode();
  }

  @Override
  public String toString() {
    return terms.toString();
  }
}
