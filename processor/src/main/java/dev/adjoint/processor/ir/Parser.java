package dev.adjoint.processor.ir;

import dev.adjoint.processor.ir.Type.Primitive;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads the text form that {@link Printer} writes; printing what was read gives the text again. Places in the source are
 * {@link Span#NONE}. What it accepts need not be well formed: that is {@link Verifier}'s question.
 */
public final class Parser {
  private final Tokens in;
  private final Map<String, Value> values = new HashMap<>();

  private Parser(Tokens in) {
    this.in = in;
  }

  /**
   * The function that a text describes.
   *
   * @throws IllegalArgumentException with the line, when the text does not parse
   */
  public static Function parse(String text) {
    return new Parser(new Tokens(text)).function();
  }

  private Function function() {
    in.expect("function");
    String key = in.string();
    String name = in.string();
    var wrt = new ArrayList<Boolean>();
    List<Value> params = list("(", () -> {
      Value param = definition();
      wrt.add(in.take("wrt"));
      return param;
    }, ")");
    in.expect("->");
    List<Type> results = list("(", this::type, ")");
    return new Function(key, name, params, wrt, results, block(List.of()), Span.NONE);
  }

  private Block block(List<Value> params) {
    in.expect("{");
    var ops = new ArrayList<Op>();
    while (!in.take("yield")) {
      ops.add(op());
    }
    return new Block(params, ops, list(null, this::use, "}"));
  }

  private Op op() {
    if (in.peek().startsWith("%")) {
      var results = new ArrayList<Value>();
      do {
        results.add(definition());
      } while (in.take(","));
      in.expect("=");
      return in.take("call") ? call(results) : defining(results.getFirst());
    }
    String keyword = in.next();
    return switch (keyword) {
      case "store" -> {
        Cell cell = cell();
        in.expect("=");
        yield new Op.Store(cell.array, cell.index, use(), Span.NONE);
      }
      case "accumulate" -> {
        Cell cell = cell();
        in.expect("+=");
        yield new Op.Accumulate(cell.array, cell.index, use(), Span.NONE);
      }
      case "arraycopy" -> {
        List<Value> a = uses();
        yield new Op.ArrayCopy(a.get(0), a.get(1), a.get(2), a.get(3), a.get(4), Span.NONE);
      }
      case "fill" -> fill();
      case "call" -> call(List.of());
      case "opaque" -> opaque(null);
      case "if" -> conditional();
      case "for" -> counted();
      case "while" -> loop();
      case "try" -> tries();
      case "assign" -> {
        Value slot = use();
        in.expect("=");
        yield new Op.Assign(slot, use(), Span.NONE);
      }
      case "throw" -> new Op.Throw(use(), Span.NONE);
      case "comment" -> new Op.Comment(in.string(), Span.NONE);
      default -> throw in.error("no operation " + keyword);
    };
  }

  private Op defining(Value result) {
    String keyword = in.next();
    return switch (keyword) {
      case "const" -> new Op.Const(result, constant(result.type()), Span.NONE);
      case "cast" -> new Op.Cast(result, use(), Span.NONE);
      case "intrinsic" -> new Op.Intrinsic(result, ref(), in.next(), uses(), Span.NONE);
      case "length" -> new Op.ArrayLength(result, use(), Span.NONE);
      case "load" -> {
        Cell cell = cell();
        yield new Op.Load(result, cell.array, cell.index, Span.NONE);
      }
      case "new" -> new Op.NewArray(result, uses(), Span.NONE);
      case "copy" -> new Op.Copy(result, constant(Op.CopyKind.class, in.next()), use(), uses(), Span.NONE);
      case "opaque" -> opaque(result);
      case "neg", "not", "bitnot" ->
          new Op.Unary(result, constant(Op.UnaryKind.class, keyword), use(), Span.NONE);
      default -> {
        var kind = constant(Op.BinaryKind.class, keyword);
        Value a = use();
        in.expect(",");
        yield new Op.Binary(result, kind, a, use(), Span.NONE);
      }
    };
  }

  private Op fill() {
    Value array = use();
    Value from = null;
    Value to = null;
    if (in.take("from")) {
      from = use();
      in.expect("to");
      to = use();
    }
    in.expect("=");
    return new Op.Fill(array, from, to, use(), Span.NONE);
  }

  private Op opaque(Value result) {
    var effect = constant(Op.Effect.class, in.next());
    in.expect("[");
    var pieces = new ArrayList<Code.Piece>();
    while (!in.take("]")) {
      String next = in.peek();
      if (next.startsWith("\"")) {
        pieces.add(new Code.Text(in.string()));
      } else if (next.startsWith("$")) {
        pieces.add(new Code.Operand(Integer.parseInt(in.next().substring(1))));
      } else if (in.take("@")) {
        pieces.add(member());
      } else {
        pieces.add(new Code.TypeName(ref()));
      }
    }
    List<Value> operands = uses();
    in.expect("reason");
    var reason = new Op.Reason(in.next(), list("(", in::string, ")"));
    return new Op.Opaque(result, new Code(pieces), operands, effect, reason, Span.NONE);
  }

  private Code.Piece member() {
    String kind = in.next();
    Type.Ref owner = ref();
    String name = in.next();
    return switch (kind) {
      case "field" -> new Code.PrivateField(owner, name, type(), in.take("static"));
      case "method" -> {
        List<Type> params = list("(", this::type, ")");
        in.expect("->");
        Type result = in.take("void") ? null : type();
        yield new Code.PrivateMethod(owner, name, params, result, in.take("static"), in.take("varargs"));
      }
      default -> throw in.error("no member " + kind);
    };
  }

  private Op conditional() {
    Value condition = use();
    in.expect("->");
    List<Value> results = definitions();
    Block then = block(List.of());
    in.expect("else");
    return new Op.If(results, condition, then, block(List.of()), Span.NONE);
  }

  private Op counted() {
    Value iv = definition();
    in.expect("=");
    Value from = use();
    in.expect("to");
    Value to = use();
    boolean inclusive = in.take("inclusive");
    in.expect("step");
    int step = Integer.parseInt(in.next());
    int snapshots = snapshots();
    in.expect("carry");
    List<Value> params = definitions();
    in.expect("=");
    List<Value> inits = uses();
    in.expect("->");
    List<Value> results = definitions();
    return new Op.For(results, iv, from, to, step, inclusive, inits, block(params), snapshots, Span.NONE);
  }

  private int snapshots() {
    return in.take("snapshots") ? Integer.parseInt(in.next()) : 0;
  }

  private Op loop() {
    int snapshots = snapshots();
    List<Value> inits = uses();
    in.expect("->");
    List<Value> results = definitions();
    in.expect("condition");
    Block condition = block(definitions());
    in.expect("body");
    return new Op.While(results, inits, condition, block(definitions()), snapshots, Span.NONE);
  }

  private Op tries() {
    List<Value> inits = uses();
    in.expect("slots");
    List<Value> slots = definitions();
    in.expect("->");
    List<Value> results = definitions();
    Block body = block(List.of());
    var handlers = new ArrayList<Op.Handler>();
    while (in.take("catch")) {
      boolean checked = in.take("checked");
      List<Type.Ref> types = list("(", this::ref, ")");
      handlers.add(new Op.Handler(types, checked, block(definitions())));
    }
    return new Op.Try(results, inits, slots, body, handlers, Span.NONE);
  }

  private Op call(List<Value> results) {
    Callee callee = callee();
    return new Op.Call(results, callee, uses(), Span.NONE);
  }

  private Callee callee() {
    String kind = in.next();
    return switch (kind) {
      case "local" -> new Callee.Local(in.string(), in.next(), in.take("flat"));
      case "external" -> {
        Type.Ref owner = ref();
        Type.Ref derivatives = ref();
        String name = in.next();
        Signature s = signature();
        yield new Callee.External(owner, derivatives, name, s.params, s.wrt, s.results, s.instance, in.take("overloaded"),
            in.take("flat"), in.take("twice") ? 2 : 1,
            in.take("choices") ? list("[", () -> Integer.valueOf(in.next()), "]") : List.of(),
            in.take("taylor") ? Integer.parseInt(in.next()) : -1);
      }
      case "ruled" -> {
        Type.Ref owner = ref();
        String name = in.next();
        Signature s = signature();
        in.expect("vjp");
        Callee.Rule vjp = rule();
        in.expect("jvp");
        yield new Callee.Ruled(owner, name, s.params, s.wrt, s.result(), s.instance, vjp, rule(), ruleReads());
      }
      case "tensor" -> {
        Type.Ref owner = ref();
        String name = in.next();
        Signature s = signature();
        in.expect("vjp");
        List<Callee.TensorRule> vjp = list("[", this::tensorRule, "]");
        in.expect("jvp");
        List<Callee.TensorRule> jvp = list("[", this::tensorRule, "]");
        Type.Ref record = in.take("record") ? ref() : null;
        List<String> components = record == null ? List.of() : list("(", in::string, ")");
        yield new Callee.TensorOp(owner, name, s.params, s.result(), record, components, s.instance, vjp, jvp);
      }
      case "generated" -> {
        Type.Ref owner = in.take("self") ? null : ref();
        String name = in.next();
        String record = in.take("record") ? in.next() : null;
        yield new Callee.Generated(owner, name, record, list("(", in::string, ")"), in.take("instance"));
      }
      case "runtime" -> new Callee.Runtime(constant(RuntimeFunction.class, in.next()));
      default -> throw in.error("no kind of callee " + kind);
    };
  }

  private Callee.RuleReads ruleReads() {
    if (in.take("result")) {
      return new Callee.RuleReads.Result();
    }
    if (in.take("state")) {
      Type.Ref type = ref();
      return new Callee.RuleReads.State(rule(), type);
    }
    return new Callee.RuleReads.Arguments();
  }

  private record Signature(List<Type> params, List<Boolean> wrt, List<Type> results, boolean instance) {
    Type result() {
      return results.isEmpty() ? null : results.getFirst();
    }
  }

  private Signature signature() {
    var wrt = new ArrayList<Boolean>();
    List<Type> params = list("(", () -> {
      Type param = type();
      wrt.add(in.take("wrt"));
      return param;
    }, ")");
    in.expect("->");
    List<Type> results = in.take("void") ? List.of() : in.take("(") ? list(null, this::type, ")") : List.of(type());
    return new Signature(params, wrt, results, in.take("instance"));
  }

  private Callee.Rule rule() {
    return in.take("none") ? null : new Callee.Rule(ref(), in.next());
  }

  private Callee.TensorRule tensorRule() {
    String kind = in.next();
    if (kind.equals("none")) {
      return null;
    }
    Type.Ref owner = ref();
    String name = in.next();
    return new Callee.TensorRule(owner, name, constant(Callee.TensorRuleKind.class, kind), list("(", this::tensorRead, ")"));
  }

  private Callee.TensorRead tensorRead() {
    var kind = constant(Callee.TensorReadKind.class, in.next());
    return new Callee.TensorRead(kind, Integer.parseInt(in.next()));
  }

  private record Cell(Value array, Value index) {}

  private Cell cell() {
    Value array = use();
    in.expect("[");
    Value index = use();
    in.expect("]");
    return new Cell(array, index);
  }

  private Object constant(Type type) {
    if (type instanceof Primitive p) {
      return switch (p) {
        case BOOLEAN -> Boolean.valueOf(in.next());
        case BYTE -> Byte.valueOf(in.next());
        case SHORT -> Short.valueOf(in.next());
        case CHAR -> in.string().charAt(0);
        case INT -> Integer.valueOf(in.next());
        case LONG -> Long.valueOf(in.next());
        case FLOAT -> Float.valueOf(in.next());
        case DOUBLE -> Double.valueOf(in.next());
      };
    }
    return in.take("null") ? null : in.string();
  }

  private <E extends Enum<E>> E constant(Class<E> type, String name) {
    try {
      return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw in.error("no " + type.getSimpleName() + " " + name);
    }
  }

  private Type type() {
    if (in.take("?")) {
      return in.take("extends") ? new Type.Wildcard(type(), null)
          : in.take("super") ? new Type.Wildcard(null, type()) : new Type.Wildcard(null, null);
    }
    Type type = primitive(in.peek());
    if (type == null) {
      type = ref();
    } else {
      in.next();
    }
    while (in.take("[")) {
      in.expect("]");
      type = type.array();
    }
    return type;
  }

  private static Type primitive(String keyword) {
    for (Primitive p : Primitive.values()) {
      if (p.toString().equals(keyword)) {
        return p;
      }
    }
    return null;
  }

  private Type.Ref ref() {
    String pkg = in.peek().equals("/") ? "" : in.next();
    in.expect("/");
    List<String> names = List.of(in.next().split("\\."));
    return new Type.Ref(pkg, names, in.peek().equals("<") ? list("<", this::type, ">") : List.of());
  }

  private Value definition() {
    String name = in.next();
    in.expect(":");
    int dot = name.indexOf('.');
    var value = new Value(type(), dot < 0 ? null : name.substring(dot + 1));
    if (!name.startsWith("%") || values.put(name, value) != null) {
      throw in.error(name + " is no new value");
    }
    return value;
  }

  private Value use() {
    Value value = values.get(in.peek());
    if (value == null) {
      throw in.error(in.peek() + " is not defined");
    }
    in.next();
    return value;
  }

  private List<Value> definitions() {
    return list("(", this::definition, ")");
  }

  private List<Value> uses() {
    return list("(", this::use, ")");
  }

  private <T> List<T> list(String open, Supplier<T> element, String close) {
    if (open != null) {
      in.expect(open);
    }
    var all = new ArrayList<T>();
    if (!in.take(close)) {
      do {
        all.add(element.get());
      } while (in.take(","));
      in.expect(close);
    }
    return all;
  }
}
