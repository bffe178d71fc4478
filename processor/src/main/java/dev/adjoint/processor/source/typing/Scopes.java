package dev.adjoint.processor.source.typing;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.tree.YieldTree;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.type.TypeMirror;

/** The scopes of local variables (JLS 6.3): which locals each statement of a body sees. Reached through {@link Typing}. */
public final class Scopes {
  /** Is told of every statement, and of every case of a switch, with the environment its own expressions see. */
  public interface Visitor {
    void visit(Tree statement, Env env);
  }

  /** An expression that is the result of a lambda or a switch, where it stands. */
  public record Result(ExpressionTree tree, Env env) {}

  private final Typing typing;

  Scopes(Typing typing) {
    this.typing = typing;
  }

  /** Visits a statement and those within it; the result is the environment after it. */
  Env walk(StatementTree s, Env env, Visitor visitor) {
    if (s instanceof ForLoopTree loop) {
      return loop(loop, env, visitor);
    }
    visitor.visit(s, env);
    return switch (s) {
      case BlockTree block -> {
        block(block.getStatements(), env, visitor);
        yield env;
      }
      case VariableTree v -> env.with(typing.local(v, env));
      case IfTree branch -> branch(branch, env, visitor);
      case WhileLoopTree loop -> {
        walk(loop.getStatement(), typing.whenTrue(loop.getCondition(), env), visitor);
        yield typing.whenFalse(loop.getCondition(), env);
      }
      case DoWhileLoopTree loop -> {
        walk(loop.getStatement(), env, visitor);
        yield typing.whenFalse(loop.getCondition(), env);
      }
      case EnhancedForLoopTree loop -> {
        walk(loop.getStatement(), env.with(typing.element(loop, env)), visitor);
        yield env;
      }
      case LabeledStatementTree labelled -> walk(labelled.getStatement(), env, visitor);
      case SynchronizedTree guarded -> walk(guarded.getBlock(), env, visitor);
      case SwitchTree choice -> {
        cases(choice.getCases(), choice.getExpression(), env, visitor);
        yield env;
      }
      case TryTree attempt -> {
        attempt(attempt, env, visitor);
        yield env;
      }
      default -> env;
    };
  }

  Env block(List<? extends StatementTree> statements, Env env, Visitor visitor) {
    Env inner = env;
    for (StatementTree s : statements) {
      inner = walk(s, inner, visitor);
    }
    return inner;
  }

  private Env branch(IfTree branch, Env env, Visitor visitor) {
    Env holds = typing.whenTrue(branch.getCondition(), env);
    Env fails = typing.whenFalse(branch.getCondition(), env);
    walk(branch.getThenStatement(), holds, visitor);
    if (branch.getElseStatement() != null) {
      walk(branch.getElseStatement(), fails, visitor);
    }
    boolean thenEnds = !canComplete(branch.getThenStatement());
    boolean elseEnds = branch.getElseStatement() != null && !canComplete(branch.getElseStatement());
    if (thenEnds == elseEnds) {
      return env;
    }
    return thenEnds ? fails : holds;
  }

  private Env loop(ForLoopTree loop, Env env, Visitor visitor) {
    Env inner = block(loop.getInitializer(), env, visitor);
    visitor.visit(loop, inner);
    ExpressionTree condition = loop.getCondition();
    Env body = condition == null ? inner : typing.whenTrue(condition, inner);
    block(loop.getUpdate(), body, visitor);
    walk(loop.getStatement(), body, visitor);
    return env;
  }

  private void attempt(TryTree attempt, Env env, Visitor visitor) {
    Env inner = env;
    for (Tree resource : attempt.getResources()) {
      if (resource instanceof VariableTree v) {
        inner = walk(v, inner, visitor);
      }
    }
    walk(attempt.getBlock(), inner, visitor);
    for (CatchTree handler : attempt.getCatches()) {
      walk(handler.getBlock(), env.with(typing.local(handler.getParameter(), env)), visitor);
    }
    if (attempt.getFinallyBlock() != null) {
      walk(attempt.getFinallyBlock(), env, visitor);
    }
  }

  private List<Result> cases(List<? extends CaseTree> cases, ExpressionTree selector, Env env, Visitor visitor) {
    List<Result> results = new ArrayList<>();
    Env group = env;
    for (CaseTree branch : cases) {
      Env labels = typing.inCase(branch, selector, branch.getCaseKind() == CaseTree.CaseKind.RULE ? env : group);
      visitor.visit(branch, labels);
      if (branch.getCaseKind() == CaseTree.CaseKind.STATEMENT) {
        group = block(branch.getStatements(), labels, visitor);
      } else if (branch.getBody() instanceof ExpressionTree result) {
        results.add(new Result(result, labels));
      } else {
        walk((StatementTree) branch.getBody(), labels, visitor);
      }
    }
    return results;
  }

  /** The results of a switch expression, each with its environment; {@code visitor} also sees its statements. */
  List<Result> results(SwitchExpressionTree choice, Env env, Visitor visitor) {
    List<Result> yields = new ArrayList<>();
    List<Result> rules = cases(choice.getCases(), choice.getExpression(), env, (statement, at) -> {
      visitor.visit(statement, at);
      if (statement instanceof YieldTree result) {
        yields.add(new Result(result.getValue(), at));
      }
    });
    rules.addAll(yields);
    return rules;
  }

  /** The results of a lambda's body. */
  List<Result> results(LambdaExpressionTree lambda, Env inside) {
    if (lambda.getBody() instanceof ExpressionTree result) {
      return List.of(new Result(result, inside));
    }
    List<Result> returns = new ArrayList<>();
    walk((StatementTree) lambda.getBody(), inside, (statement, at) -> {
      if (statement instanceof ReturnTree result && result.getExpression() != null) {
        returns.add(new Result(result.getExpression(), at));
      }
    });
    return returns;
  }

  /** Whether a statement can complete normally (JLS 14.22), as far as pattern variables and lambda shapes depend on it. */
  static boolean canComplete(StatementTree s) {
    return switch (s) {
      case ReturnTree r -> false;
      case ThrowTree t -> false;
      case BreakTree b -> false;
      case ContinueTree c -> false;
      case YieldTree y -> false;
      case BlockTree block -> block.getStatements().stream().allMatch(Scopes::canComplete);
      case LabeledStatementTree labelled -> canComplete(labelled.getStatement());
      case SynchronizedTree guarded -> canComplete(guarded.getBlock());
      case IfTree branch -> branch.getElseStatement() == null || canComplete(branch.getThenStatement())
          || canComplete(branch.getElseStatement());
      case TryTree attempt -> attempt.getFinallyBlock() != null && !canComplete(attempt.getFinallyBlock())
          ? false
          : canComplete(attempt.getBlock())
              || attempt.getCatches().stream().anyMatch(handler -> canComplete(handler.getBlock()));
      default -> true;
    };
  }

  /** The type of the elements that an enhanced for statement iterates over, or null. */
  static TypeMirror elementType(TypeMirror iterated, Model model, Supertypes supertypes) {
    TypeMirror component = Model.componentOf(model.upper(iterated));
    if (component != null) {
      return component;
    }
    var iterable = supertypes.asSuper(iterated, model.elements.getTypeElement("java.lang.Iterable"));
    if (iterable == null) {
      return null;
    }
    return iterable.getTypeArguments().isEmpty() ? model.object() : model.upper(iterable.getTypeArguments().getFirst());
  }
}
