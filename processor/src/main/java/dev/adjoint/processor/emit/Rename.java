package dev.adjoint.processor.emit;

import java.util.List;

/** Replaces one variable by another in an expression. */
final class Rename {
  private Rename() {}

  static Expr in(Expr expr, Var from, Var to) {
    return switch (expr) {
      case Expr.Name e -> e.variable() == from ? new Expr.Name(to) : e;
      case Expr.Literal e -> e;
      case Expr.Unary e -> new Expr.Unary(e.kind(), in(e.a(), from, to), e.type());
      case Expr.Binary e -> new Expr.Binary(e.kind(), in(e.a(), from, to), in(e.b(), from, to), e.type());
      case Expr.Logical e -> new Expr.Logical(e.and(), in(e.a(), from, to), in(e.b(), from, to));
      case Expr.Conditional e -> new Expr.Conditional(in(e.condition(), from, to), in(e.then(), from, to),
          in(e.otherwise(), from, to), e.type());
      case Expr.Cast e -> new Expr.Cast(e.type(), in(e.a(), from, to));
      case Expr.Static e -> new Expr.Static(e.owner(), e.name(), all(e.args(), from, to), e.type());
      case Expr.Method e -> new Expr.Method(in(e.receiver(), from, to), e.name(), all(e.args(), from, to), e.type());
      case Expr.New e -> new Expr.New(e.type(), all(e.args(), from, to));
      case Expr.Index e -> new Expr.Index(in(e.array(), from, to), in(e.index(), from, to), e.type());
      case Expr.Length e -> new Expr.Length(in(e.array(), from, to));
      case Expr.NewArray e -> new Expr.NewArray(e.type(), all(e.dims(), from, to));
      case Expr.ArrayLiteral e -> new Expr.ArrayLiteral(e.type(), all(e.elements(), from, to));
      case Expr.Opaque e -> new Expr.Opaque(e.code(), all(e.operands(), from, to), e.type());
    };
  }

  private static List<Expr> all(List<Expr> all, Var from, Var to) {
    return all.stream().map(e -> in(e, from, to)).toList();
  }
}
