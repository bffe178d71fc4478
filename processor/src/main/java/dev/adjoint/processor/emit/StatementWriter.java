package dev.adjoint.processor.emit;

import com.palantir.javapoet.CodeBlock;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;

/** Prints statements, with the assignment operators a reader expects. */
final class StatementWriter {
  private final CodeBlock.Builder out = CodeBlock.builder();
  private final ExpressionWriter expressions;

  private StatementWriter(Handles handles) {
    expressions = new ExpressionWriter(out, handles);
  }

  /** The text of a body whose variables have names. */
  static CodeBlock write(Stmt.Body body, Handles handles) {
    var writer = new StatementWriter(handles);
    writer.body(body);
    return writer.out.build();
  }

  private void body(Stmt.Body body) {
    body.statements.forEach(this::statement);
  }

  private void statement(Stmt stmt) {
    switch (stmt) {
      case Stmt.Declare s -> {
        out.add("$[$T $L", Types.name(s.target().type), s.target().name);
        if (s.value() != null) {
          out.add(" = ");
          initializer(s.value());
        }
        out.add(";\n$]");
      }
      case Stmt.Assign s -> {
        out.add("$[");
        assign(s);
        out.add(";\n$]");
      }
      case Stmt.Store s -> {
        out.add("$[");
        expressions.write(new Expr.Index(s.array(), s.index(), s.value().type()));
        out.add(" $L= ", s.operator() == null ? "" : ExpressionWriter.symbol(s.operator()));
        initializer(s.value());
        out.add(";\n$]");
      }
      case Stmt.Evaluate s -> {
        out.add("$[");
        expressions.write(s.expr());
        out.add(";\n$]");
      }
      case Stmt.Branch s -> {
        branch(s);
        out.add("}\n");
      }
      case Stmt.Counted s -> counted(s);
      case Stmt.Loop s -> {
        out.add("while (");
        if (s.condition() == null) {
          out.add("true");
        } else {
          expressions.write(s.condition());
        }
        nested(s.body());
        out.add("}\n");
      }
      case Stmt.Try s -> tries(s);
      case Stmt.Break s -> out.add("break;\n");
      case Stmt.Throw s -> {
        out.add("$[throw ");
        expressions.write(s.exception());
        out.add(";\n$]");
      }
      case Stmt.Return s -> {
        out.add("$[return ");
        expressions.write(s.value());
        out.add(";\n$]");
      }
      case Stmt.Note s -> s.text().lines()
          // A unicode escape is translated even in a comment.
          .forEach(line -> out.add("// $L\n", line.replace("\\u", "\\ u")));
    }
  }

  /** Small constants of byte, short and char need no cast where they are assigned, JLS 5.2. */
  private void initializer(Expr e) {
    if (e instanceof Expr.Literal l && (l.type() == Type.Primitive.BYTE || l.type() == Type.Primitive.SHORT)) {
      out.add("$L", l.value().toString());
    } else {
      expressions.write(e);
    }
  }

  private void assign(Stmt.Assign s) {
    Var target = s.target();
    out.add("$L", target.name);
    if (s.value() instanceof Expr.Binary b && b.a() instanceof Expr.Name n && n.variable() == target
        && isCompound(b, target.type)) {
      boolean step = target.type.isIntegral() && b.b() instanceof Expr.Literal l && l.value().equals(1);
      if (step && b.kind() == Op.BinaryKind.ADD) {
        out.add("++");
      } else if (step && b.kind() == Op.BinaryKind.SUB) {
        out.add("--");
      } else {
        out.add(" $L= ", ExpressionWriter.symbol(b.kind()));
        expressions.write(b.b());
      }
      return;
    }
    out.add(" = ");
    initializer(s.value());
  }

  /** Whether {@code v = v op e} may be written {@code v op= e} without a conversion that was not there. */
  private static boolean isCompound(Expr.Binary b, Type type) {
    boolean shift = b.kind() == Op.BinaryKind.SHL || b.kind() == Op.BinaryKind.SHR || b.kind() == Op.BinaryKind.USHR;
    return !b.kind().isComparison() && b.type().equals(type) && type.isPrimitive()
        && !(shift && !b.b().type().equals(type));
  }

  private void branch(Stmt.Branch s) {
    out.add("if (");
    expressions.write(s.condition());
    nested(s.then());
    if (s.otherwise().isEmpty()) {
      return;
    }
    if (s.otherwise().statements.size() == 1 && s.otherwise().statements.getFirst() instanceof Stmt.Branch inner) {
      out.add("} else ");
      branch(inner);
      return;
    }
    out.add("} else {\n").indent();
    body(s.otherwise());
    out.unindent();
  }

  private void tries(Stmt.Try s) {
    out.add("try {\n").indent();
    body(s.body());
    out.unindent();
    for (Stmt.Handler h : s.handlers()) {
      out.add("} catch (");
      for (int i = 0; i < h.types().size(); i++) {
        out.add(i == 0 ? "$T" : " | $T", Types.name(h.types().get(i)));
      }
      out.add(" $L", h.exception().name);
      nested(h.body());
    }
    out.add("}\n");
  }

  private void nested(Stmt.Body body) {
    out.add(") {\n").indent();
    body(body);
    out.unindent();
  }

  private void counted(Stmt.Counted s) {
    String name = s.counter().name;
    out.add("for ($T $L = ", Types.name(s.counter().type), name);
    initializer(s.from());
    out.add("; $L $L ", name, (s.step() > 0 ? "<" : ">") + (s.inclusive() ? "=" : ""));
    expressions.writeOperand(s.to());
    if (s.step() == 1 || s.step() == -1) {
      out.add("; $L", name + (s.step() == 1 ? "++" : "--"));
    } else if (s.step() > 0) {
      out.add("; $L += $L", name, s.step());
    } else {
      // Integer.MIN_VALUE has no opposite.
      out.add("; $L += $L", name, Literals.of(s.step(), Type.INT));
    }
    nested(s.body());
    out.add("}\n");
  }
}
