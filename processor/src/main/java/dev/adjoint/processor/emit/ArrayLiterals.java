package dev.adjoint.processor.emit;

import java.util.ArrayList;
import java.util.List;

/** A new array whose elements are all stored right away, in order, is printed as an array literal. */
final class ArrayLiterals {
  private static final int MAX_LENGTH = 32;

  private ArrayLiterals() {}

  static void apply(Stmt.Body body) {
    var out = new ArrayList<Stmt>(body.statements.size());
    var all = body.statements;
    for (int i = 0; i < all.size(); i++) {
      switch (all.get(i)) {
        case Stmt.Branch s -> {
          apply(s.then());
          apply(s.otherwise());
        }
        case Stmt.Counted s -> apply(s.body());
        case Stmt.Loop s -> apply(s.body());
        case Stmt.Try s -> {
          apply(s.body());
          s.handlers().forEach(h -> apply(h.body()));
        }
        case Stmt other -> { }
      }
      if (all.get(i) instanceof Stmt.Assign a && length(a) > 0) {
        List<Expr> elements = elements(all, i + 1, a.target(), length(a));
        if (elements != null) {
          out.add(new Stmt.Assign(a.target(), new Expr.ArrayLiteral(a.value().type(), elements)));
          i += elements.size();
          continue;
        }
      }
      out.add(all.get(i));
    }
    all.clear();
    all.addAll(out);
  }

  private static int length(Stmt.Assign a) {
    return a.value() instanceof Expr.NewArray n && n.dims().size() == 1
        && n.dims().getFirst() instanceof Expr.Literal l && l.value() instanceof Integer k && k <= MAX_LENGTH ? k : 0;
  }

  private static List<Expr> elements(List<Stmt> all, int from, Var array, int length) {
    var elements = new ArrayList<Expr>();
    for (int k = 0; k < length; k++) {
      boolean next = from + k < all.size() && all.get(from + k) instanceof Stmt.Store s && s.operator() == null
          && s.array() instanceof Expr.Name n && n.variable() == array
          && s.index() instanceof Expr.Literal l && l.value().equals(k);
      if (!next) {
        return null;
      }
      Expr value = ((Stmt.Store) all.get(from + k)).value();
      var reads = new boolean[1];
      Expr.names(value, v -> reads[0] |= v == array);
      if (reads[0]) {
        return null;
      }
      elements.add(value);
    }
    return elements;
  }
}
