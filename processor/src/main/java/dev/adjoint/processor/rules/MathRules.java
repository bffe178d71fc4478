package dev.adjoint.processor.rules;

import static dev.adjoint.processor.rules.Exprs.ONE;
import static dev.adjoint.processor.rules.Exprs.R;
import static dev.adjoint.processor.rules.Exprs.SEED;
import static dev.adjoint.processor.rules.Exprs.X;
import static dev.adjoint.processor.rules.Exprs.Y;
import static dev.adjoint.processor.rules.Exprs.Z;
import static dev.adjoint.processor.rules.Exprs.ZERO;
import static dev.adjoint.processor.rules.Exprs.add;
import static dev.adjoint.processor.rules.Exprs.div;
import static dev.adjoint.processor.rules.Exprs.eq;
import static dev.adjoint.processor.rules.Exprs.fn;
import static dev.adjoint.processor.rules.Exprs.ge;
import static dev.adjoint.processor.rules.Exprs.gt;
import static dev.adjoint.processor.rules.Exprs.le;
import static dev.adjoint.processor.rules.Exprs.lt;
import static dev.adjoint.processor.rules.Exprs.mul;
import static dev.adjoint.processor.rules.Exprs.ne;
import static dev.adjoint.processor.rules.Exprs.neg;
import static dev.adjoint.processor.rules.Exprs.num;
import static dev.adjoint.processor.rules.Exprs.sub;
import static dev.adjoint.processor.rules.Exprs.when;

import dev.adjoint.processor.ir.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rules of {@code Math} and {@code StrictMath}: every method of theirs is here. The float overloads have the rules of the
 * double ones. Formulas are chosen for accuracy near singular points first and for cost second; what they give at kinks
 * is fixed by docs/semantics.md.
 */
final class MathRules {
  private static final double LN_10 = 2.302585092994046;

  /** What an operand that is NaN gets: NaN, but an exact zero for a zero seed, at no cost to operands that are not. */
  private static final Expr NAN_OF_SEED = when(eq(SEED, ZERO), ZERO, num(Double.NaN));

  private static final Map<String, Rule> FLOATING = table(
      // exponentials and logarithms
      smooth("exp", mul(SEED, R)),
      // r + 1 cancels for negative x, exp does not
      smooth("expm1", mul(SEED, when(lt(X, num(-0.5)), fn("exp", X), add(R, ONE)))),
      singular("log", div(SEED, X)),
      singular("log10", div(SEED, mul(X, num(LN_10)))),
      singular("log1p", div(SEED, add(ONE, X))),

      // powers and roots; pow(x, 0) is 1 everywhere, and its derivative in x is 0 even where x^-1 is not finite
      singular("pow",
          when(eq(Y, ZERO), ZERO, mul(SEED, mul(Y, fn("pow", X, sub(Y, ONE))))),
          // at x = 0 the derivative in p is 0, and goes on to be so for p > 1 alone
          when(gt(X, ZERO), mul(SEED, mul(R, fn("log", X))),
              when(gt(Y, ONE), when(ne(X, ZERO), num(Double.NaN), ZERO),
                  when(gt(Y, ZERO), when(eq(X, ZERO), ZERO, num(Double.NaN)), num(Double.NaN))))),
      // the square root of -0.0 is -0.0; abs makes the derivative +Inf there as well
      singular("sqrt", div(mul(SEED, num(0.5)), fn("abs", R))),
      singular("cbrt", div(SEED, mul(num(3), mul(R, R)))),
      singular("hypot",
          when(eq(R, ZERO), ZERO, mul(SEED, div(X, R))),
          when(eq(R, ZERO), ZERO, mul(SEED, div(Y, R)))),

      // trigonometry
      smooth("sin", mul(SEED, fn("cos", X))),
      smooth("cos", neg(mul(SEED, fn("sin", X)))),
      smooth("tan", mul(SEED, add(ONE, mul(R, R)))),
      // (1 - x)(1 + x) keeps the digits of 1 - x*x near 1
      singular("asin", div(SEED, fn("sqrt", mul(sub(ONE, X), add(ONE, X))))),
      singular("acos", neg(div(SEED, fn("sqrt", mul(sub(ONE, X), add(ONE, X)))))),
      smooth("atan", div(SEED, add(ONE, mul(X, X)))),
      // the first operand of atan2 is the ordinate
      singular("atan2",
          div(mul(SEED, Y), add(mul(X, X), mul(Y, Y))),
          neg(div(mul(SEED, X), add(mul(X, X), mul(Y, Y))))),
      smooth("sinh", mul(SEED, fn("cosh", X))),
      smooth("cosh", mul(SEED, fn("sinh", X))),
      smooth("tanh", mul(SEED, sub(ONE, mul(R, R)))),
      smooth("toRadians", fn("toRadians", SEED)),
      smooth("toDegrees", fn("toDegrees", SEED)),

      // kinks
      smooth("abs", mul(SEED, fn("signum", X))),
      smooth("max",
          when(ge(X, Y), SEED, when(ne(X, X), NAN_OF_SEED, ZERO)),
          when(gt(Y, X), SEED, when(ne(Y, Y), NAN_OF_SEED, ZERO))),
      smooth("min",
          when(le(X, Y), SEED, when(ne(X, X), NAN_OF_SEED, ZERO)),
          when(lt(Y, X), SEED, when(ne(Y, Y), NAN_OF_SEED, ZERO))),
      // (value, min, max): on a bound the value keeps weight 1
      smooth("clamp",
          when(ge(X, Y), when(le(X, Z), SEED, ZERO), when(ne(X, X), NAN_OF_SEED, ZERO)),
          when(lt(X, Y), SEED, ZERO),
          when(gt(X, Z), SEED, ZERO)),
      smooth("copySign", mul(SEED, mul(fn("signum", X), fn("copySign", ONE, Y))), ZERO),

      // arithmetic
      smooth("fma", mul(SEED, Y), mul(SEED, X), SEED),
      OperatorRules.remainder("IEEEremainder"),
      new Rule.Smooth("scalb", Arrays.asList(fn("scalb", SEED, Y), null), false),
      new Rule.Smooth("nextUp", List.of(SEED), false, true),
      new Rule.Smooth("nextDown", List.of(SEED), false, true),
      new Rule.Smooth("nextAfter", List.of(SEED, ZERO), false, true),

      // step functions
      new Rule.Zero("floor", true),
      new Rule.Zero("ceil", true),
      new Rule.Zero("rint", true),
      new Rule.Zero("signum", true),
      new Rule.Zero("ulp", true),
      new Rule.Zero("getExponent", true),
      new Rule.Lost("round"));

  /** Methods that have no floating parameter, or overloads that have none. */
  private static final Set<String> INTEGRAL = Set.of("abs", "absExact", "addExact", "ceilDiv", "ceilDivExact", "ceilMod",
      "clamp", "decrementExact", "divideExact", "floorDiv", "floorDivExact", "floorMod", "incrementExact", "max", "min",
      "multiplyExact", "multiplyFull", "multiplyHigh", "negateExact", "powExact", "random", "subtractExact",
      "toIntExact", "unsignedMultiplyExact", "unsignedMultiplyHigh", "unsignedPowExact");

  private MathRules() {}

  static Rule find(String method, List<Type> parameters) {
    if (parameters.stream().anyMatch(Type::isFloating)) {
      return FLOATING.get(method);
    }
    return INTEGRAL.contains(method) ? new Rule.Inactive(method) : null;
  }

  private static Rule smooth(String name, Expr... pulls) {
    return new Rule.Smooth(name, List.of(pulls), false);
  }

  private static Rule singular(String name, Expr... pulls) {
    return new Rule.Smooth(name, List.of(pulls), true);
  }

  private static Map<String, Rule> table(Rule... rules) {
    return Stream.of(rules).collect(Collectors.toUnmodifiableMap(Rule::name, Function.identity()));
  }
}
