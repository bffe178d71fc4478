package dev.adjoint.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Op;
import java.util.List;

/** Prints expressions with the parentheses that they need, so that floating point associates as it did. */
final class ExpressionWriter {
  private static final int TERNARY = 2;
  private static final int OR = 3;
  private static final int AND = 4;
  private static final int UNARY = 14;
  /** An array creation, which cannot be indexed without parentheses. */
  private static final int CREATION = 15;
  private static final int PRIMARY = 16;

  private final CodeBlock.Builder out;
  private final Handles handles;

  ExpressionWriter(CodeBlock.Builder out, Handles handles) {
    this.out = out;
    this.handles = handles;
  }

  /** Prints the expression where any expression may stand. */
  void write(Expr e) {
    switch (e) {
      case Expr.Name x -> out.add("$L", x.variable().name);
      case Expr.Literal x -> out.add("$L", Literals.of(x.value(), x.type()));
      case Expr.Unary x -> {
        out.add("$L", switch (x.kind()) {
          case NEG -> "-";
          case NOT -> "!";
          case BITNOT -> "~";
        });
        // Two signs in a row would be a decrement.
        write(x.a(), UNARY, isNegative(x.a()));
      }
      case Expr.Binary x -> {
        int p = precedence(x.kind());
        write(x.a(), p, false);
        out.add("$W$L ", symbol(x.kind()));
        write(x.b(), p + 1, false);
      }
      case Expr.Logical x -> {
        int p = x.and() ? AND : OR;
        write(x.a(), p, false);
        out.add("$W$L ", x.and() ? "&&" : "||");
        write(x.b(), p, false);
      }
      case Expr.Conditional x -> {
        write(x.condition(), OR, false);
        out.add("$W? ");
        write(x.then(), OR, false);
        out.add("$W: ");
        write(x.otherwise(), TERNARY, false);
      }
      case Expr.Cast x -> {
        out.add("($T) ", Types.name(x.type()));
        write(x.a(), x.type().isPrimitive() ? UNARY : PRIMARY, false);
      }
      case Expr.Static x -> {
        if (x.owner() != null) {
          out.add("$T.", Types.raw(x.owner()));
        }
        out.add("$L(", x.name());
        list(x.args());
        out.add(")");
      }
      case Expr.Method x -> {
        object(x.receiver());
        out.add(".$L(", x.name());
        list(x.args());
        out.add(")");
      }
      case Expr.New x -> {
        out.add("new $T(", Types.name(x.type()));
        list(x.args());
        out.add(")");
      }
      case Expr.Index x -> {
        object(x.array());
        out.add("[");
        write(x.index());
        out.add("]");
      }
      case Expr.Length x -> {
        object(x.array());
        out.add(".length");
      }
      case Expr.NewArray x -> {
        out.add("new $T", Types.raw(x.type().innermost()));
        for (Expr d : x.dims()) {
          out.add("[");
          write(d);
          out.add("]");
        }
        out.add("[]".repeat(x.type().rank() - x.dims().size()));
      }
      case Expr.ArrayLiteral x -> {
        out.add("new $T {", Types.name(x.type()));
        list(x.elements());
        out.add("}");
      }
      case Expr.Opaque x -> opaque(x);
    }
  }

  /** Prints the expression as an operand of a comparison. */
  void writeOperand(Expr e) {
    write(e, precedence(Op.BinaryKind.LT) + 1, false);
  }

  private void opaque(Expr.Opaque x) {
    List<Code.Piece> pieces = x.code().pieces();
    for (int i = 0; i < pieces.size(); i++) {
      switch (pieces.get(i)) {
        case Code.Text t -> out.add("$L", t.text());
        case Code.TypeName t -> out.add("$T", Types.name(t.type()));
        case Code.Operand o -> operand(x.operands().get(o.index()), pieces, i);
        case Code.PrivateField f -> out.add("$L", handles.constant(f));
        case Code.PrivateMethod m -> out.add("$L", handles.method(m));
      }
    }
  }

  /** A null that members are taken of needs its type: only code that is never reached has one there. */
  private void object(Expr e) {
    if (e instanceof Expr.Literal l && l.value() == null) {
      out.add("(($T) null)", Types.name(l.type()));
    } else {
      write(e, PRIMARY, false);
    }
  }

  private void operand(Expr e, List<Code.Piece> pieces, int i) {
    if (i + 1 < pieces.size() && pieces.get(i + 1) instanceof Code.Text t && t.text().startsWith(".")) {
      object(e);
    } else {
      write(e, isArgument(pieces, i) ? 0 : PRIMARY, false);
    }
  }

  /** Whether a whole argument of a call, or all that parentheses hold, is this operand. */
  private static boolean isArgument(List<Code.Piece> pieces, int i) {
    return i > 0 && i + 1 < pieces.size()
        && pieces.get(i - 1) instanceof Code.Text before && (before.text().endsWith("(") || before.text().endsWith(", "))
        && pieces.get(i + 1) instanceof Code.Text after && (after.text().startsWith(")") || after.text().startsWith(", "));
  }

  private void list(List<Expr> all) {
    for (int i = 0; i < all.size(); i++) {
      if (i > 0) {
        out.add(",$W");
      }
      Expr e = all.get(i);
      if (e instanceof Expr.Literal l && l.value() == null && l.type() != null) {
        // null alone may fit several overloads.
        out.add("($T) null", Types.name(l.type()));
      } else {
        write(e);
      }
    }
  }

  private void write(Expr e, int least, boolean always) {
    boolean parentheses = always || precedence(e) < least;
    if (parentheses) {
      out.add("(");
    }
    write(e);
    if (parentheses) {
      out.add(")");
    }
  }

  private static boolean isNegative(Expr e) {
    return e instanceof Expr.Unary u && u.kind() == Op.UnaryKind.NEG
        || e instanceof Expr.Literal l && Literals.of(l.value(), l.type()).startsWith("-");
  }

  private static int precedence(Expr e) {
    return switch (e) {
      case Expr.Name x -> PRIMARY;
      case Expr.Literal x -> {
        String text = Literals.of(x.value(), x.type());
        yield text.startsWith("-") || text.startsWith("(") ? UNARY : PRIMARY;
      }
      case Expr.Unary x -> UNARY;
      case Expr.Binary x -> precedence(x.kind());
      case Expr.Logical x -> x.and() ? AND : OR;
      case Expr.Conditional x -> TERNARY;
      case Expr.Cast x -> UNARY;
      case Expr.Static x -> PRIMARY;
      case Expr.Method x -> PRIMARY;
      case Expr.New x -> PRIMARY;
      case Expr.Index x -> PRIMARY;
      case Expr.Length x -> PRIMARY;
      case Expr.NewArray x -> CREATION;
      case Expr.ArrayLiteral x -> CREATION;
      case Expr.Opaque x -> isCall(x.code()) ? PRIMARY : 0;
    };
  }

  /** Whether the code is certainly a primary expression: a dotted name with or without one argument list at its end. */
  private static boolean isCall(Code code) {
    int depth = 0;
    var all = code.pieces();
    for (int i = 0; i < all.size(); i++) {
      if (!(all.get(i) instanceof Code.Text t)) {
        continue;
      }
      String text = t.text();
      for (int k = 0; k < text.length(); k++) {
        char c = text.charAt(k);
        if (c == '(' || c == '[') {
          // A parenthesis that follows no name is a cast or a group.
          if (depth == 0 && c == '(' && (k == 0 ? i == 0 : !Character.isJavaIdentifierPart(text.charAt(k - 1)))) {
            return false;
          }
          depth++;
        } else if (c == ')' || c == ']') {
          depth--;
        } else if (depth == 0 && !Character.isJavaIdentifierPart(c) && c != '.') {
          return false;
        } else if (c == '"' || c == '\'') {
          return false;
        }
      }
    }
    return true;
  }

  private static int precedence(Op.BinaryKind kind) {
    return switch (kind) {
      case MUL, DIV, REM -> 12;
      case ADD, SUB -> 11;
      case SHL, SHR, USHR -> 10;
      case LT, LE, GT, GE -> 9;
      case EQ, NE -> 8;
      case AND -> 7;
      case XOR -> 6;
      case OR -> 5;
    };
  }

  static String symbol(Op.BinaryKind kind) {
    return switch (kind) {
      case ADD -> "+";
      case SUB -> "-";
      case MUL -> "*";
      case DIV -> "/";
      case REM -> "%";
      case AND -> "&";
      case OR -> "|";
      case XOR -> "^";
      case SHL -> "<<";
      case SHR -> ">>";
      case USHR -> ">>>";
      case EQ -> "==";
      case NE -> "!=";
      case LT -> "<";
      case LE -> "<=";
      case GT -> ">";
      case GE -> ">=";
    };
  }
}
