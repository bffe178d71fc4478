package dev.adjoint.processor.emit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Declares every variable in the narrowest body that holds all its uses, at its first assignment where that is possible, and
 * gives it its name: the one it wishes, or that with a number. The result depends on nothing but the statements.
 */
final class Scopes {
  private static final Set<String> KEYWORDS = Set.of("abstract", "assert", "boolean", "break", "byte", "case", "catch",
      "char", "class", "const", "continue", "default", "do", "double", "else", "enum", "extends", "final", "finally",
      "float", "for", "goto", "if", "implements", "import", "instanceof", "int", "interface", "long", "native", "new",
      "package", "private", "protected", "public", "return", "short", "static", "strictfp", "super", "switch",
      "synchronized", "this", "throw", "throws", "transient", "try", "void", "volatile", "while", "_", "true", "false",
      "null", "var", "yield", "record", "sealed", "permits", "when");

  /** Where a body stands. */
  private record Place(Stmt.Body parent, int index, int depth) {}

  /** What is known of a variable. */
  private static final class Use {
    private Stmt.Body home;
    private final Stmt.Body first;
    private final int index;

    private Use(Stmt.Body first, int index) {
      this.home = first;
      this.first = first;
      this.index = index;
    }
  }

  private final Map<Stmt.Body, Place> places = new IdentityHashMap<>();
  private final Map<Var, Use> uses = new IdentityHashMap<>();
  private final List<Var> order = new ArrayList<>();
  private final Set<Var> declared = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> next = new HashMap<>();
  private final Deque<Runnable> undo = new ArrayDeque<>();

  private Scopes(Set<String> reserved) {
    taken.addAll(reserved);
  }

  /**
   * Declares and names.
   *
   * @param parameters variables that are declared already; the first to wish a name gets it
   * @param reserved names that no local variable may have
   */
  static void apply(Stmt.Body body, List<Var> parameters, Set<String> reserved) {
    var scopes = new Scopes(reserved);
    for (Var p : parameters) {
      boolean obscures = Character.isUpperCase(p.wish.charAt(0));
      if (!obscures && !parameters.subList(0, parameters.indexOf(p)).stream().anyMatch(q -> q.wish.equals(p.wish))) {
        scopes.taken.remove(p.wish);
      }
      scopes.choose(p);
      scopes.declared.add(p);
    }
    scopes.places.put(body, new Place(null, 0, 0));
    scopes.collect(body);
    scopes.declare();
    scopes.name(body);
  }

  private void collect(Stmt.Body body) {
    for (int i = 0; i < body.statements.size(); i++) {
      Stmt stmt = body.statements.get(i);
      int index = i;
      Consumer<Var> use = v -> use(v, body, index);
      switch (stmt) {
        case Stmt.Assign s -> {
          Expr.names(s.value(), use);
          use.accept(s.target());
        }
        case Stmt.Store s -> {
          Expr.names(s.array(), use);
          Expr.names(s.index(), use);
          Expr.names(s.value(), use);
        }
        case Stmt.Evaluate s -> Expr.names(s.expr(), use);
        case Stmt.Branch s -> {
          Expr.names(s.condition(), use);
          nested(s.then(), body, i);
          nested(s.otherwise(), body, i);
        }
        case Stmt.Counted s -> {
          declared.add(s.counter());
          Expr.names(s.from(), use);
          Expr.names(s.to(), use);
          nested(s.body(), body, i);
        }
        case Stmt.Loop s -> {
          if (s.condition() != null) {
            Expr.names(s.condition(), use);
          }
          nested(s.body(), body, i);
        }
        case Stmt.Try s -> {
          nested(s.body(), body, i);
          for (Stmt.Handler h : s.handlers()) {
            declared.add(h.exception());
            nested(h.body(), body, index);
          }
        }
        case Stmt.Throw s -> Expr.names(s.exception(), use);
        case Stmt.Return s -> Expr.names(s.value(), use);
        case Stmt.Declare s -> { }
        case Stmt.Break s -> { }
        case Stmt.Note s -> { }
      }
    }
  }

  private void nested(Stmt.Body inner, Stmt.Body outer, int index) {
    places.put(inner, new Place(outer, index, places.get(outer).depth() + 1));
    collect(inner);
  }

  private void use(Var v, Stmt.Body body, int index) {
    if (declared.contains(v)) {
      return;
    }
    Use known = uses.get(v);
    if (known == null) {
      uses.put(v, new Use(body, index));
      order.add(v);
      return;
    }
    Stmt.Body a = known.home;
    Stmt.Body b = body;
    while (a != b) {
      if (places.get(a).depth() >= places.get(b).depth()) {
        a = places.get(a).parent();
      } else {
        b = places.get(b).parent();
      }
    }
    known.home = a;
  }

  private void declare() {
    Map<Stmt.Body, Map<Integer, List<Var>>> declarations = new IdentityHashMap<>();
    for (Var v : order) {
      Use use = uses.get(v);
      Stmt.Body at = use.first;
      int index = use.index;
      while (at != use.home) {
        index = places.get(at).index();
        at = places.get(at).parent();
      }
      if (at == use.first && at.statements.get(index) instanceof Stmt.Assign a && a.target() == v) {
        at.statements.set(index, new Stmt.Declare(v, a.value()));
      } else {
        declarations.computeIfAbsent(at, b -> new HashMap<>()).computeIfAbsent(index, k -> new ArrayList<>()).add(v);
      }
    }
    declarations.forEach((body, byIndex) -> {
      var all = new ArrayList<Stmt>(body.statements.size() + byIndex.size());
      for (int i = 0; i < body.statements.size(); i++) {
        byIndex.getOrDefault(i, List.of()).forEach(v -> all.add(new Stmt.Declare(v, null)));
        all.add(body.statements.get(i));
      }
      body.statements.clear();
      body.statements.addAll(all);
    });
  }

  private void name(Stmt.Body body) {
    int mark = undo.size();
    for (Stmt stmt : body.statements) {
      switch (stmt) {
        case Stmt.Declare s -> choose(s.target());
        case Stmt.Branch s -> {
          name(s.then());
          name(s.otherwise());
        }
        case Stmt.Counted s -> {
          int outer = undo.size();
          choose(s.counter());
          name(s.body());
          leave(outer);
        }
        case Stmt.Loop s -> name(s.body());
        case Stmt.Try s -> {
          name(s.body());
          for (Stmt.Handler h : s.handlers()) {
            int outer = undo.size();
            choose(h.exception());
            name(h.body());
            leave(outer);
          }
        }
        case Stmt.Assign s -> { }
        case Stmt.Store s -> { }
        case Stmt.Evaluate s -> { }
        case Stmt.Throw s -> { }
        case Stmt.Return s -> { }
        case Stmt.Break s -> { }
        case Stmt.Note s -> { }
      }
    }
    leave(mark);
  }

  private void leave(int mark) {
    while (undo.size() > mark) {
      undo.pop().run();
    }
  }

  private void choose(Var v) {
    String wish = KEYWORDS.contains(v.wish) ? v.wish + "_" : v.wish;
    String name = wish;
    Integer before = next.get(wish);
    int n = before == null ? 2 : before;
    if (taken.contains(name)) {
      String stem = Character.isDigit(wish.charAt(wish.length() - 1)) ? wish + "_" : wish;
      do {
        name = stem + n++;
      } while (taken.contains(name));
      next.put(wish, n);
    }
    v.name = name;
    String chosen = name;
    taken.add(chosen);
    undo.push(() -> {
      taken.remove(chosen);
      if (before == null) {
        next.remove(wish);
      } else {
        next.put(wish, before);
      }
    });
  }
}
