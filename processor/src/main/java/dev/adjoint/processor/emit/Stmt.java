package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;

/** A Java statement. */
sealed interface Stmt {

  /** A sequence of statements in a scope of its own. */
  final class Body {
    final List<Stmt> statements;

    Body(List<Stmt> statements) {
      this.statements = new ArrayList<>(statements);
    }

    /** Whether there is nothing to execute. */
    boolean isEmpty() {
      return statements.stream().allMatch(s -> s instanceof Note);
    }

    /** Whether control may reach its end. */
    boolean completes() {
      return statements.isEmpty() || Stmt.completes(statements.getLast());
    }
  }

  record Assign(Var target, Expr value) implements Stmt {}

  /** A declaration; value null for none yet. */
  record Declare(Var target, Expr value) implements Stmt {}

  /** {@code array[index] = value}, or with an operator {@code op=}. */
  record Store(Expr array, Expr index, Expr value, Op.BinaryKind operator) implements Stmt {}

  record Evaluate(Expr expr) implements Stmt {}

  record Branch(Expr condition, Body then, Body otherwise) implements Stmt {}

  record Counted(Var counter, Expr from, Expr to, int step, boolean inclusive, Body body) implements Stmt {}

  /** {@code while}; a null condition is {@code true}, and the body then has a break or none. */
  record Loop(Expr condition, Body body, boolean breaks) implements Stmt {}

  record Break() implements Stmt {}

  /** {@code try} with its handlers. */
  record Try(Body body, List<Handler> handlers) implements Stmt {}

  /** {@code catch}, with the types it names. */
  record Handler(List<Type.Ref> types, Var exception, Body body) {}

  record Throw(Expr exception) implements Stmt {}

  record Return(Expr value) implements Stmt {}

  record Note(String text) implements Stmt {}

  /** Whether control may get past the statement, JLS 14.22. */
  static boolean completes(Stmt stmt) {
    return switch (stmt) {
      case Branch s -> s.then().completes() || s.otherwise().completes();
      case Loop s -> s.condition() != null || s.breaks();
      case Try s -> s.body().completes() || s.handlers().stream().anyMatch(h -> h.body().completes());
      case Break s -> false;
      case Throw s -> false;
      case Return s -> false;
      case Assign s -> true;
      case Declare s -> true;
      case Store s -> true;
      case Evaluate s -> true;
      case Counted s -> true;
      case Note s -> true;
    };
  }
}
