package dev.adjoint.processor.rules;

import static dev.adjoint.processor.rules.Exprs.ONE;
import static dev.adjoint.processor.rules.Exprs.R;
import static dev.adjoint.processor.rules.Exprs.SEED;
import static dev.adjoint.processor.rules.Exprs.X;
import static dev.adjoint.processor.rules.Exprs.Y;
import static dev.adjoint.processor.rules.Exprs.ZERO;
import static dev.adjoint.processor.rules.Exprs.add;
import static dev.adjoint.processor.rules.Exprs.div;
import static dev.adjoint.processor.rules.Exprs.eq;
import static dev.adjoint.processor.rules.Exprs.fn;
import static dev.adjoint.processor.rules.Exprs.mul;
import static dev.adjoint.processor.rules.Exprs.neg;
import static dev.adjoint.processor.rules.Exprs.sub;
import static dev.adjoint.processor.rules.Exprs.when;

import dev.adjoint.processor.ir.Type;
import java.util.Arrays;
import java.util.List;

/**
 * Rules of {@code FastMath} of Commons Math and of Hipparchus: what {@code Math} has under the same name has the rule that it has
 * there; the others are here. Their bodies work on the bits of numbers and could not be differentiated from source.
 */
final class FastMathRules {
  private static final Rule ASINH = new Rule.Smooth("asinh", List.of(div(SEED, fn("hypot", ONE, X))), false);
  // (x - 1)(x + 1) and (1 - x)(1 + x) keep their digits near 1
  private static final Rule ACOSH =
      new Rule.Smooth("acosh", List.of(div(SEED, fn("sqrt", mul(sub(X, ONE), add(X, ONE))))), true);
  private static final Rule ATANH =
      new Rule.Smooth("atanh", List.of(div(SEED, mul(sub(ONE, X), add(ONE, X)))), true);
  /** {@code log(base, x)}: the base comes first. */
  private static final Rule LOG_TO_BASE = new Rule.Smooth("log",
      List.of(neg(div(mul(SEED, R), mul(X, fn("log", X)))), div(SEED, mul(Y, fn("log", X)))), true);
  private static final Rule WHOLE_POWER = new Rule.Smooth("pow",
      Arrays.asList(when(eq(Y, ZERO), ZERO, mul(SEED, mul(Y, fn("pow", X, sub(Y, ONE))))), null), true);

  private FastMathRules() {}

  static Rule find(String method, List<Type> parameters) {
    return switch (method) {
      case "asinh" -> ASINH;
      case "acosh" -> ACOSH;
      case "atanh" -> ATANH;
      case "log" -> parameters.size() == 2 ? LOG_TO_BASE : MathRules.find(method, parameters);
      case "pow" -> parameters.getLast().isFloating() ? MathRules.find(method, parameters) : WHOLE_POWER;
      default -> MathRules.find(method, parameters);
    };
  }
}
