package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Code;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import java.util.List;
import java.util.function.Consumer;

/** A Java expression. Its type is the static type of the text that will be printed. */
sealed interface Expr {

  /** Its static type. */
  Type type();

  record Name(Var variable) implements Expr {
    @Override
    public Type type() {
      return variable.type;
    }
  }

  record Literal(Object value, Type type) implements Expr {}

  record Unary(Op.UnaryKind kind, Expr a, Type type) implements Expr {}

  record Binary(Op.BinaryKind kind, Expr a, Expr b, Type type) implements Expr {}

  /** {@code a && b} or {@code a || b}. */
  record Logical(boolean and, Expr a, Expr b) implements Expr {
    @Override
    public Type type() {
      return Type.BOOLEAN;
    }
  }

  record Conditional(Expr condition, Expr then, Expr otherwise, Type type) implements Expr {}

  record Cast(Type type, Expr a) implements Expr {}

  /** A static call; owner null for a method of the generated class itself. */
  record Static(Type.Ref owner, String name, List<Expr> args, Type type) implements Expr {}

  /** A call on an expression. */
  record Method(Expr receiver, String name, List<Expr> args, Type type) implements Expr {}

  record New(Type.Ref type, List<Expr> args) implements Expr {}

  record Index(Expr array, Expr index, Type type) implements Expr {}

  record Length(Expr array) implements Expr {
    @Override
    public Type type() {
      return Type.INT;
    }
  }

  record NewArray(Type type, List<Expr> dims) implements Expr {}

  record ArrayLiteral(Type type, List<Expr> elements) implements Expr {}

  record Opaque(Code code, List<Expr> operands, Type type) implements Expr {}

  /** Hands every variable that the expression reads to the consumer. */
  static void names(Expr expr, Consumer<Var> consumer) {
    switch (expr) {
      case Name e -> consumer.accept(e.variable());
      case Literal e -> { }
      case Unary e -> names(e.a(), consumer);
      case Binary e -> {
        names(e.a(), consumer);
        names(e.b(), consumer);
      }
      case Logical e -> {
        names(e.a(), consumer);
        names(e.b(), consumer);
      }
      case Conditional e -> {
        names(e.condition(), consumer);
        names(e.then(), consumer);
        names(e.otherwise(), consumer);
      }
      case Cast e -> names(e.a(), consumer);
      case Static e -> e.args().forEach(a -> names(a, consumer));
      case Method e -> {
        names(e.receiver(), consumer);
        e.args().forEach(a -> names(a, consumer));
      }
      case New e -> e.args().forEach(a -> names(a, consumer));
      case Index e -> {
        names(e.array(), consumer);
        names(e.index(), consumer);
      }
      case Length e -> names(e.array(), consumer);
      case NewArray e -> e.dims().forEach(a -> names(a, consumer));
      case ArrayLiteral e -> e.elements().forEach(a -> names(a, consumer));
      case Opaque e -> e.operands().forEach(a -> names(a, consumer));
    }
  }
}
