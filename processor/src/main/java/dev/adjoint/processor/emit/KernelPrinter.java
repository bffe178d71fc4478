package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Prints a function on numbers as C that OpenCL and CUDA compilers take: one statement for each operation, in its order. Where the
 * languages differ from Java (overflow, conversions, special cases of functions) it calls the functions of the runtime's header.
 */
public final class KernelPrinter {
  private final StringBuilder out = new StringBuilder();
  private final Map<Value, String> names = new IdentityHashMap<>();
  private final Map<Value, Object> constants = new IdentityHashMap<>();
  /** How arrays are printed; null where there are none. */
  private final KernelArrays arrays;
  private int indent = 1;

  private KernelPrinter(KernelArrays arrays) {
    this.arrays = arrays;
  }

  /**
   * The text of {@code FUNCTION void name(parameters, result pointers r0, r1, ...)}.
   *
   * @param f of numbers and truth values alone, and of operations that {@link #refusal} lets pass
   */
  public static String print(Function f, String name) {
    return print(f, name, null);
  }

  /** The same of a function over arrays, whose text ends its parameters with what arrays need. */
  static String print(Function f, String name, KernelArrays arrays) {
    var printer = new KernelPrinter(arrays);
    var params = new ArrayList<String>();
    for (Value p : f.params()) {
      params.add(p.type().isArray() ? arrays.parameter(p) : type(p.type()) + " " + printer.name(p));
    }
    for (int i = 0; i < f.results().size(); i++) {
      params.add(type(f.results().get(i)) + " *r" + i);
    }
    if (arrays != null) {
      params.addAll(arrays.parameters());
    }
    printer.out.append("FUNCTION void ").append(name).append('(').append(String.join(", ", params)).append(") {\n");
    printer.block(f.body());
    for (int i = 0; i < f.results().size(); i++) {
      printer.line("*r" + i + " = " + printer.name(f.body().yields().get(i)) + ";");
    }
    return printer.out.append("}\n").toString();
  }

  /** Why an operation cannot be in a kernel, or null if it can. */
  public static String refusal(Op op, Map<Value, Op> definitions) {
    return switch (op) {
      case Op.Const o -> o.result().type().isPrimitive() ? null : "a reference";
      case Op.Unary o -> null;
      case Op.Binary o -> {
        if (!o.a().type().isPrimitive()) {
          yield "a comparison of references";
        }
        boolean divides = (o.kind() == Op.BinaryKind.DIV || o.kind() == Op.BinaryKind.REM) && !o.a().type().isFloating();
        boolean constant = definitions.get(o.b()) instanceof Op.Const c && c.value() instanceof Number n && n.longValue() != 0;
        yield divides && !constant ? "an integer division, which throws where the divisor is 0," : null;
      }
      case Op.Cast o -> null;
      case Op.Intrinsic o -> o.result().type().isPrimitive() && KernelFunctions.name(o) != null ? null
          : o.owner().names().getLast() + "." + o.name();
      case Op.If o -> null;
      case Op.For o -> null;
      case Op.While o -> null;
      case Op.Comment o -> null;
      case Op.ArrayLength o -> "an array";
      case Op.Load o -> "an array";
      case Op.Store o -> "an array";
      case Op.Accumulate o -> "an array";
      case Op.NewArray o -> "an array";
      case Op.Copy o -> "an array";
      case Op.ArrayCopy o -> "an array";
      case Op.Fill o -> "an array";
      case Op.Call o -> "a call of " + o.callee().name() + ", which is recursive, large or of another class,";
      case Op.Opaque o -> "a field, an object or a call without a derivative";
      case Op.Throw o -> "an exception";
      case Op.Try o -> "an exception";
      case Op.Assign o -> "an exception";
    };
  }

  private String name(Value v) {
    return names.computeIfAbsent(v, x -> (x.name() == null ? "t" : x.name().replaceAll("[^A-Za-z0-9_]", "_")) + "_" + names.size());
  }

  /** The name of a type in kernels. */
  public static String type(Type type) {
    if (!(type instanceof Type.Primitive p)) {
      throw new IllegalArgumentException("no type of kernels: " + type);
    }
    return switch (p) {
      case BOOLEAN, INT -> "int32";
      case BYTE -> "signed char";
      case SHORT -> "short";
      case CHAR -> "unsigned short";
      case LONG -> "int64";
      case FLOAT -> "float";
      case DOUBLE -> "double";
    };
  }

  private void line(String text) {
    out.append("  ".repeat(indent)).append(text).append('\n');
  }

  private void define(Value v, String expression) {
    line(type(v.type()) + " " + name(v) + " = " + expression + ";");
  }

  private void block(Block block) {
    block.ops().forEach(this::op);
  }

  private void op(Op op) {
    switch (op) {
      case Op.Const o -> {
        constants.put(o.result(), o.value());
        define(o.result(), constant(o.result().type(), o.value()));
      }
      case Op.Unary o -> define(o.result(), unary(o));
      case Op.Binary o -> define(o.result(), binary(o));
      case Op.Cast o -> define(o.result(), cast(o.a(), o.result().type()));
      case Op.Intrinsic o -> {
        var args = o.args().stream().map(this::name).toList();
        define(o.result(), KernelFunctions.name(o) + "(" + String.join(", ", args) + ")");
      }
      case Op.If o -> conditional(o);
      case Op.For o -> counted(o);
      case Op.While o -> loop(o);
      case Op.Comment o -> line("// " + o.text().replaceAll("\\s+", " ").replace("\\", "/"));
      case Op.NewArray o -> line(arrays.make(o.result(), name(o.result()), constants.get(o.dims().getFirst()), name(o.dims().getFirst())));
      case Op.ArrayLength o -> define(o.result(), arrays.length(o.array()));
      case Op.Load o -> define(o.result(), arrays.load(o, name(o.index())));
      case Op.Store o -> line(arrays.store(o, name(o.index()), name(o.value())));
      case Op.Accumulate o -> line(arrays.accumulate(o, name(o.index()), name(o.value())));
      case Op other -> throw new IllegalArgumentException("no operation of kernels: " + other);
    }
  }

  private static String constant(Type type, Object value) {
    return switch (value) {
      case Boolean b -> b ? "1" : "0";
      case Character c -> String.valueOf((int) c);
      case Float f -> f.isNaN() ? "J_NAN_F" : f.isInfinite() ? (f > 0 ? "J_INF_F" : "(-J_INF_F)") : "(" + f + "f)";
      case Double d -> d.isNaN() ? "J_NAN" : d.isInfinite() ? (d > 0 ? "J_INF" : "(-J_INF)") : "(" + d + ")";
      case Long l -> l == Long.MIN_VALUE ? "(-9223372036854775807L - 1)" : "(" + l + "L)";
      case Number n when type == Type.LONG -> "(" + n + "L)";
      case Integer i when i == Integer.MIN_VALUE -> "(-2147483647 - 1)";
      case Number n -> "(" + n + ")";
      case Object o -> throw new IllegalArgumentException("no constant of kernels: " + o);
    };
  }

  private String unary(Op.Unary o) {
    String a = name(o.a());
    return switch (o.kind()) {
      case NEG -> o.a().type().isFloating() ? "-" + a : wrapped(o.a().type(), "0", "-", a);
      case NOT -> "!" + a;
      case BITNOT -> "~" + a;
    };
  }

  /** Integer arithmetic wraps around in Java; in C only that of unsigned numbers does. */
  private static String wrapped(Type type, String a, String operator, String b) {
    String word = type == Type.LONG ? "uint64" : "uint32";
    return "(" + type(type) + ") ((" + word + ") " + a + " " + operator + " (" + word + ") " + b + ")";
  }

  private String binary(Op.Binary o) {
    String a = name(o.a());
    String b = name(o.b());
    Type type = o.a().type();
    boolean floating = type.isFloating();
    boolean wide = type == Type.LONG;
    String word = wide ? "uint64" : "uint32";
    String distance = "((int32) " + b + " & " + (wide ? 63 : 31) + ")";
    return switch (o.kind()) {
      case ADD -> floating ? a + " + " + b : wrapped(type, a, "+", b);
      case SUB -> floating ? a + " - " + b : wrapped(type, a, "-", b);
      case MUL -> floating ? a + " * " + b : wrapped(type, a, "*", b);
      case DIV -> floating ? a + " / " + b : "j_div_" + type + "(" + a + ", " + b + ")";
      case REM -> floating ? "fmod(" + a + ", " + b + ")" : "j_rem_" + type + "(" + a + ", " + b + ")";
      case AND -> a + " & " + b;
      case OR -> a + " | " + b;
      case XOR -> a + " ^ " + b;
      case SHL -> "(" + type(type) + ") ((" + word + ") " + a + " << " + distance + ")";
      case SHR -> a + " >> " + distance;
      case USHR -> "(" + type(type) + ") ((" + word + ") " + a + " >> " + distance + ")";
      case EQ -> a + " == " + b;
      case NE -> a + " != " + b;
      case LT -> a + " < " + b;
      case LE -> a + " <= " + b;
      case GT -> a + " > " + b;
      case GE -> a + " >= " + b;
    };
  }

  /** From floating types conversions to whole numbers saturate, JLS 5.1.3; to narrower ones they go through int. */
  private String cast(Value a, Type to) {
    String text = name(a);
    if (!a.type().isFloating() || to.isFloating()) {
      return "(" + type(to) + ") " + text;
    }
    return to == Type.LONG ? "j_to_long((double) " + text + ")"
        : "(" + type(to) + ") j_to_int((double) " + text + ")";
  }

  private void conditional(Op.If o) {
    o.results().forEach(r -> line(type(r.type()) + " " + name(r) + ";"));
    line("if (" + name(o.condition()) + ") {");
    branch(o.results(), o.then());
    line("} else {");
    branch(o.results(), o.otherwise());
    line("}");
  }

  private void branch(List<Value> results, Block block) {
    indent++;
    block(block);
    for (int i = 0; i < results.size(); i++) {
      line(name(results.get(i)) + " = " + name(block.yields().get(i)) + ";");
    }
    indent--;
  }

  private void counted(Op.For o) {
    carried(o.results(), o.inits());
    String iv = name(o.iv());
    String comparison = o.step() > 0 ? o.inclusive() ? " <= " : " < " : o.inclusive() ? " >= " : " > ";
    line("for (int32 " + iv + " = " + name(o.from()) + "; " + iv + comparison + name(o.to()) + "; " + iv + " += "
        + o.step() + ") {");
    indent++;
    params(o.results(), o.body().params());
    block(o.body());
    next(o.results(), o.body());
    indent--;
    line("}");
  }

  private void loop(Op.While o) {
    carried(o.results(), o.inits());
    line("for (;;) {");
    indent++;
    params(o.results(), o.condition().params());
    block(o.condition());
    line("if (!" + name(o.condition().yields().getFirst()) + ") {");
    line("  break;");
    line("}");
    params(o.results(), o.body().params());
    block(o.body());
    next(o.results(), o.body());
    indent--;
    line("}");
  }

  private void carried(List<Value> results, List<Value> inits) {
    for (int i = 0; i < results.size(); i++) {
      define(results.get(i), name(inits.get(i)));
    }
  }

  private void params(List<Value> carried, List<Value> params) {
    for (int i = 0; i < params.size(); i++) {
      define(params.get(i), name(carried.get(i)));
    }
  }

  /** All next values are computed before one is assigned. */
  private void next(List<Value> carried, Block body) {
    for (int i = 0; i < carried.size(); i++) {
      line(name(carried.get(i)) + " = " + name(body.yields().get(i)) + ";");
    }
  }
}
