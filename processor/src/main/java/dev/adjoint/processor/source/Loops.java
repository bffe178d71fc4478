package dev.adjoint.processor.source;

import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Op.BinaryKind;
import dev.adjoint.processor.ir.Ops;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.typing.Env;
import dev.adjoint.processor.source.typing.Local;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Lowers loops, JLS 14.12 to 14.14: counted ones to {@link Op.For}, any other to {@link Op.While}. */
final class Loops {
  private final Body body;
  private final Statements statements;
  private final Flow flow;
  private final Checkpoints checkpoints;

  Loops(Body body, Statements statements, Flow flow) {
    this.body = body;
    this.statements = statements;
    this.flow = flow;
    this.checkpoints = new Checkpoints(body);
  }

  /** Whether the variable belongs to the header of a loop. */
  boolean declares(VariableTree variable) {
    return checkpoints.declares(variable);
  }

  /** A loop's parts; {@code test} is null for an endless one, {@code step} for one without updates. */
  private record Parts(Tree tree, Supplier<Value> test, Runnable iteration, Set<String> assigned,
      List<Variable> hidden, boolean testLast) {}

  void whileLoop(WhileLoopTree tree) {
    general(new Parts(tree, test(tree.getCondition()), () -> iteration(tree, tree.getCondition(), tree.getStatement(), null),
        Assigned.in(List.of(tree)), List.of(), false));
  }

  void doLoop(DoWhileLoopTree tree) {
    ExpressionTree condition = tree.getCondition();
    general(new Parts(tree, () -> body.expressions.tested(condition),
        () -> { }, Assigned.in(List.of(tree)), List.of(), true));
  }

  void forLoop(ForLoopTree tree) {
    Env outer = body.env;
    checkpoints.header(tree);
    statements.list(tree.getInitializer(), null);
    CountedFor counted = new CountedFor(body, tree);
    boolean parallel = tree.getInitializer().stream()
        .anyMatch(s -> s instanceof VariableTree v && Body.isAnnotated(v, "Parallel"));
    if (!counted.recognised()) {
      if (parallel) {
        body.report(Message.PARALLEL_LOOP, tree, "this loop is not counted");
      }
      general(new Parts(tree, test(tree.getCondition()),
          () -> iteration(tree, tree.getCondition(), tree.getStatement(), () -> updates(tree)),
          Assigned.in(loopPart(tree)), List.of(), false));
    } else {
      Value from = counted.from();
      Value to = counted.to();
      Value iv = new Value(Type.INT, counted.variable().name);
      if (parallel) {
        body.parallel.add(body.span(tree));
      }
      if (counted.isFromZero() && !counted.inclusive() && counted.step() > 0) {
        body.lists.counted(iv, to);
      }
      counted(tree, iv, from, to, counted.step(), counted.inclusive(), Assigned.in(loopPart(tree)), counted.variable(), () -> {
        body.ssa.assign(counted.variable(), iv);
        iteration(tree, tree.getCondition(), tree.getStatement(), () -> counted.otherUpdates().forEach(statements::expression));
      });
    }
    body.env = outer;
  }

  static List<Tree> loopPart(ForLoopTree tree) {
    var parts = new ArrayList<Tree>();
    if (tree.getCondition() != null) {
      parts.add(tree.getCondition());
    }
    parts.addAll(tree.getUpdate());
    parts.add(tree.getStatement());
    return parts;
  }

  private void updates(ForLoopTree tree) {
    tree.getUpdate().forEach(u -> statements.expression(u.getExpression()));
  }

  private Supplier<Value> test(ExpressionTree condition) {
    boolean endless = condition == null || Boolean.TRUE.equals(body.typing.constantOf(condition, body.env));
    return endless ? null : () -> body.expressions.tested(condition);
  }

  /** One iteration: the body, which continues at its end, then what every iteration ends with. */
  private void iteration(Tree loop, ExpressionTree condition, StatementTree statement, Runnable end) {
    Env outer = body.env;
    if (condition != null) {
      body.env = body.typing.whenTrue(condition, outer);
    }
    Target next = Target.next(loop);
    if (!body.jumps.used(next)) {
      statements.scoped(statement, end == null ? null : () -> {
        body.env = outer;
        end.run();
      });
    } else {
      flow.open(next, "proceed", body.span(statement));
      statements.scoped(statement, null);
      body.env = outer;
      Set<Target> left = new LinkedHashSet<>(body.jumps.exits(statement));
      left.remove(next);
      flow.guard(left, end, loop);
    }
    body.env = outer;
  }

  /** Every array and iterable, JLS 14.14.2. */
  void each(EnhancedForLoopTree tree) {
    Env outer = body.env;
    checkpoints.header(tree);
    Value source = body.expressions.lower(tree.getExpression());
    boolean rows = body.rows.isRows(source);
    if (!rows && !source.type().isArray()) {
      iterator(tree, source);
      body.env = outer;
      return;
    }
    Value length = rows ? body.rows.length(source, tree.getExpression()) : length(source, tree.getExpression());
    Set<String> assigned = Assigned.in(List.of(tree.getStatement()));
    boolean leaves = !body.jumps.exits(tree).isEmpty() || body.jumps.used(Target.leave(tree));
    Span span = body.span(tree);
    Value zero = body.ssa.constant(Type.INT, 0, span);
    if (!leaves) {
      Value iv = new Value(Type.INT, "i");
      counted(tree, iv, zero, length, 1, false, assigned, null, () -> element(tree, source, iv, null));
    } else {
      Variable index = body.ssa.declare("i", Type.INT, false);
      body.ssa.assign(index, zero);
      general(new Parts(tree, () -> binary(BinaryKind.LT, body.ssa.read(index), length, Type.BOOLEAN, span),
          () -> element(tree, source, body.ssa.read(index), () -> body.ssa.assign(index, binary(BinaryKind.ADD,
              body.ssa.read(index), body.ssa.constant(Type.INT, 1, span), Type.INT, span))),
          assigned, List.of(index), false));
    }
    body.env = outer;
  }

  private Value length(Value array, Tree tree) {
    Value length = Value.temporary(Type.INT);
    body.ssa.add(new Op.ArrayLength(length, array, body.span(tree)));
    return length;
  }

  private Value binary(BinaryKind kind, Value a, Value b, Type type, Span span) {
    Value result = Value.temporary(type);
    body.ssa.add(new Op.Binary(result, kind, a, b, span));
    return result;
  }

  private void element(EnhancedForLoopTree tree, Value array, Value index, Runnable end) {
    Env outer = body.env;
    Local local = body.typing.element(tree, body.env);
    Variable variable = body.rows.isRows(array) && Instances.isOfObjects(body.rows.element(array)) ? body.declare(tree.getVariable(), local, body.rows.element(array))
        : body.declare(tree.getVariable(), local);
    Value element = body.rows.isRows(array) ? body.rows.load(array, index, tree.getVariable()) : load(array, index, tree);
    body.assignments.local(variable, body.conversions.convert(element, variable.type, tree.getVariable()), tree);
    iteration(tree, null, tree.getStatement(), end);
    body.env = outer;
  }

  private Value load(Value array, Value index, EnhancedForLoopTree tree) {
    Value element = Value.temporary(array.type().elementType());
    body.ssa.add(new Op.Load(element, array, index, body.span(tree.getVariable())));
    return element;
  }

  private void iterator(EnhancedForLoopTree tree, Value source) {
    Op.Reason reason = Body.reason(Message.ACTIVE_REFERENCE, tree.getExpression().toString(), IrTypes.shortName(source.type()));
    Type.Ref type = new Type.Ref("java.util", List.of("Iterator"), List.of(new Type.Wildcard(null, null)));
    Value iterator = body.emit("{0}.iterator()", List.of(source), type, Op.Effect.EFFECT, reason, tree.getExpression());
    general(new Parts(tree, () -> body.emit("{0}.hasNext()", List.of(iterator), Type.BOOLEAN, Op.Effect.EFFECT, reason, tree),
        () -> {
          Env outer = body.env;
          Variable variable = body.declare(tree.getVariable(), body.typing.element(tree, body.env));
          Type held = variable.type instanceof Type.Primitive p ? Conversions.box(p) : variable.type;
          Value next = body.emit(new Snippet().text("(").type(held).text(") ").operand(iterator).text(".next()"), held,
              Op.Effect.EFFECT, reason, tree.getVariable());
          body.assignments.local(variable, body.conversions.convert(next, variable.type, tree), tree);
          iteration(tree, null, tree.getStatement(), null);
          body.env = outer;
        }, Assigned.in(List.of(tree.getStatement())), List.of(), false));
  }

  /** The variables around the loop that it may change, flags last. */
  private List<Variable> carried(Tree tree, Set<String> assigned, List<Variable> hidden, Variable except) {
    Set<Variable> variables = new LinkedHashSet<>();
    for (String name : assigned) {
      Variable variable = body.variable(name);
      if (variable != null && variable != except) {
        variables.addAll(variable.slots());
      }
    }
    variables.addAll(hidden);
    for (Target target : body.jumps.exits(tree)) {
      if (target.kind() == Target.Kind.RETURN && statements.result() != null) {
        variables.addAll(statements.result().slots());
      }
      Variable yielded = Switches.resultOf(body, target);
      if (yielded != null) {
        variables.addAll(yielded.slots());
      }
      variables.add(flow.flag(target));
    }
    variables.addAll(flow.running(body.jumps.exits(tree)));
    return new ArrayList<>(variables);
  }

  private void counted(Tree tree, Value iv, Value from, Value to, int step, boolean inclusive, Set<String> assigned,
      Variable except, Runnable iteration) {
    Span span = body.span(tree);
    List<Variable> carried = carried(tree, assigned, List.of(), except);
    List<Value> inits = carried.stream().map(v -> body.ssa.entering(v, span)).toList();
    List<Value> params = fresh(carried);
    Ssa.Branch branch = body.ssa.branch(() -> {
      bind(carried, params);
      iteration.run();
    });
    List<Value> results = fresh(carried);
    body.ssa.add(new Op.For(results, iv, from, to, step, inclusive, inits, close(branch, params, carried, span),
        checkpoints.snapshots(tree), span));
    bind(carried, results);
  }

  private static List<Value> fresh(List<Variable> variables) {
    return variables.stream().map(v -> new Value(v.type, v.name)).toList();
  }

  private void bind(List<Variable> variables, List<Value> values) {
    for (int i = 0; i < variables.size(); i++) {
      body.ssa.assign(variables.get(i), values.get(i));
    }
  }

  private Block close(Ssa.Branch branch, List<Value> params, List<Variable> carried, Span span) {
    List<Value> yields = carried.stream().map(v -> body.ssa.leaving(branch, v, span)).toList();
    return new Block(params, branch.ops(), yields);
  }

  private void general(Parts parts) {
    Span span = body.span(parts.tree());
    Target leave = Target.leave(parts.tree());
    Set<Target> leaving = new LinkedHashSet<>(body.jumps.exits(parts.tree()));
    boolean breaks = body.jumps.used(leave);
    if (breaks) {
      leaving.add(leave);
    }
    boolean testFirst = parts.test() != null && !parts.testLast();
    List<Variable> changed = carried(parts.tree(), parts.assigned(), parts.hidden(), null);
    boolean pure = testFirst && isPure(parts, changed, span);
    boolean shares = (pure || parts.test() == null) && leaving.size() == 1 && !breaks;
    Variable running = shares ? flow.flag(leaving.iterator().next())
        : leaving.isEmpty() && pure ? null : flow.newFlag("running", span);
    if (breaks) {
      flow.share(leave, running);
    }
    var carried = new LinkedHashSet<>(changed);
    if (running != null) {
      carried.add(running);
    }
    flow.enter(leaving, running);
    emit(parts, List.copyOf(carried), running, pure, span);
    flow.exit();
  }

  private void emit(Parts parts, List<Variable> carried, Variable running, boolean pure, Span span) {
    List<Value> inits = carried.stream().map(v -> body.ssa.entering(v, span)).toList();
    List<Value> conditionParams = fresh(carried);
    Variable verdict = body.ssa.temporary(Type.BOOLEAN);
    Ssa.Branch test = body.ssa.branch(() -> {
      bind(carried, conditionParams);
      if (!pure) {
        body.ssa.assign(verdict, body.ssa.read(running));
      } else if (running == null) {
        body.ssa.assign(verdict, parts.test().get());
      } else {
        Ssa.Branch tested = body.ssa.branch(() -> body.ssa.assign(verdict, parts.test().get()));
        Ssa.Branch ended = body.ssa.branch(() -> body.ssa.assign(verdict, body.ssa.constant(Type.BOOLEAN, false, span)));
        body.ssa.merge(body.ssa.read(running), tested, ended, span);
      }
    });
    List<Value> params = fresh(carried);
    Ssa.Branch iteration = body.ssa.branch(() -> {
      bind(carried, params);
      if (parts.testLast()) {
        testLast(parts, running);
      } else if (pure || parts.test() == null) {
        parts.iteration().run();
      } else {
        Value go = parts.test().get();
        Ssa.Branch again = body.ssa.branch(parts.iteration());
        Ssa.Branch end = body.ssa.branch(() -> flow.set(running, false, span));
        body.ssa.merge(go, again, end, span);
      }
    });
    List<Value> results = fresh(carried);
    Block condition = new Block(conditionParams, test.ops(), List.of(test.changed().get(verdict)));
    body.ssa.add(new Op.While(results, inits, condition, close(iteration, params, carried, span),
        checkpoints.snapshots(parts.tree()), span));
    bind(carried, results);
  }

  private void testLast(Parts parts, Variable running) {
    var tree = (DoWhileLoopTree) parts.tree();
    iteration(tree, null, tree.getStatement(), () -> {
      Value again = parts.test().get();
      body.ssa.assign(running, again);
    });
  }

  /** Whether the condition, evaluated on trial, assigns nothing and has no effect. */
  private boolean isPure(Parts parts, List<Variable> carried, Span span) {
    boolean[] quiet = {true};
    body.ssa.branch(() -> {
      Ssa.Branch trial = body.ssa.branch(() -> {
        bind(carried, fresh(carried));
        Ssa.Branch inner = body.ssa.branch(() -> parts.test().get());
        quiet[0] = inner.changed().isEmpty() && inner.ops().stream().allMatch(Loops::isQuiet);
      });
      assert trial != null;
    });
    return quiet[0];
  }

  private static boolean isQuiet(Op op) {
    boolean quiet = switch (op) {
      case Op.Opaque o -> o.effect() != Op.Effect.EFFECT;
      case Op.Store o -> false;
      case Op.Accumulate o -> false;
      case Op.ArrayCopy o -> false;
      case Op.Fill o -> false;
      case Op.Call o -> false;
      case Op.Throw o -> false;
      case Op.Try o -> false;
      case Op.Assign o -> false;
      case Op.For o -> false;
      case Op.While o -> false;
      case Op.NewArray o -> false;
      case Op.Copy o -> false;
      case Op.Const o -> true;
      case Op.Unary o -> true;
      case Op.Binary o -> true;
      case Op.Cast o -> true;
      case Op.Intrinsic o -> true;
      case Op.ArrayLength o -> true;
      case Op.Load o -> true;
      case Op.If o -> true;
      case Op.Comment o -> true;
    };
    return quiet && Ops.blocks(op).stream().allMatch(b -> b.ops().stream().allMatch(Loops::isQuiet));
  }
}
