package dev.adjoint.tests.rules;

import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.rules.Expr;
import dev.adjoint.processor.rules.Rule;
import java.lang.reflect.Method;

/** Evaluates rule expressions at a point. Integral operands are given as doubles. */
record Evaluation(Class<?> owner, double[] args, double result, double seed) {

  /** What the rule contributes to an operand, guarded against a zero seed as the rule asks for. */
  static double pull(Rule.Smooth rule, int operand, Class<?> owner, double[] args, double result, double seed) {
    if (rule.strongZero(operand) && seed == 0) {
      return 0;
    }
    return new Evaluation(owner, args, result, seed).number(rule.pulls().get(operand));
  }

  private double number(Expr expr) {
    return switch (expr) {
      case Expr.Arg e -> args[e.index()];
      case Expr.Result e -> result;
      case Expr.Seed e -> seed;
      case Expr.Num e -> e.value();
      case Expr.Neg e -> -number(e.a());
      case Expr.Bin e -> arithmetic(e.kind(), number(e.a()), number(e.b()));
      case Expr.If e -> condition(e.condition()) ? number(e.then()) : number(e.otherwise());
      case Expr.Fn e -> call(owner, e.name(), e.args().stream().mapToDouble(this::number).toArray());
    };
  }

  private boolean condition(Expr expr) {
    if (!(expr instanceof Expr.Bin e)) {
      throw new AssertionError("no condition: " + expr);
    }
    double a = number(e.a());
    double b = number(e.b());
    return switch (e.kind()) {
      case EQ -> a == b;
      case NE -> a != b;
      case LT -> a < b;
      case LE -> a <= b;
      case GT -> a > b;
      case GE -> a >= b;
      case ADD, SUB, MUL, DIV, REM, AND, OR, XOR, SHL, SHR, USHR -> throw new AssertionError("no comparison: " + e);
    };
  }

  static double arithmetic(Op.BinaryKind kind, double a, double b) {
    return switch (kind) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case REM -> a % b;
      case AND, OR, XOR, SHL, SHR, USHR, EQ, NE, LT, LE, GT, GE -> throw new AssertionError("no arithmetic: " + kind);
    };
  }

  /** Calls the overload on doubles, with an int last parameter where there is none on doubles only. */
  static double call(Class<?> owner, String name, double... args) {
    for (Method method : owner.getMethods()) {
      Class<?>[] types = method.getParameterTypes();
      if (!method.getName().equals(name) || types.length != args.length || types.length == 0
          || types[0] != double.class) {
        continue;
      }
      var boxed = new Object[args.length];
      for (int i = 0; i < args.length; i++) {
        boxed[i] = types[i] == int.class ? (Object) (int) args[i] : (Object) args[i];
      }
      try {
        return ((Number) method.invoke(null, boxed)).doubleValue();
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(e);
      }
    }
    throw new AssertionError("no method " + owner + "." + name);
  }
}
