package dev.adjoint.processor.rules;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What differentiation makes of one function of scalars. */
public sealed interface Rule {

  /** The function's name, for messages. */
  String name();

  /**
   * A function with derivatives.
   *
   * @param name the function's name
   * @param pulls for each operand its contribution, linear in the seed: to the operand's adjoint for the result's adjoint
   *     as seed, and to the result's tangent for the operand's tangent as seed; null for an operand that is not floating
   * @param strongZero whether a partial can be infinite or NaN at a regular result, so that a zero seed has to give an
   *     exact zero by {@code seed == 0 ? 0 : pull}; which operands need that says {@link #strongZero(int)}
   * @param warn whether the derivative is right almost everywhere and hardly ever what is meant ({@code Math.nextUp})
   */
  record Smooth(String name, List<Expr> pulls, boolean strongZero, boolean warn) implements Rule {
    public Smooth {
      // not List.copyOf: null marks an inactive operand
      pulls = Collections.unmodifiableList(new ArrayList<>(pulls));
    }

    /** A rule without a warning. */
    public Smooth(String name, List<Expr> pulls, boolean strongZero) {
      this(name, pulls, strongZero, false);
    }

    /** Whether the user of the rule guards this operand's pull against a zero seed. */
    public boolean strongZero(int operand) {
      Expr pull = pulls.get(operand);
      return strongZero && pull != null && !pull.isZero() && !pull.isPlainSeed();
    }
  }

  /**
   * The derivative is zero wherever it exists.
   *
   * @param warn whether an active argument is suspicious; not for {@code Adjoint.detach}, which says that it is meant
   */
  record Zero(String name, boolean warn) implements Rule {}

  /** No derivative passes, and none is lost: conditions and integer arithmetic. */
  record Inactive(String name) implements Rule {}

  /** An integral result made of a floating argument: the derivative is lost where the result flows into a value. */
  record Lost(String name) implements Rule {}

  /** A function that is in the table in order to be refused. */
  record Refused(String name, String why) implements Rule {}
}
