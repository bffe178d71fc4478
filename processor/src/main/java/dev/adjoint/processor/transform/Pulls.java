package dev.adjoint.processor.transform;

import dev.adjoint.processor.ir.Guard;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.rules.Expr;
import dev.adjoint.processor.rules.Rule;
import dev.adjoint.processor.rules.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Writes a rule's contribution as operations. */
public final class Pulls {
  private final BlockBuilder out;
  private final Type.Ref owner;
  private final IntFunction<Value> argument;
  private final Supplier<Value> result;
  private final Value seed;
  private final Evaluated evaluated;

  /** Whether the primal evaluated a function at an operand, and what came out; else null. */
  public interface Evaluated {
    /** The value of {@code function(operand)}, or null. */
    Value apply(String function, int operand);
  }

  private Pulls(BlockBuilder out, Type.Ref owner, IntFunction<Value> argument, Supplier<Value> result, Value seed,
      Evaluated evaluated) {
    this.evaluated = evaluated;
    this.out = out;
    this.owner = owner;
    this.argument = argument;
    this.result = result;
    this.seed = seed;
  }

  /**
   * The contribution to one operand.
   *
   * @param out where operations go
   * @param owner the class of the primal's method, or Math
   * @param rule the rule
   * @param operand the operand's index
   * @param argument the primal's operands, asked only for what the rule reads
   * @param nonZero whether the i-th operand is known to be a finite constant other than zero
   * @param result the primal's result
   * @param seed the adjoint of the result, or the tangent of the operand
   * @param evaluated functions that the primal evaluated already
   */
  public static Value write(BlockBuilder out, Type.Ref owner, Rule.Smooth rule, int operand, IntFunction<Value> argument,
      IntFunction<Boolean> nonZero, Supplier<Value> result, Value seed, Evaluated evaluated) {
    Expr pull = rule.pulls().get(operand);
    boolean harmless = rule.name().equals("/") && nonZero.apply(1);
    if (!rule.strongZero(operand) || harmless) {
      return new Pulls(out, owner, argument, result, seed, evaluated).expr(pull);
    }
    // a zero seed stops 0 * Inf and 0 * NaN
    var inner = new BlockBuilder().at(out.span());
    Value value = new Pulls(inner, owner, argument, result, seed, evaluated).expr(pull);
    Value isZero = out.isZero(Guard.Kind.SEED, seed);
    var zero = new BlockBuilder().at(out.span());
    Value nothing = zero.constant(0.0);
    Value r = Value.temporary(Type.DOUBLE);
    out.add(new Op.If(List.of(r), isZero, zero.block(List.of(), List.of(nothing)),
        inner.block(List.of(), List.of(value)), out.span()));
    return r;
  }

  private Value expr(Expr e) {
    return switch (e) {
      case Expr.Arg a -> widen(argument.apply(a.index()));
      case Expr.Result r -> widen(result.get());
      case Expr.Seed s -> seed;
      case Expr.Num n -> Double.isNaN(n.value()) ? out.undefined() : out.constant(n.value());
      case Expr.Neg n -> out.unary(Op.UnaryKind.NEG, expr(n.a()), null);
      case Expr.Bin b -> out.binary(b.kind(), number(b.a()), number(b.b()));
      case Expr.Fn f -> {
        if (f.args().size() == 1 && f.args().getFirst() instanceof Expr.Arg a) {
          Value known = evaluated.apply(f.name(), a.index());
          if (known != null) {
            yield known;
          }
        }
        var args = new ArrayList<Value>();
        for (Expr x : f.args()) {
          args.add(expr(x));
        }
        yield out.math(Rules.functionOwner(owner), f.name(), Type.DOUBLE, args);
      }
      case Expr.If i -> {
        Value condition = condition(i);
        var then = new BlockBuilder().at(out.span());
        Value a = new Pulls(then, owner, argument, result, seed, evaluated).expr(i.then());
        var otherwise = new BlockBuilder().at(out.span());
        Value b = new Pulls(otherwise, owner, argument, result, seed, evaluated).expr(i.otherwise());
        Value r = Value.temporary(Type.DOUBLE);
        out.add(new Op.If(List.of(r), condition, then.block(List.of(), List.of(a)),
            otherwise.block(List.of(), List.of(b)), out.span()));
        yield r;
      }
    };
  }

  /** An operand of an operator: integral ones, such as the exponent of a power, as doubles. */
  private Value number(Expr e) {
    Value v = expr(e);
    return v.type() == Type.DOUBLE ? v : out.cast(Type.DOUBLE, v);
  }

  /** A comparison of the seed or of an operand with zero, where the result is zero, is no branch of the function's own. */
  private Value condition(Expr.If e) {
    if (e.condition() instanceof Expr.Bin b && b.kind() == Op.BinaryKind.EQ && b.b().isZero() && e.then().isZero()) {
      if (b.a() instanceof Expr.Seed) {
        return out.isZero(Guard.Kind.SEED, seed);
      }
      if (b.a() instanceof Expr.Arg) {
        return out.isZero(Guard.Kind.FACTOR, number(b.a()));
      }
    }
    return expr(e.condition());
  }

  private Value widen(Value v) {
    return v.type() == Type.FLOAT ? out.cast(Type.DOUBLE, v) : v;
  }
}
