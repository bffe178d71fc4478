package dev.adjoint.processor.ir;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Functions of what forward mode carries beside numbers: of truncated Taylor series, which are arrays of double, and of sets of columns, which are
 * arrays of int. Nobody writes into these arrays. The functions are intrinsics of a class that does not exist; {@code RuntimeNames} in the emitter
 * says which of the runtime's each one is.
 */
public enum JetFunction {
  /** (set, set): both together. */
  UNION("union"),
  /** (array of sets): all of them together. */
  ALL("all"),
  /** (number, int order). */
  CONSTANT("constant"),
  /** (series or null, number, int order): the first unless it is null. */
  OR_CONSTANT("orConstant"),
  /** (series, number): the series around another value. */
  AROUND("around"),
  NEGATE("negate"),
  ADD("add"),
  SUBTRACT("subtract"),
  MULTIPLY("multiply"),
  DIVIDE("divide"),
  REMAINDER("remainder"),
  IEEE_REMAINDER("IEEEremainder"),
  FMA("fma"),
  SCALB("scalb"),
  TO_RADIANS("toRadians"),
  TO_DEGREES("toDegrees"),
  ABS("abs"),
  COPY_SIGN("copySign"),
  MAX("max"),
  MIN("min"),
  CLAMP("clamp"),
  EXP("exp"),
  EXPM1("expm1"),
  LOG("log"),
  LOG10("log10"),
  LOG1P("log1p"),
  SQRT("sqrt"),
  CBRT("cbrt"),
  POW("pow"),
  HYPOT("hypot"),
  SIN("sin"),
  COS("cos"),
  TAN("tan"),
  ASIN("asin"),
  ACOS("acos"),
  ATAN("atan"),
  ATAN2("atan2"),
  SINH("sinh"),
  COSH("cosh"),
  TANH("tanh"),
  ASINH("asinh"),
  ACOSH("acosh"),
  ATANH("atanh");

  private static final Type.Ref OWNER = Type.Ref.of("dev.adjoint.processor", "JetFunction");
  private static final Map<String, JetFunction> BY_NAME = new HashMap<>();

  static {
    for (JetFunction f : values()) {
      BY_NAME.put(f.method, f);
    }
  }

  private final String method;

  JetFunction(String method) {
    this.method = method;
  }

  /** The name of the method, which is that of {@code Math}'s where there is one. */
  public String method() {
    return method;
  }

  /** Whether there are overloads in which one operand is a number. */
  public boolean takesNumbers() {
    return switch (this) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, POW -> true;
      case JetFunction f -> false;
    };
  }

  /** The function of these operands. */
  public Op.Intrinsic of(Value result, List<Value> args, Span span) {
    return new Op.Intrinsic(result, OWNER, method, args, span);
  }

  /** The function of series that has this name; null if none has. */
  public static JetFunction named(String method) {
    JetFunction f = BY_NAME.get(method);
    return f == UNION || f == ALL ? null : f;
  }

  /** The function that an operation is; null for any other. */
  public static JetFunction of(Op.Intrinsic op) {
    return op.owner().equals(OWNER) ? BY_NAME.get(op.name()) : null;
  }
}
