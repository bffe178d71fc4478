package dev.adjoint.processor.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * The text form of the IR, for tests and for reading what a pass did. {@link Parser} reads it back; places in the source
 * are left out. The text is a function of the IR's structure alone, and a broken function prints too.
 */
public final class Printer {
  private final StringBuilder out = new StringBuilder();
  private final Names names = new Names();
  private int depth;

  private Printer() {}

  /** The text of a function. */
  public static String print(Function function) {
    var printer = new Printer();
    printer.function(function);
    return printer.out.toString();
  }

  /** The text of one operation of a function, with the names it has in the function's text. */
  static String print(Function function, Op op) {
    var whole = new Printer();
    whole.function(function);
    whole.out.setLength(0);
    whole.depth = 0;
    whole.op(op);
    return whole.out.toString().strip();
  }

  /** The text of a type: like Java's, with a slash between package and class. */
  static String type(Type type) {
    return switch (type) {
      case null -> "void";
      case Type.Primitive p -> p.toString();
      case Type.Array a -> type(a.element()) + "[]";
      case Type.Ref r -> {
        String name = r.pkg() + "/" + String.join(".", r.names());
        if (r.arguments().isEmpty()) {
          yield name;
        }
        var arguments = new StringJoiner(", ", "<", ">");
        r.arguments().forEach(a -> arguments.add(type(a)));
        yield name + arguments;
      }
      case Type.Wildcard w -> w.upper() != null ? "? extends " + type(w.upper())
          : w.lower() != null ? "? super " + type(w.lower()) : "?";
    };
  }

  private void function(Function f) {
    out.append("function ").append(quote(f.key())).append(' ').append(quote(f.name()));
    var params = new StringJoiner(", ", " (", ")");
    for (int i = 0; i < f.params().size(); i++) {
      boolean wrt = i < f.wrt().size() && f.wrt().get(i);
      params.add(definition(f.params().get(i)) + (wrt ? " wrt" : ""));
    }
    out.append(params).append(" -> (").append(types(f.results())).append(") ");
    block(f.body());
    out.append('\n');
  }

  private void block(Block block) {
    out.append("{\n");
    depth++;
    for (Op op : block.ops()) {
      op(op);
    }
    indent();
    out.append(("yield " + uses(block.yields())).stripTrailing()).append('\n');
    depth--;
    indent();
    out.append('}');
  }

  private void op(Op op) {
    indent();
    switch (op) {
      case Op.Const o -> define(o.result()).append("const ").append(literal(o.value()));
      case Op.Unary o -> define(o.result()).append(lower(o.kind())).append(' ').append(names.use(o.a()));
      case Op.Binary o -> define(o.result()).append(lower(o.kind())).append(' ').append(uses(List.of(o.a(), o.b())));
      case Op.Cast o -> define(o.result()).append("cast ").append(names.use(o.a()));
      case Op.Intrinsic o -> define(o.result()).append("intrinsic ").append(type(o.owner())).append(' ')
          .append(o.name()).append(group(o.args()));
      case Op.ArrayLength o -> define(o.result()).append("length ").append(names.use(o.array()));
      case Op.Load o -> define(o.result()).append("load ").append(cell(o.array(), o.index()));
      case Op.Store o -> out.append("store ").append(cell(o.array(), o.index())).append(" = ")
          .append(names.use(o.value()));
      case Op.Accumulate o -> out.append("accumulate ").append(cell(o.array(), o.index())).append(" += ")
          .append(names.use(o.value()));
      case Op.NewArray o -> define(o.result()).append("new").append(group(o.dims()));
      case Op.Copy o -> define(o.result()).append("copy ").append(lower(o.kind())).append(' ')
          .append(names.use(o.array())).append(group(o.args()));
      case Op.ArrayCopy o -> out.append("arraycopy")
          .append(group(List.of(o.source(), o.sourcePos(), o.target(), o.targetPos(), o.length())));
      case Op.Fill o -> fill(o);
      case Op.Call o -> {
        String callee = callee(o.callee()) + group(o.args());
        var results = definitions(o.results());
        out.append(results.isEmpty() ? "" : results + " = ").append("call ").append(callee);
      }
      case Op.Opaque o -> opaque(o);
      case Op.If o -> conditional(o);
      case Op.For o -> counted(o);
      case Op.While o -> loop(o);
      case Op.Try o -> tries(o);
      case Op.Assign o -> out.append("assign ").append(names.use(o.slot())).append(" = ").append(names.use(o.value()));
      case Op.Throw o -> out.append("throw ").append(names.use(o.exception()));
      case Op.Comment o -> out.append("comment ").append(quote(o.text()));
    }
    out.append('\n');
  }

  private void fill(Op.Fill o) {
    out.append("fill ").append(names.use(o.array()));
    if (o.from() != null) {
      out.append(" from ").append(names.use(o.from())).append(" to ").append(names.use(o.to()));
    }
    out.append(" = ").append(names.use(o.value()));
  }

  private void opaque(Op.Opaque o) {
    if (o.result() != null) {
      define(o.result());
    }
    out.append("opaque ").append(lower(o.effect()));
    var pieces = new StringJoiner(" ", " [", "]");
    for (Code.Piece piece : o.code().pieces()) {
      pieces.add(switch (piece) {
        case Code.Text p -> quote(p.text());
        case Code.Operand p -> "$" + p.index();
        case Code.TypeName p -> type(p.type());
        case Code.PrivateField p -> "@field " + type(p.owner()) + " " + p.name() + " " + type(p.type())
            + (p.isStatic() ? " static" : "");
        case Code.PrivateMethod p -> "@method " + type(p.owner()) + " " + p.name() + " (" + types(p.params()) + ") -> "
            + type(p.result()) + (p.isStatic() ? " static" : "") + (p.varargs() ? " varargs" : "");
      });
    }
    out.append(pieces).append(group(o.operands()));
    out.append(" reason ").append(o.ifActive().message()).append(strings(o.ifActive().arguments()));
  }

  private void conditional(Op.If o) {
    out.append("if ").append(names.use(o.condition())).append(" -> (").append(definitions(o.results())).append(") ");
    block(o.then());
    out.append(" else ");
    block(o.otherwise());
  }

  private void counted(Op.For o) {
    // before the loop's own definitions, so that a use of one of those shows as undefined
    String range = names.use(o.from()) + " to " + names.use(o.to());
    String inits = uses(o.inits());
    out.append("for ").append(definition(o.iv())).append(" = ").append(range).append(o.inclusive() ? " inclusive" : "")
        .append(" step ").append(o.step()).append(o.snapshots() > 0 ? " snapshots " + o.snapshots() : "").append(" carry (").append(definitions(o.body().params())).append(") = (")
        .append(inits).append(") -> (").append(definitions(o.results())).append(") ");
    block(o.body());
  }

  private void loop(Op.While o) {
    out.append("while ").append(o.snapshots() > 0 ? "snapshots " + o.snapshots() + " " : "").append('(').append(uses(o.inits())).append(") -> (").append(definitions(o.results())).append(") condition (")
        .append(definitions(o.condition().params())).append(") ");
    block(o.condition());
    out.append(" body (").append(definitions(o.body().params())).append(") ");
    block(o.body());
  }

  private void tries(Op.Try o) {
    out.append("try (").append(uses(o.inits())).append(") slots (").append(definitions(o.slots())).append(") -> (")
        .append(definitions(o.results())).append(") ");
    block(o.body());
    for (Op.Handler h : o.handlers()) {
      out.append(" catch").append(h.checked() ? " checked" : "").append(" (").append(types(List.copyOf(h.types())))
          .append(") (").append(definitions(h.block().params())).append(") ");
      block(h.block());
    }
  }

  private static String callee(Callee callee) {
    return switch (callee) {
      case Callee.Local c -> "local " + quote(c.key()) + " " + c.name() + (c.flat() ? " flat" : "");
      case Callee.External c -> "external " + type(c.owner()) + " " + type(c.derivatives()) + " " + c.name()
          + signature(c.params(), c.wrt(), c.results(), c.instance()) + (c.overloaded() ? " overloaded" : "")
          + (c.flat() ? " flat" : "") + (c.order() > 1 ? " twice" : "")
          + (c.choices().isEmpty() ? "" : " choices " + c.choices()) + (c.taylor() < 0 ? "" : " taylor " + c.taylor());
      case Callee.Ruled c -> "ruled " + type(c.owner()) + " " + c.name()
          + signature(c.params(), c.wrt(), results(c.result()), c.instance()) + " vjp " + rule(c.vjp()) + " jvp " + rule(c.jvp())
          + reads(c.reads());
      case Callee.TensorOp c -> "tensor " + type(c.owner()) + " " + c.name()
          + signature(c.params(), c.wrt(), results(c.result()), c.instance()) + " vjp " + tensorRules(c.vjp()) + " jvp "
          + tensorRules(c.jvp()) + (c.record() == null ? "" : " record " + type(c.record()) + strings(c.components()));
      case Callee.Generated c -> "generated " + (c.owner() == null ? "self" : type(c.owner())) + " " + c.name()
          + (c.record() == null ? "" : " record " + c.record()) + strings(c.components()) + (c.instance() ? " instance" : "");
      case Callee.Runtime c -> "runtime " + c.function().name();
    };
  }

  private static String reads(Callee.RuleReads reads) {
    return switch (reads) {
      case Callee.RuleReads.Arguments r -> "";
      case Callee.RuleReads.Result r -> " result";
      case Callee.RuleReads.State r -> " state " + type(r.type()) + " " + rule(r.forward());
    };
  }

  private static List<Type> results(Type result) {
    return result == null ? List.of() : List.of(result);
  }

  private static String signature(List<Type> params, List<Boolean> wrt, List<Type> results, boolean instance) {
    var text = new StringJoiner(", ", " (", ")");
    for (int i = 0; i < params.size(); i++) {
      text.add(type(params.get(i)) + (wrt.get(i) ? " wrt" : ""));
    }
    String gives = results.isEmpty() ? "void" : results.size() == 1 ? type(results.getFirst()) : "(" + types(results) + ")";
    return text + " -> " + gives + (instance ? " instance" : "");
  }

  private static String rule(Callee.Rule rule) {
    return rule == null ? "none" : type(rule.owner()) + " " + rule.name();
  }

  private static String tensorRules(List<Callee.TensorRule> rules) {
    var text = new StringJoiner(", ", "[", "]");
    for (Callee.TensorRule rule : rules) {
      text.add(rule == null ? "none" : rule.kind() + " " + type(rule.owner()) + " " + rule.name() + reads(rule.reads()));
    }
    return text.toString();
  }

  private static String reads(List<Callee.TensorRead> reads) {
    var text = new StringJoiner(", ", " (", ")");
    reads.forEach(read -> text.add(read.kind() + " " + read.operand()));
    return text.toString();
  }

  private StringBuilder define(Value value) {
    return out.append(definition(value)).append(" = ");
  }

  private String definition(Value value) {
    return names.define(value) + ": " + type(value.type());
  }

  private String definitions(List<Value> values) {
    return join(values.stream().map(this::definition).toList());
  }

  private String uses(List<Value> values) {
    var text = new ArrayList<String>(values.size());
    values.forEach(v -> text.add(names.use(v)));
    return join(text);
  }

  private String group(List<Value> values) {
    return " (" + uses(values) + ")";
  }

  private String cell(Value array, Value index) {
    return names.use(array) + "[" + names.use(index) + "]";
  }

  private static String types(List<Type> types) {
    return join(types.stream().map(Printer::type).toList());
  }

  private static String strings(List<String> strings) {
    return " (" + join(strings.stream().map(Printer::quote).toList()) + ")";
  }

  private static String join(List<String> parts) {
    return String.join(", ", parts);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static String literal(Object value) {
    return switch (value) {
      case null -> "null";
      case String s -> quote(s);
      case Character c -> quote(c.toString());
      default -> value.toString();
    };
  }

  /** A string literal with escapes for everything outside printable ASCII. */
  static String quote(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private void indent() {
    out.repeat("  ", depth);
  }
}
