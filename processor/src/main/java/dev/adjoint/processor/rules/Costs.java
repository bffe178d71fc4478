package dev.adjoint.processor.rules;

import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;

/**
 * What it costs to evaluate something again, relative to the addition of two doubles. Only the order of magnitude counts:
 * the figures decide between recomputing a value and caching eight bytes.
 */
final class Costs {
  private Costs() {}

  static int of(String method) {
    return switch (method) {
      case "abs", "max", "min", "copySign", "signum", "sum", "isNaN", "isFinite", "isInfinite", "compare", "detach", "straightThrough",
          "doubleToLongBits", "doubleToRawLongBits", "floatToIntBits", "floatToRawIntBits", "longBitsToDouble",
          "intBitsToFloat" -> 1;
      case "fma", "rint", "floor", "ceil", "round", "clamp", "toRadians", "toDegrees", "getExponent", "ulp",
          "nextUp", "nextDown", "scalb" -> 2;
      case "sqrt" -> 10;
      case "exp", "log", "log10", "sin", "cos", "tan", "cbrt" -> 25;
      case "log1p", "expm1", "asinh", "acosh", "atanh", "asin", "acos", "atan", "hypot", "sinh", "cosh", "tanh" -> 40;
      case "pow", "atan2", "IEEEremainder" -> 60;
      // the integer methods, all a few instructions
      default -> 3;
    };
  }

  static int of(Op.BinaryKind kind, Type operand) {
    return switch (kind) {
      case ADD, SUB, MUL, AND, OR, XOR, SHL, SHR, USHR, EQ, NE, LT, LE, GT, GE -> 1;
      case DIV -> operand.isFloating() ? 5 : 20;
      case REM -> operand.isFloating() ? 40 : 20;
    };
  }

  static int of(Expr expr) {
    return switch (expr) {
      case Expr.Arg e -> 0;
      case Expr.Result e -> 0;
      case Expr.Seed e -> 0;
      case Expr.Num e -> 0;
      case Expr.Neg e -> 1 + of(e.a());
      case Expr.Bin e -> of(e.kind(), Type.DOUBLE) + of(e.a()) + of(e.b());
      case Expr.If e -> 1 + of(e.condition()) + Math.max(of(e.then()), of(e.otherwise()));
      case Expr.Fn e -> of(e.name()) + e.args().stream().mapToInt(Costs::of).sum();
    };
  }
}
