package dev.adjoint.processor.source;

import com.sun.source.tree.ArrayAccessTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreeScanner;
import dev.adjoint.processor.source.typing.Typing.Symbol;
import dev.adjoint.processor.source.typing.TypingException;
import java.util.Set;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;

/** Whether an expression has the same value at every test of a loop, and evaluating it has no effect. */
final class Invariant {
  private final Body body;
  private final ForLoopTree loop;
  private final Set<String> changed;

  /** {@code changed} are the names that the loop assigns. */
  Invariant(Body body, ForLoopTree loop, Set<String> changed) {
    this.body = body;
    this.loop = loop;
    this.changed = changed;
  }

  /** Whether it is invariant and of a type that promotes to int. */
  boolean isInt(ExpressionTree tree) {
    return holds(tree) && switch (body.typing.typeOf(tree, body.env).getKind()) {
      case INT, SHORT, BYTE, CHAR -> true;
      default -> false;
    };
  }

  private boolean holds(ExpressionTree tree) {
    if (body.typing.constantOf(tree, body.env) != null) {
      return true;
    }
    return switch (tree) {
      case ParenthesizedTree t -> holds(t.getExpression());
      case UnaryTree t -> switch (t.getKind()) {
        case UNARY_MINUS, UNARY_PLUS, BITWISE_COMPLEMENT -> holds(t.getExpression());
        default -> false;
      };
      case BinaryTree t -> switch (t.getKind()) {
        case PLUS, MINUS, MULTIPLY, LEFT_SHIFT, RIGHT_SHIFT -> holds(t.getLeftOperand()) && holds(t.getRightOperand());
        case DIVIDE, REMAINDER -> holds(t.getLeftOperand()) && isNonZero(t.getRightOperand());
        default -> false;
      };
      case IdentifierTree t -> switch (body.typing.symbolOf(t, body.env)) {
        case Symbol.LocalVar s -> !changed.contains(s.local().name());
        case Symbol.Field s -> isFinal(s.field());
        case Symbol.TypeName s -> false;
        case Symbol.PackageName s -> false;
        case Symbol.This s -> true;
        case Symbol.Super s -> false;
      };
      case MemberSelectTree t -> switch (body.typing.symbolOf(t, body.env)) {
        case Symbol.Field s when s.arrayLength() -> holdsArray(t.getExpression());
        case Symbol.Field s -> isFinal(s.field())
            && (s.field().getModifiers().contains(Modifier.STATIC) || holds(t.getExpression()));
        case Symbol.LocalVar s -> false;
        case Symbol.TypeName s -> false;
        case Symbol.PackageName s -> false;
        case Symbol.This s -> true;
        case Symbol.Super s -> false;
      };
      case MethodInvocationTree t -> isMinMax(t) && t.getArguments().stream().allMatch(this::holds) || isSize(t);
      default -> false;
    };
  }

  private static boolean isFinal(VariableElement field) {
    return field != null && field.getModifiers().contains(Modifier.FINAL);
  }

  private boolean isNonZero(ExpressionTree tree) {
    return switch (body.typing.constantOf(tree, body.env)) {
      case Integer i -> i != 0;
      case null -> false;
      default -> false;
    };
  }

  private static boolean isMinMax(MethodInvocationTree tree) {
    return Set.of("Math.min", "Math.max").contains(tree.getMethodSelect().toString());
  }

  /** The size of a list that is taken apart, which nothing changes. */
  private boolean isSize(MethodInvocationTree tree) {
    return tree.getMethodSelect() instanceof MemberSelectTree s && s.getIdentifier().contentEquals("size")
        && s.getExpression() instanceof IdentifierTree name && holds(name) && body.lists.isHeld(name.getName().toString());
  }

  /** A reference, or a row of an array of arrays whose rows the loop cannot exchange. */
  private boolean holdsArray(ExpressionTree tree) {
    return switch (tree) {
      case ParenthesizedTree t -> holdsArray(t.getExpression());
      case ArrayAccessTree t -> holdsArray(t.getExpression()) && holds(t.getIndex()) && rowsStay();
      default -> holds(tree);
    };
  }

  private boolean rowsStay() {
    boolean[] stay = {true};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitAssignment(AssignmentTree tree, Void unused) {
        if (CountedFor.strip(tree.getVariable()) instanceof ArrayAccessTree && !isPrimitiveElement(tree)) {
          stay[0] = false;
        }
        return super.visitAssignment(tree, unused);
      }

      @Override
      public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
        stay[0] &= tree.getMethodSelect().toString().startsWith("Math.");
        return super.visitMethodInvocation(tree, unused);
      }

      @Override
      public Void visitNewClass(NewClassTree tree, Void unused) {
        stay[0] = false;
        return null;
      }
    }.scan(Loops.loopPart(loop), null);
    return stay[0];
  }

  /** Locals of the body are not in scope yet: what cannot be told might exchange a row. */
  private boolean isPrimitiveElement(AssignmentTree tree) {
    try {
      return body.typing.typeOf(tree.getVariable(), body.env).getKind().isPrimitive();
    } catch (TypingException e) {
      return false;
    }
  }
}
