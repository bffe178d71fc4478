package dev.adjoint.processor.emit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Assignments that happen at once: every right-hand side means the variables' values before all of them. Emitted in an
 * order in which nothing is overwritten that is still read; a cycle is broken by a temporary.
 */
final class Moves {
  private record Move(Var target, Expr value, List<Var> reads) {}

  private final List<Move> moves = new ArrayList<>();

  void add(Var target, Expr value) {
    if (value instanceof Expr.Name n && n.variable() == target) {
      return;
    }
    var reads = new ArrayList<Var>();
    Expr.names(value, v -> {
      if (v != target) {
        reads.add(v);
      }
    });
    moves.add(new Move(target, value, reads));
  }

  void emit(List<Stmt> out) {
    Map<Var, Integer> readers = new IdentityHashMap<>();
    Map<Var, Move> byTarget = new IdentityHashMap<>();
    for (Move m : moves) {
      m.reads().forEach(v -> readers.merge(v, 1, Integer::sum));
      byTarget.put(m.target(), m);
    }
    var ready = new ArrayDeque<Move>();
    var left = new java.util.LinkedHashSet<Var>();
    for (Move m : moves) {
      left.add(m.target());
      if (!readers.containsKey(m.target())) {
        ready.add(m);
      }
    }
    while (!left.isEmpty()) {
      if (ready.isEmpty()) {
        // Everybody left is read by somebody left: keep the first one's old value aside.
        Var target = left.getFirst();
        var saved = new Var(target.type, target.wish);
        out.add(new Stmt.Assign(saved, new Expr.Name(target)));
        for (Var t : left) {
          Move m = byTarget.get(t);
          if (m.reads().contains(target)) {
            byTarget.put(t, new Move(t, Rename.in(m.value(), target, saved),
                m.reads().stream().filter(v -> v != target).toList()));
          }
        }
        readers.remove(target);
        ready.add(byTarget.get(target));
      }
      Move next = byTarget.get(ready.poll().target());
      out.add(new Stmt.Assign(next.target(), next.value()));
      left.remove(next.target());
      for (Var v : next.reads()) {
        if (readers.merge(v, -1, Integer::sum) == 0 && left.contains(v)) {
          ready.add(byTarget.get(v));
        }
      }
    }
  }
}
