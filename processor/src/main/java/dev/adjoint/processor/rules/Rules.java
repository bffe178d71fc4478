package dev.adjoint.processor.rules;

import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The rule table: one entry for every operator and every scalar library method that differentiation knows. */
public final class Rules {
  /** The class whose methods are recomputed where the primal did not say which one. */
  public static final Type.Ref MATH = Type.Ref.of("java.lang", "Math");

  private static final Type.Ref STRICT_MATH = Type.Ref.of("java.lang", "StrictMath");
  private static final String ADJOINT = "dev.adjoint.annotations.Adjoint";

  private static final Rule STRAIGHT_THROUGH = new Rule.Smooth("straightThrough", List.of(Exprs.ZERO, Exprs.SEED), false);

  private Rules() {}

  /** The rule of a unary operator. */
  public static Rule unary(Op.UnaryKind kind) {
    return switch (kind) {
      case NEG -> OperatorRules.NEGATION;
      case NOT, BITNOT -> new Rule.Inactive(kind.name());
    };
  }

  /**
   * The rule of a binary operator.
   *
   * @param operand the promoted type of the operands
   */
  public static Rule binary(Op.BinaryKind kind, Type operand) {
    return operand.isFloating() ? OperatorRules.floating(kind) : new Rule.Inactive(kind.name());
  }

  /**
   * The rule of a library method, null when the table has none.
   *
   * @param owner the qualified name of its class
   * @param method its simple name
   * @param parameters the parameter types of the overload
   */
  public static Rule intrinsic(String owner, String method, List<Type> parameters) {
    return switch (owner) {
      case "java.lang.Math", "java.lang.StrictMath" -> MathRules.find(method, parameters);
      case "org.apache.commons.math3.util.FastMath", "org.hipparchus.util.FastMath" ->
          FastMathRules.find(method, parameters);
      case "java.lang.Double", "java.lang.Float", "java.lang.Integer", "java.lang.Long", "java.lang.Short",
          "java.lang.Byte", "java.lang.Character", "java.lang.Boolean" -> BoxRules.find(owner, method, parameters);
      case ADJOINT -> switch (method) {
        case "detach" -> new Rule.Zero("Adjoint.detach", false);
        case "straightThrough" -> STRAIGHT_THROUGH;
        default -> null;
      };
      default -> null;
    };
  }

  /** The class on which the functions of a rule's expressions are called, given the primal's. */
  public static Type.Ref functionOwner(Type.Ref primalOwner) {
    return STRICT_MATH.equals(primalOwner) ? STRICT_MATH : MATH;
  }

  /**
   * What evaluating a pull reads of the primal.
   *
   * @param operands indices of operands
   * @param result whether the result is read
   */
  public record Reads(Set<Integer> operands, boolean result) {}

  /** What an expression reads; null (an inactive operand's pull) reads nothing. */
  public static Reads reads(Expr expr) {
    var operands = new TreeSet<Integer>();
    boolean result = expr != null && collect(expr, operands);
    return new Reads(operands, result);
  }

  private static boolean collect(Expr expr, Set<Integer> operands) {
    return switch (expr) {
      case Expr.Arg e -> {
        operands.add(e.index());
        yield false;
      }
      case Expr.Result e -> true;
      case Expr.Seed e -> false;
      case Expr.Num e -> false;
      case Expr.Neg e -> collect(e.a(), operands);
      case Expr.Bin e -> collect(e.a(), operands) | collect(e.b(), operands);
      case Expr.If e -> collect(e.condition(), operands) | collect(e.then(), operands)
          | collect(e.otherwise(), operands);
      case Expr.Fn e -> {
        boolean result = false;
        for (Expr a : e.args()) {
          result |= collect(a, operands);
        }
        yield result;
      }
    };
  }

  /**
   * Whether the method gives the same result for the same arguments and does nothing else, so that a call that has
   * succeeded once may be repeated. Of what {@link #intrinsic} knows, only {@code random} does not.
   */
  public static boolean isPure(String owner, String method, List<Type> parameters) {
    return !method.equals("random") && intrinsic(owner, method, parameters) != null;
  }

  /** The cost of evaluating a library method again, in additions of doubles. */
  public static int cost(String method) {
    return Costs.of(method);
  }

  /** The cost of evaluating an operator again, in additions of doubles. */
  public static int cost(Op.BinaryKind kind, Type operand) {
    return Costs.of(kind, operand);
  }

  /** The cost of evaluating an expression, in additions of doubles. */
  public static int cost(Expr expr) {
    return Costs.of(expr);
  }
}
