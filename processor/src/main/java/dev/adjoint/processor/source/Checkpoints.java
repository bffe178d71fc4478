package dev.adjoint.processor.source;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Span;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code @Checkpoint} on variables of loops and on methods. */
final class Checkpoints {
  private static final String NAME = "Checkpoint";
  private static final int DEFAULT = 16;

  private final Body body;
  private final Map<Tree, Integer> loops = new IdentityHashMap<>();
  private final Map<VariableTree, Tree> headers = new IdentityHashMap<>();

  Checkpoints(Body body) {
    this.body = body;
  }

  /** Reads the header of a loop, before its variables are declared. */
  void header(ForLoopTree loop) {
    for (StatementTree s : loop.getInitializer()) {
      if (s instanceof VariableTree variable) {
        header(loop, variable);
      }
    }
  }

  /** Reads the header of a loop. */
  void header(EnhancedForLoopTree loop) {
    header(loop, loop.getVariable());
  }

  private void header(Tree loop, VariableTree variable) {
    headers.put(variable, loop);
    AnnotationTree annotation = annotation(body, variable);
    if (annotation != null) {
      loops.put(loop, snapshots(annotation));
    }
  }

  /** Whether the variable belongs to the header of a loop. */
  boolean declares(VariableTree variable) {
    return headers.containsKey(variable);
  }

  /** How many states of the loop reverse mode may keep, 0 if it is not checkpointed. */
  int snapshots(Tree loop) {
    return loops.getOrDefault(loop, 0);
  }

  /** Refuses the annotation on a variable that is no loop's. */
  static void refuse(Body body, VariableTree variable) {
    AnnotationTree annotation = annotation(body, variable);
    if (annotation != null) {
      body.report(Message.CHECKPOINT_USE, annotation, "stands on " + variable.getName() + ", which is no variable of a loop");
    }
  }

  private int snapshots(AnnotationTree annotation) {
    for (ExpressionTree argument : annotation.getArguments()) {
      if (argument instanceof AssignmentTree a
          && body.typing.constantOf(a.getExpression(), body.env) instanceof Integer snapshots) {
        if (snapshots < 1) {
          body.report(Message.CHECKPOINT_USE, a.getExpression(), "would keep " + snapshots + " states");
        }
        return snapshots;
      }
    }
    return DEFAULT;
  }

  private static AnnotationTree annotation(Body body, VariableTree variable) {
    for (AnnotationTree a : variable.getModifiers().getAnnotations()) {
      boolean named = switch (a.getAnnotationType()) {
        case IdentifierTree i -> i.getName().contentEquals(NAME);
        case MemberSelectTree m -> m.getIdentifier().contentEquals(NAME);
        default -> false;
      };
      if (named && body.typing.resolveType(a.getAnnotationType()).toString().equals(Annotated.PACKAGE + NAME)) {
        return a;
      }
    }
    return null;
  }

  /**
   * The body of a checkpointed method: a loop of one iteration, of which nothing is kept but what comes in.
   */
  static Block once(Block block, Span span) {
    if (!block.ops().isEmpty() && block.ops().getLast() instanceof Op.Throw) {
      return block;
    }
    var ops = new ArrayList<Op>();
    Value from = constant(ops, Type.INT, 0, span);
    Value to = constant(ops, Type.INT, 1, span);
    var inits = new ArrayList<Value>();
    var params = new ArrayList<Value>();
    var results = new ArrayList<Value>();
    for (Value v : block.yields()) {
      inits.add(constant(ops, v.type(), v.type().zero(), span));
      params.add(new Value(v.type(), v.name()));
      results.add(new Value(v.type(), v.name()));
    }
    ops.add(new Op.For(results, new Value(Type.INT, "once"), from, to, 1, false, inits,
        new Block(params, block.ops(), block.yields()), 1, span));
    return new Block(List.of(), ops, results);
  }

  private static Value constant(List<Op> ops, Type type, Object value, Span span) {
    Value v = Value.temporary(type);
    ops.add(new Op.Const(v, value, span));
    return v;
  }
}
