package dev.adjoint.processor.source;

import com.sun.source.tree.AssertTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EmptyStatementTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.tree.YieldTree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.source.typing.Local;
import com.sun.source.tree.MethodTree;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.source.typing.Env;
import dev.adjoint.processor.source.typing.TypingException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.lang.model.type.TypeMirror;

/**
 * Lowers statements, JLS 14. A statement that may jump takes what follows it along, so that
 * {@code if (c) return a; rest} becomes {@code if (c) {a} else {rest}} without a flag.
 */
final class Statements {
  private final Body body;
  private final Flow flow;
  private final Loops loops;
  private final Tries tries;
  private Variable result;
  private TypeMirror resultType;

  Statements(Body body) {
    this.body = body;
    this.flow = new Flow(body);
    this.loops = new Loops(body, this, flow);
    this.tries = new Tries(body, this);
  }

  Flow flow() {
    return flow;
  }

  Tries tries() {
    return tries;
  }

  /** The variables that a jump to the target changes besides flags. */
  Variable result() {
    return result;
  }

  /** Lowers a method's block; {@code resultType} is null for void. Answers the variable that holds the result, or null. */
  Variable method(Tree method, BlockTree block, Type type, TypeMirror resultType) {
    Span span = body.span(block);
    flow.open(new Target(method, Target.Kind.RETURN), "proceed", span);
    this.resultType = resultType;
    Parts record = type == null ? null : body.parts(resultType);
    Parts parts = type == null || record != null || !(method instanceof MethodTree) ? record
        : body.instances.result(body.method, resultType, body.self == null ? null : body.instances.parts(body.self));
    result = type == null ? null : body.ssa.declare("result", type, parts, false);
    one(block, null);
    return result;
  }

  /** Statements in order, then the rest (may be null). */
  void list(List<? extends StatementTree> statements, Runnable rest) {
    // javac's lists are linked: an index into one is a walk.
    list(new ArrayList<>(statements), 0, rest);
  }

  private void list(ArrayList<? extends StatementTree> statements, int from, Runnable rest) {
    for (int i = from; i < statements.size(); i++) {
      StatementTree s = statements.get(i);
      if (body.jumps.exits(s).isEmpty()) {
        one(s, null);
        continue;
      }
      int next = i + 1;
      Env env = body.env;
      one(s, () -> {
        body.env = env;
        bindings(s);
        list(statements, next, rest);
      });
      return;
    }
    if (rest != null && !body.ssa.dead()) {
      rest.run();
    }
  }

  /** Pattern variables that a statement introduces for those after it, JLS 6.3.2.2. */
  private void bindings(StatementTree tree) {
    if (tree instanceof IfTree t) {
      boolean then = body.jumps.completes(t.getThenStatement());
      boolean otherwise = body.jumps.completes(t.getElseStatement());
      if (!then && otherwise) {
        body.env = body.typing.whenFalse(t.getCondition(), body.env);
      } else if (then && !otherwise) {
        body.env = body.typing.whenTrue(t.getCondition(), body.env);
      }
    }
  }

  /** One statement, then the rest (may be null) unless it has jumped away. */
  void one(StatementTree tree, Runnable rest) {
    if (body.ssa.dead()) {
      return;
    }
    Tree before = body.statement;
    body.statement = tree;
    try {
      lower(tree, rest);
    } catch (Refusal e) {
      body.report(e);
    } catch (TypingException e) {
      body.report(e, tree);
    } catch (RuntimeException e) {
      body.reportInternal(e, tree);
    } finally {
      body.statement = before;
    }
  }

  private void lower(StatementTree tree, Runnable rest) {
    switch (tree) {
      case BlockTree t -> block(t, rest);
      case IfTree t -> conditional(t, rest);
      case LabeledStatementTree t -> labelled(t, rest);
      case WhileLoopTree t -> guarded(t, loops::whileLoop, rest);
      case DoWhileLoopTree t -> guarded(t, loops::doLoop, rest);
      case ForLoopTree t -> guarded(t, loops::forLoop, rest);
      case EnhancedForLoopTree t -> guarded(t, loops::each, rest);
      case SwitchTree t -> guarded(t, new Switches(body)::statement, rest);
      case TryTree t -> guarded(t, tries::lower, rest);
      case BreakTree t -> flow.jump(t);
      case ContinueTree t -> flow.jump(t);
      case YieldTree t -> Switches.yield(body, t);
      case ReturnTree t -> returns(t);
      case ThrowTree t -> throwing(t.getExpression(), t);
      default -> {
        simple(tree);
        if (rest != null && !body.ssa.dead()) {
          rest.run();
        }
      }
    }
  }

  private <T extends StatementTree> void guarded(T tree, Consumer<T> lowering, Runnable rest) {
    lowering.accept(tree);
    flow.guard(body.jumps.exits(tree), rest, tree);
  }

  private void simple(StatementTree tree) {
    switch (tree) {
      case VariableTree t -> variable(t);
      case ExpressionStatementTree t -> expression(t.getExpression());
      case AssertTree t -> assertion(t);
      case EmptyStatementTree t -> { }
      case SynchronizedTree t -> inactive(t, Message.SYNCHRONIZED);
      case ClassTree t -> body.refuse(t);
      default -> throw new Refusal(Message.UNSUPPORTED, tree, "this statement");
    }
  }

  private void inactive(StatementTree tree, Message message) {
    if (!body.opaque.statement(tree, Body.reason(message))) {
      throw new Refusal(message, tree);
    }
  }

  private void block(BlockTree tree, Runnable rest) {
    Env outer = body.env;
    list(tree.getStatements(), rest == null ? null : () -> {
      body.env = outer;
      rest.run();
    });
    body.env = outer;
  }

  private void variable(VariableTree tree) {
    Env outer = body.env;
    if (!loops.declares(tree)) {
      Checkpoints.refuse(body, tree);
    }
    Variable variable;
    try {
      Parts.Columns list = body.lists.parts(tree, body.typing.local(tree, body.env).type());
      if (list != null) {
        body.takeApart(tree, list);
      } else if (isConstantRecord(tree)) {
        body.keepWhole(tree);
      }
      Local local = body.typing.local(tree, body.env);
      Parts record = body.parts(local.type());
      Parts parts = record != null || !body.instances.isPossible(local.type()) ? record
          : body.instances.tried(tree.getInitializer(), local.type());
      boolean assigned = Instances.isOfObjects(parts) && Assigned.in(List.of(body.block)).contains(tree.getName().toString());
      variable = body.declare(tree, local, assigned ? body.instances.widened(parts, local.type()) : parts);
    } catch (TypingException e) {
      body.declareUnknown(tree);
      throw e;
    }
    if (tree.getInitializer() == null) {
      return;
    }
    Env inner = body.env;
    TypeMirror type = inner.lookup(tree.getName().toString()).type();
    try {
      body.env = outer;
      Value value = body.conversions.convert(body.expressions.lower(tree.getInitializer(), type), variable.type,
          tree.getInitializer());
      body.assignments.local(variable, value, tree);
    } finally {
      body.env = inner;
    }
  }

  /**
   * Whether a local holds a record, or an array of them, that code as it is written gave: it is assigned only here, and what is
   * read of it is constant. Tried out, because only lowering tells.
   */
  private boolean isConstantRecord(VariableTree tree) {
    TypeMirror type = body.typing.local(tree, body.env).type();
    if (tree.getInitializer() == null || body.parts(type) == null
        || Assigned.in(List.of(body.block)).contains(tree.getName().toString())) {
      return false;
    }
    boolean[] whole = {false};
    try {
      body.ssa.branch(() -> whole[0] = body.ssa.bundle(body.expressions.lower(tree.getInitializer(), type)) == null);
    } catch (Refusal | TypingException e) {
      return false;
    }
    return whole[0];
  }

  /** An expression for its effects. */
  void expression(ExpressionTree tree) {
    switch (tree) {
      case ParenthesizedTree t -> expression(t.getExpression());
      case MethodInvocationTree t -> body.calls.invoke(t, null);
      case AssignmentTree t -> body.assignments.assign(t);
      default -> body.expressions.lower(tree);
    }
  }

  private void conditional(IfTree tree, Runnable rest) {
    ExpressionTree source = tree.getCondition();
    StatementTree then = tree.getThenStatement();
    StatementTree otherwise = tree.getElseStatement();
    if (body.typing.constantOf(source, body.env) instanceof Boolean known) {
      StatementTree taken = known ? then : otherwise;
      if (taken != null) {
        scoped(taken, rest);
      } else if (rest != null) {
        rest.run();
      }
      return;
    }
    Value condition = body.expressions.tested(source);
    boolean thenCompletes = body.jumps.completes(then);
    boolean otherwiseCompletes = body.jumps.completes(otherwise);
    boolean jumps = !body.jumps.exits(tree).isEmpty();
    boolean intoElse = jumps && !thenCompletes;
    boolean intoThen = jumps && !otherwiseCompletes;
    body.expressions.choose(condition, tree, source, () -> branch(then, intoThen ? rest : null),
        () -> branch(otherwise, intoElse ? rest : null));
    if (!jumps && rest != null && !body.ssa.dead()) {
      rest.run();
    } else if (jumps && thenCompletes && otherwiseCompletes) {
      flow.guard(body.jumps.exits(tree), rest, tree);
    }
    if (rest == null && !body.ssa.dead()) {
      bindings(tree);
    }
  }

  private void branch(StatementTree tree, Runnable rest) {
    if (tree != null) {
      scoped(tree, rest);
    } else if (rest != null) {
      rest.run();
    }
  }

  /** A statement whose declarations end with it. */
  void scoped(StatementTree tree, Runnable rest) {
    Env outer = body.env;
    one(tree, rest);
    body.env = outer;
  }

  private void labelled(LabeledStatementTree tree, Runnable rest) {
    StatementTree inner = tree.getStatement();
    if (Jumps.isLoop(inner)) {
      one(inner, rest);
      return;
    }
    flow.open(Target.leave(tree), tree.getLabel().toString(), body.span(tree));
    scoped(inner, null);
    flow.guard(body.jumps.exits(tree), rest, tree);
  }

  private void returns(ReturnTree tree) {
    if (tree.getExpression() != null) {
      Value value = body.expressions.lowerTo(tree.getExpression(), resultType);
      if (result.parts == null) {
        body.ssa.assign(result, value);
      } else {
        List<Value> leaves = body.records.leaves(value, result.parts, tree.getExpression());
        for (int i = 0; i < leaves.size(); i++) {
          body.ssa.assign(result.results().get(i), leaves.get(i));
        }
      }
    }
    flow.jump(tree);
  }

  /** {@code throw e}, JLS 14.18; a null exception is a NullPointerException there as here. */
  void throwing(ExpressionTree exception, Tree tree) {
    TypeMirror type = body.typing.typeOf(exception, body.env);
    if (body.opaque.isChecked(type) && !tries.catches(type)) {
      throw new Refusal(Message.CHECKED_EXCEPTION, tree, type.toString());
    }
    Value value = body.expressions.lower(exception, type);
    body.ssa.add(new Op.Throw(value, body.span(tree)));
  }

  /** JLS 14.10: the condition is evaluated only where assertions are enabled. */
  private void assertion(AssertTree tree) {
    Op.Reason reason = Body.reason(Message.UNSUPPORTED, "assert");
    var enabled = new Snippet().type(IrTypes.ref(IrTypes.outermost(body.owner))).text(".class.desiredAssertionStatus()");
    Value on = body.emit(enabled, Type.BOOLEAN, Op.Effect.PURE, reason, tree);
    Ssa.Branch checked = body.ssa.branch(() -> {
      Value holds = body.expressions.condition(tree.getCondition());
      Ssa.Branch fails = body.ssa.branch(() -> {
        var code = new Snippet().text("new ").type(Type.Ref.of("java.lang", "AssertionError")).text("(");
        if (tree.getDetail() != null) {
          code.operand(body.expressions.lower(tree.getDetail()));
        }
        Value error = body.emit(code.text(")"), Type.Ref.of("java.lang", "AssertionError"), Op.Effect.EFFECT, reason, tree);
        body.ssa.add(new Op.Throw(error, body.span(tree)));
      });
      body.ssa.merge(holds, body.ssa.branch(() -> { }), fails, body.span(tree));
    });
    body.ssa.merge(on, checked, body.ssa.branch(() -> { }), body.span(tree));
  }
}
