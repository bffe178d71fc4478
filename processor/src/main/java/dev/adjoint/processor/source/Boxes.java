package dev.adjoint.processor.source;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.source.typing.Env;
import dev.adjoint.processor.source.typing.Typing;
import dev.adjoint.processor.source.typing.TypingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which locals of type Double or Float are never null, because they are only assigned primitive values: those are kept as
 * the primitive, so that derivatives flow through them. Their identity is not observable but with {@code ==}, which
 * {@link Operators} refuses.
 */
final class Boxes {
  private final Typing typing;
  private final Tree block;
  private final Predicate<String> kept;
  private Map<String, List<ExpressionTree>> assigned;
  private final Set<String> captured = new HashSet<>();

  /** {@code kept} tells which names are of locals that hold a primitive already. */
  Boxes(Typing typing, Tree block, Predicate<String> kept) {
    this.kept = kept;
    this.typing = typing;
    this.block = block;
  }

  /** Whether a declared local may be kept as its primitive. */
  boolean neverNull(VariableTree tree, Type type, Env env) {
    if (type.isPrimitive() || !Conversions.unboxed(type).isFloating()) {
      return false;
    }
    scan();
    String name = tree.getName().toString();
    boolean initialised = tree.getInitializer() == null || isPrimitive(tree.getInitializer(), env);
    return initialised && !captured.contains(name)
        && assigned.getOrDefault(name, List.of()).stream().allMatch(e -> isPrimitive(e, env));
  }

  /** Whether the expression cannot be null; locals of inner scopes are not known here, so the answer may be a needless no. */
  boolean isPrimitive(ExpressionTree tree, Env env) {
    return switch (tree) {
      case ConditionalExpressionTree t -> isPrimitive(t.getTrueExpression(), env) && isPrimitive(t.getFalseExpression(), env);
      case IdentifierTree t when kept.test(t.getName().toString()) -> true;
      case ParenthesizedTree t -> isPrimitive(t.getExpression(), env);
      case BinaryTree t -> true;
      case UnaryTree t -> true;
      case LiteralTree t -> t.getKind() != Tree.Kind.NULL_LITERAL;
      default -> {
        try {
          yield isBoxing(tree) || typing.typeOf(tree, env).getKind().isPrimitive();
        } catch (TypingException e) {
          yield false;
        }
      }
    };
  }

  private static boolean isBoxing(ExpressionTree tree) {
    return tree instanceof MethodInvocationTree call
        && Set.of("Double.valueOf", "Float.valueOf").contains(call.getMethodSelect().toString());
  }

  private void scan() {
    if (assigned != null) {
      return;
    }
    assigned = new HashMap<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitAssignment(AssignmentTree tree, Void unused) {
        if (tree.getVariable() instanceof IdentifierTree name) {
          assigned.computeIfAbsent(name.getName().toString(), n -> new ArrayList<>()).add(tree.getExpression());
        }
        return super.visitAssignment(tree, unused);
      }

      @Override
      public Void visitLambdaExpression(LambdaExpressionTree tree, Void unused) {
        return capture(tree);
      }

      @Override
      public Void visitClass(ClassTree tree, Void unused) {
        return capture(tree);
      }
    }.scan(block, null);
  }

  /** In code that is emitted as written, a box has to be one. */
  private Void capture(Tree tree) {
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree name, Void unused) {
        captured.add(name.getName().toString());
        return null;
      }
    }.scan(tree, null);
    return null;
  }
}
