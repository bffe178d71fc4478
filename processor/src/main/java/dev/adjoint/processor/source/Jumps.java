package dev.adjoint.processor.source;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.tree.YieldTree;
import dev.adjoint.processor.source.typing.OwnCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The jumps of one method: which targets each statement may leave for, and whether it can complete normally (JLS 14.22). */
final class Jumps {
  private final Map<Tree, Set<Target>> exits = new IdentityHashMap<>();
  private final Map<Tree, Target> targets = new IdentityHashMap<>();
  private final Set<Target> used = new HashSet<>();

  /** The jumps of a method or lambda; the body of a lambda may be an expression. */
  Jumps(Tree method, Tree body) {
    new Scan(new Target(method, Target.Kind.RETURN)).scan(body, null);
  }

  /** Adds those of an initialiser, which runs as part of a constructor. */
  void include(Tree initialiser) {
    new Scan(new Target(initialiser, Target.Kind.RETURN)).scan(initialiser, null);
  }

  /** The targets outside of the tree that jumps inside lead to. */
  Set<Target> exits(Tree tree) {
    return exits.getOrDefault(tree, Set.of());
  }

  /** Where a break, continue, return or yield leads. */
  Target target(Tree jump) {
    return targets.get(jump);
  }

  /** Whether some jump leads there. */
  boolean used(Target target) {
    return used.contains(target);
  }

  /** Whether the statement can complete normally; true where that is not certain. */
  boolean completes(Tree statement) {
    return switch (statement) {
      case null -> true;
      case BlockTree t -> t.getStatements().stream().allMatch(this::completes);
      case IfTree t -> completes(t.getThenStatement()) || completes(t.getElseStatement());
      case WhileLoopTree t -> !isTrue(t.getCondition()) || used(Target.leave(t));
      case ForLoopTree t -> t.getCondition() != null && !isTrue(t.getCondition()) || used(Target.leave(t));
      case DoWhileLoopTree t -> used(Target.leave(t))
          || !isTrue(t.getCondition()) && (completes(t.getStatement()) || used(Target.next(t)));
      case LabeledStatementTree t -> completes(t.getStatement()) || used(Target.leave(t));
      case TryTree t -> completes(t.getFinallyBlock())
          && (completes(t.getBlock()) || t.getCatches().stream().anyMatch(c -> completes(c.getBlock())));
      case SwitchTree t -> used(Target.leave(t)) || switchFallsOut(t);
      default -> switch (statement.getKind()) {
        case BREAK, CONTINUE, RETURN, YIELD, THROW -> false;
        default -> true;
      };
    };
  }

  private boolean switchFallsOut(SwitchTree tree) {
    boolean hasDefault = false;
    for (int i = 0; i < tree.getCases().size(); i++) {
      CaseTree c = tree.getCases().get(i);
      hasDefault |= isDefault(c);
      boolean last = i == tree.getCases().size() - 1;
      boolean falls = c.getStatements() == null ? !(c.getBody() instanceof StatementTree s) || completes(s)
          : last && c.getStatements().stream().allMatch(this::completes);
      if (falls) {
        return true;
      }
    }
    return !hasDefault;
  }

  static boolean isDefault(CaseTree c) {
    return c.getLabels().stream().anyMatch(l -> l.getKind() == Tree.Kind.DEFAULT_CASE_LABEL);
  }

  private static boolean isTrue(ExpressionTree e) {
    return switch (e) {
      case ParenthesizedTree p -> isTrue(p.getExpression());
      case LiteralTree l -> Boolean.TRUE.equals(l.getValue());
      default -> false;
    };
  }

  private final class Scan extends OwnCode {
    private final Target method;
    private final List<Tree> around = new ArrayList<>();
    private Set<Target> found;

    Scan(Target method) {
      this.method = method;
    }

    @Override
    public Void scan(Tree tree, Void unused) {
      if (!(tree instanceof StatementTree || tree instanceof CaseTree || tree instanceof SwitchExpressionTree)
          || tree instanceof ClassTree) {
        return super.scan(tree, unused);
      }
      Set<Target> outside = found;
      found = null;
      around.add(tree);
      super.scan(tree, unused);
      around.removeLast();
      if (found != null) {
        found.removeIf(t -> t.tree() == tree);
        if (!found.isEmpty()) {
          exits.put(tree, found);
          if (outside == null) {
            outside = new LinkedHashSet<>();
          }
          outside.addAll(found);
        }
      }
      found = outside;
      return null;
    }

    private void jump(Tree from, Target target) {
      targets.put(from, target);
      used.add(target);
      if (found == null) {
        found = new LinkedHashSet<>();
      }
      found.add(target);
    }

    @Override
    public Void visitReturn(ReturnTree tree, Void unused) {
      super.visitReturn(tree, unused);
      jump(tree, method);
      return null;
    }

    @Override
    public Void visitYield(YieldTree tree, Void unused) {
      super.visitYield(tree, unused);
      jump(tree, Target.leave(innermost(SwitchExpressionTree.class)));
      return null;
    }

    @Override
    public Void visitBreak(BreakTree tree, Void unused) {
      jump(tree, Target.leave(tree.getLabel() == null ? breakable() : labelled(tree.getLabel().toString())));
      return null;
    }

    @Override
    public Void visitContinue(ContinueTree tree, Void unused) {
      jump(tree, Target.next(tree.getLabel() == null ? loop() : labelled(tree.getLabel().toString())));
      return null;
    }

    private Tree innermost(Class<?> kind) {
      return around.reversed().stream().filter(kind::isInstance).findFirst().orElseThrow();
    }

    private Tree breakable() {
      return around.reversed().stream().filter(t -> isLoop(t) || t instanceof SwitchTree).findFirst().orElseThrow();
    }

    private Tree loop() {
      return around.reversed().stream().filter(Jumps::isLoop).findFirst().orElseThrow();
    }

    /** A labelled loop is its own target, so that one flag serves both kinds of break. */
    private Tree labelled(String label) {
      for (Tree t : around.reversed()) {
        if (t instanceof LabeledStatementTree l && l.getLabel().contentEquals(label)) {
          return isLoop(l.getStatement()) ? l.getStatement() : l;
        }
      }
      throw new IllegalStateException("no label " + label);
    }
  }

  static boolean isLoop(Tree tree) {
    return tree instanceof ForLoopTree || tree instanceof WhileLoopTree || tree instanceof DoWhileLoopTree
        || tree instanceof EnhancedForLoopTree;
  }
}
