package dev.adjoint.processor.emit;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Callee;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** From a function to Java statements over variables, which are not declared yet. */
final class Lowering {
  private final Needed needed;
  private final Folding folding;
  private final Variables variables;
  private final Expressions expressions;
  private final Type.Ref generated;

  Lowering(Function function, Type.Ref origin, Type.Ref generated) {
    this.generated = generated;
    this.needed = new Needed(function);
    this.folding = new Folding(function, needed);
    this.variables = new Variables(function, needed, folding);
    this.expressions = new Expressions(needed, folding, variables, origin);
  }

  /** The variables of the parameters. */
  List<Var> parameters(Function function) {
    return function.params().stream().map(variables::of).toList();
  }

  /**
   * The method's body.
   *
   * @param record the record for several results, or null
   */
  Stmt.Body body(Function function, Type.Ref record) {
    var out = new ArrayList<Stmt>();
    block(function.body(), out);
    List<Value> yields = function.body().yields();
    if (reachable(out)) {
      if (record != null) {
        out.add(new Stmt.Return(new Expr.New(record, expressions.assignedAll(yields))));
      } else if (!yields.isEmpty()) {
        Expr value = expressions.assigned(yields.getFirst());
        if (!out.isEmpty() && value instanceof Expr.Name n && out.getLast() instanceof Stmt.Assign a
            && a.target() == n.variable()) {
          out.removeLast();
          value = a.value();
        }
        out.add(new Stmt.Return(value));
      }
    }
    return new Stmt.Body(out);
  }

  private static boolean reachable(List<Stmt> out) {
    for (int i = out.size() - 1; i >= 0; i--) {
      if (!(out.get(i) instanceof Stmt.Note)) {
        return Stmt.completes(out.get(i));
      }
    }
    return true;
  }

  private void block(Block block, List<Stmt> out) {
    for (Op op : block.ops()) {
      if (op instanceof Op.Comment c) {
        out.add(new Stmt.Note(c.text()));
      } else if (needed.contains(op)) {
        statement(op, out);
        if (!reachable(out)) {
          return;
        }
      }
    }
  }

  private void statement(Op op, List<Stmt> out) {
    switch (op) {
      case Op.If o when !folding.isConditional(o) -> branch(o, out);
      case Op.For o -> counted(o, out);
      case Op.While o -> loop(o, out);
      case Op.Store o -> out.add(store(o));
      case Op.Accumulate o -> out.add(new Stmt.Store(expressions.of(o.array()), expressions.index(o.index()),
          expressions.assigned(o.value()), Op.BinaryKind.ADD));
      case Op.Try o -> tries(o, out);
      case Op.Assign o -> {
        var move = new Moves();
        move.add(variables.of(o.slot()), expressions.assigned(o.value()));
        move.emit(out);
      }
      case Op.Throw o -> out.add(new Stmt.Throw(expressions.of(o.exception())));
      case Op.Call o when isRecord(o) -> recordCall(o, out);
      case Op.Opaque o when OpaqueCode.captures(o) -> capturing(o, out);
      case Op other -> {
        List<Value> results = Ops.results(other);
        if (results.size() > 1) {
          throw new IllegalArgumentException("several results and no record: " + other);
        }
        if (results.isEmpty()) {
          out.add(new Stmt.Evaluate(expressions.tree(other)));
        } else if (!folding.isFolded(results.getFirst())) {
          single(other, results.getFirst(), out);
        }
      }
    }
  }

  private void single(Op op, Value result, List<Stmt> out) {
    Expr e = expressions.tree(op);
    if (needed.uses(result) == 0) {
      boolean call = op instanceof Op.Call && !(e instanceof Expr.Cast);
      out.add(call ? new Stmt.Evaluate(e) : new Stmt.Assign(new Var(result.type(), "unused"), e));
      return;
    }
    e = Expressions.narrowest(e, result.type());
    var target = variables.of(result);
    if (e instanceof Expr.Conditional c && keeps(c.then(), target)) {
      assignIf(Expressions.not(c.condition()), target, c.otherwise(), out);
    } else if (e instanceof Expr.Conditional c && keeps(c.otherwise(), target)) {
      assignIf(c.condition(), target, c.then(), out);
    } else {
      out.add(new Stmt.Assign(target, e));
    }
  }

  private static boolean keeps(Expr e, Var target) {
    return e instanceof Expr.Name n && n.variable() == target;
  }

  private static void assignIf(Expr condition, Var target, Expr value, List<Stmt> out) {
    out.add(new Stmt.Branch(condition, new Stmt.Body(List.of(new Stmt.Assign(target, value))),
        new Stmt.Body(List.of())));
  }

  /** {@code a[i] = a[i] op v} is {@code a[i] op= v}, which evaluates everything in the same order, JLS 15.26.2. */
  private Stmt store(Op.Store o) {
    if (folding.isFolded(o.value()) && needed.def(o.value()).op() instanceof Op.Binary b && isArithmetic(b.kind())
        && folding.isFolded(b.a()) && needed.def(b.a()).op() instanceof Op.Load l && same(l.array(), o.array())
        && same(l.index(), o.index())) {
      return new Stmt.Store(expressions.of(o.array()), expressions.index(o.index()), expressions.assigned(b.b()), b.kind());
    }
    return new Stmt.Store(expressions.of(o.array()), expressions.index(o.index()), expressions.assigned(o.value()), null);
  }

  private static boolean isArithmetic(Op.BinaryKind kind) {
    return switch (kind) {
      case ADD, SUB, MUL, DIV -> true;
      case REM, AND, OR, XOR, SHL, SHR, USHR, EQ, NE, LT, LE, GT, GE -> false;
    };
  }

  private boolean same(Value a, Value b) {
    if (a == b) {
      return !folding.isFolded(a) || needed.constant(a) != null;
    }
    return needed.constant(a) instanceof Op.Const x && needed.constant(b) instanceof Op.Const y
        && x.value() != null && x.value().equals(y.value());
  }

  static boolean isRecord(Op.Call op) {
    return op.callee() instanceof Callee.Generated g && g.record() != null
        || op.callee() instanceof Callee.TensorOp t && t.record() != null;
  }

  private void recordCall(Op.Call op, List<Stmt> out) {
    Type.Ref type = op.callee() instanceof Callee.Generated g ? nested(g.owner() == null ? generated : g.owner(), g.record())
        : ((Callee.TensorOp) op.callee()).record();
    List<String> components = op.callee() instanceof Callee.Generated g ? g.components()
        : ((Callee.TensorOp) op.callee()).components();
    Expr call = expressions.call(op, type);
    long used = op.results().stream().filter(v -> needed.uses(v) > 0).count();
    if (used == 0) {
      out.add(new Stmt.Evaluate(call));
      return;
    }
    Expr receiver = call;
    if (used > 1) {
      var holder = new Var(type, "r");
      out.add(new Stmt.Assign(holder, call));
      receiver = new Expr.Name(holder);
    }
    for (int k = 0; k < op.results().size(); k++) {
      Value v = op.results().get(k);
      if (needed.uses(v) > 0) {
        var component = new Expr.Method(receiver, components.get(k), List.of(), v.type());
        if (used > 1 && needed.uses(v) == 1 && variables.isAlone(v)) {
          expressions.replace(v, component);
        } else {
          out.add(new Stmt.Assign(variables.of(v), component));
        }
      }
    }
  }

  /** The class nested in another one. */
  static Type.Ref nested(Type.Ref outer, String name) {
    var names = new ArrayList<>(outer.names());
    names.add(name);
    return new Type.Ref(outer.pkg(), names, List.of());
  }

  /** What a lambda or an anonymous class captures must be assigned once, JLS 8.1.3. */
  private void capturing(Op.Opaque o, List<Stmt> out) {
    var operands = new ArrayList<Expr>();
    for (Value v : o.operands()) {
      Expr e = expressions.of(v);
      if (e instanceof Expr.Name n) {
        var copy = new Var(v.type(), n.variable().wish);
        out.add(new Stmt.Assign(copy, e));
        e = new Expr.Name(copy);
      }
      operands.add(e);
    }
    var expr = new Expr.Opaque(o.code(), operands, o.result() == null ? null : o.result().type());
    if (o.result() == null) {
      out.add(new Stmt.Evaluate(expr));
    } else if (needed.uses(o.result()) == 0) {
      out.add(new Stmt.Assign(new Var(o.result().type(), "unused"), expr));
    } else {
      out.add(new Stmt.Assign(variables.of(o.result()), expr));
    }
  }

  private void branch(Op.If o, List<Stmt> out) {
    Expr condition = expressions.of(o.condition());
    var then = branchBody(o, o.then());
    var otherwise = branchBody(o, o.otherwise());
    if (then.isEmpty() && otherwise.isEmpty()) {
      if (!(condition instanceof Expr.Name) && !(condition instanceof Expr.Literal)) {
        out.add(new Stmt.Branch(condition, then, otherwise));
      }
    } else if (then.isEmpty()) {
      out.add(new Stmt.Branch(Expressions.not(condition), otherwise, new Stmt.Body(List.of())));
    } else if (!then.completes()) {
      out.add(new Stmt.Branch(condition, then, new Stmt.Body(List.of())));
      out.addAll(otherwise.statements);
    } else if (!otherwise.completes()) {
      out.add(new Stmt.Branch(Expressions.not(condition), otherwise, new Stmt.Body(List.of())));
      out.addAll(then.statements);
    } else {
      out.add(new Stmt.Branch(condition, then, otherwise));
    }
  }

  private Stmt.Body branchBody(Op o, Block block) {
    var out = new ArrayList<Stmt>();
    block(block, out);
    if (reachable(out)) {
      carry(o, Ops.results(o), block.yields(), out);
    }
    return new Stmt.Body(out);
  }

  private void tries(Op.Try o, List<Stmt> out) {
    var moves = new Moves();
    for (int k = 0; k < o.slots().size(); k++) {
      if (needed.contains(o.slots().get(k))) {
        moves.add(variables.of(o.slots().get(k)), expressions.assigned(o.inits().get(k)));
      }
    }
    moves.emit(out);
    var body = branchBody(o, o.body());
    if (body.isEmpty()) {
      return;
    }
    var handlers = new ArrayList<Stmt.Handler>();
    for (Op.Handler h : o.handlers()) {
      handlers.add(new Stmt.Handler(h.types(), variables.of(h.exception()), branchBody(o, h.block())));
    }
    out.add(new Stmt.Try(body, handlers));
  }

  private void carry(Op op, List<Value> params, List<Value> values, List<Stmt> out) {
    var moves = new Moves();
    for (int k = 0; k < params.size(); k++) {
      if (needed.carries(op, k)) {
        moves.add(variables.of(params.get(k)), expressions.assigned(values.get(k)));
      }
    }
    moves.emit(out);
  }

  private void counted(Op.For o, List<Stmt> out) {
    carry(o, o.body().params(), o.inits(), out);
    Expr from = expressions.assigned(o.from());
    Expr to = expressions.of(o.to());
    var body = new ArrayList<Stmt>();
    block(o.body(), body);
    if (reachable(body)) {
      carry(o, o.body().params(), o.body().yields(), body);
    }
    out.add(new Stmt.Counted(variables.of(o.iv()), from, to, o.step(), o.inclusive(), new Stmt.Body(body)));
  }

  private void loop(Op.While o, List<Stmt> out) {
    carry(o, o.body().params(), o.inits(), out);
    var test = new ArrayList<Stmt>();
    block(o.condition(), test);
    Expr condition = expressions.of(o.condition().yields().getFirst());
    if (condition instanceof Expr.Literal l && Boolean.FALSE.equals(l.value())) {
      return;
    }
    var body = new ArrayList<Stmt>();
    boolean always = condition instanceof Expr.Literal;
    boolean plain = test.stream().allMatch(s -> s instanceof Stmt.Note);
    if (!plain) {
      body.addAll(test);
      if (!always) {
        body.add(new Stmt.Branch(Expressions.not(condition), new Stmt.Body(List.of(new Stmt.Break())),
            new Stmt.Body(List.of())));
      }
    }
    block(o.body(), body);
    if (reachable(body)) {
      carry(o, o.body().params(), o.body().yields(), body);
    }
    out.add(new Stmt.Loop(always || !plain ? null : condition, new Stmt.Body(body), !always));
  }
}
