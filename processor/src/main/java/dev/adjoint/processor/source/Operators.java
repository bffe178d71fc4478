package dev.adjoint.processor.source;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Op.BinaryKind;
import dev.adjoint.processor.ir.Op.UnaryKind;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Operators, JLS 15.15 to 15.24, with their promotions made explicit. */
final class Operators {
  private final Body body;

  Operators(Body body) {
    this.body = body;
  }

  Value unary(UnaryTree tree) {
    return switch (tree.getKind()) {
      case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> body.assignments.increment(tree);
      case UNARY_PLUS -> promoted(tree.getExpression());
      case UNARY_MINUS -> unary(UnaryKind.NEG, promoted(tree.getExpression()), tree);
      case BITWISE_COMPLEMENT -> unary(UnaryKind.BITNOT, promoted(tree.getExpression()), tree);
      case LOGICAL_COMPLEMENT -> unary(UnaryKind.NOT, body.expressions.condition(tree.getExpression()), tree);
      default -> throw new IllegalStateException("no unary operator: " + tree.getKind());
    };
  }

  private Value promoted(ExpressionTree tree) {
    Value value = body.expressions.lower(tree);
    return body.conversions.convert(value, Conversions.promote(value.type()), tree);
  }

  private Value unary(UnaryKind kind, Value a, Tree tree) {
    Value result = Value.temporary(a.type());
    body.ssa.add(new Op.Unary(result, kind, a, body.span(tree)));
    return result;
  }

  Value binary(BinaryTree tree) {
    return switch (tree.getKind()) {
      case CONDITIONAL_AND -> shortCircuit(tree, false);
      case CONDITIONAL_OR -> shortCircuit(tree, true);
      default -> {
        var spine = new ArrayList<BinaryTree>();
        // A long sum is a deep left spine: walked in a loop, because it may be deeper than the stack.
        ExpressionTree leaf = tree;
        while (strip(leaf) instanceof BinaryTree b && !isShortCircuit(b)
            && (b == tree || body.typing.constantOf(b, body.env) == null)) {
          spine.add(b);
          leaf = b.getLeftOperand();
        }
        Value value = body.expressions.lower(leaf);
        for (BinaryTree b : spine.reversed()) {
          value = apply(kind(b.getKind()), value, b.getLeftOperand(), body.expressions.lower(b.getRightOperand()),
              b.getRightOperand(), b);
        }
        yield value;
      }
    };
  }

  private static ExpressionTree strip(ExpressionTree tree) {
    return tree instanceof ParenthesizedTree p ? strip(p.getExpression()) : tree;
  }

  private static boolean isShortCircuit(BinaryTree tree) {
    return tree.getKind() == Tree.Kind.CONDITIONAL_AND || tree.getKind() == Tree.Kind.CONDITIONAL_OR;
  }

  /** {@code a && b} is {@code a ? b : false}, JLS 15.23, 15.24. */
  private Value shortCircuit(BinaryTree tree, boolean or) {
    Value left = body.expressions.condition(tree.getLeftOperand());
    Variable result = body.ssa.temporary(Type.BOOLEAN);
    Runnable right = () -> body.ssa.assign(result, body.expressions.condition(tree.getRightOperand()));
    Runnable known = () -> body.ssa.assign(result, body.ssa.constant(Type.BOOLEAN, or, body.span(tree)));
    body.expressions.choose(left, tree, tree.getLeftOperand(), or ? known : right, or ? right : known);
    return body.read(result, tree);
  }

  /** A binary operator on values that are there already; promotes them, JLS 5.6. */
  Value apply(BinaryKind kind, Value a, Tree left, Value b, Tree right, Tree tree) {
    if (kind == BinaryKind.ADD && (isString(a) || isString(b))) {
      return concatenate(a, b, tree);
    }
    return switch (kind) {
      case SHL, SHR, USHR -> emit(kind, convert(a, Conversions.promote(a.type()), left),
          convert(b, Conversions.promote(b.type()), right), tree);
      case AND, OR, XOR -> Conversions.unboxed(a.type()) == Type.BOOLEAN
          ? emit(kind, convert(a, Type.BOOLEAN, left), convert(b, Type.BOOLEAN, right), tree)
          : numeric(kind, a, left, b, right, tree);
      case EQ, NE -> equality(kind, a, left, b, right, tree);
      case ADD, SUB, MUL, DIV, REM, LT, LE, GT, GE -> numeric(kind, a, left, b, right, tree);
    };
  }

  private static boolean isString(Value value) {
    return value.type() instanceof Type.Ref r && r.qualifiedName().equals("java.lang.String");
  }

  private Value numeric(BinaryKind kind, Value a, Tree left, Value b, Tree right, Tree tree) {
    Type type = Conversions.promote(a.type(), b.type());
    return emit(kind, convert(a, type, left), convert(b, type, right), tree);
  }

  /** JLS 15.21: numeric, boolean or of references; one primitive operand unboxes the other. */
  private Value equality(BinaryKind kind, Value a, Tree left, Value b, Tree right, Tree tree) {
    if (tree instanceof BinaryTree t && (isKeptUnboxed(a, t.getLeftOperand()) && !isPrimitive(t.getRightOperand())
        || isKeptUnboxed(b, t.getRightOperand()) && !isPrimitive(t.getLeftOperand()))) {
      throw new Refusal(Message.UNSUPPORTED, tree, "a comparison of boxes by identity");
    }
    if (!a.type().isPrimitive() && !b.type().isPrimitive()) {
      Value apart = body.records.compare(kind == BinaryKind.EQ, a, b, tree);
      return apart != null ? apart : emit(kind, a, b, tree);
    }
    Type x = Conversions.unboxed(a.type());
    return x == Type.BOOLEAN ? emit(kind, convert(a, x, left), convert(b, x, right), tree)
        : numeric(kind, a, left, b, right, tree);
  }

  private boolean isKeptUnboxed(Value value, ExpressionTree tree) {
    return value.type().isFloating() && !isPrimitive(tree);
  }

  private boolean isPrimitive(ExpressionTree tree) {
    return body.typing.typeOf(tree, body.env).getKind().isPrimitive();
  }

  private Value convert(Value value, Type to, Tree tree) {
    return body.conversions.convert(value, to, tree);
  }

  private Value emit(BinaryKind kind, Value a, Value b, Tree tree) {
    Value result = Value.temporary(kind.isComparison() ? Type.BOOLEAN : a.type());
    body.ssa.add(new Op.Binary(result, kind, a, b, body.span(tree)));
    return result;
  }

  private Value concatenate(Value a, Value b, Tree tree) {
    return body.emit("{0} + {1}", List.of(a, b), Type.STRING, Op.Effect.READS,
        Body.reason(Message.ACTIVE_REFERENCE, tree.toString(), "String"), tree);
  }

  static BinaryKind kind(Tree.Kind kind) {
    return switch (kind) {
      case PLUS, PLUS_ASSIGNMENT -> BinaryKind.ADD;
      case MINUS, MINUS_ASSIGNMENT -> BinaryKind.SUB;
      case MULTIPLY, MULTIPLY_ASSIGNMENT -> BinaryKind.MUL;
      case DIVIDE, DIVIDE_ASSIGNMENT -> BinaryKind.DIV;
      case REMAINDER, REMAINDER_ASSIGNMENT -> BinaryKind.REM;
      case AND, AND_ASSIGNMENT -> BinaryKind.AND;
      case OR, OR_ASSIGNMENT -> BinaryKind.OR;
      case XOR, XOR_ASSIGNMENT -> BinaryKind.XOR;
      case LEFT_SHIFT, LEFT_SHIFT_ASSIGNMENT -> BinaryKind.SHL;
      case RIGHT_SHIFT, RIGHT_SHIFT_ASSIGNMENT -> BinaryKind.SHR;
      case UNSIGNED_RIGHT_SHIFT, UNSIGNED_RIGHT_SHIFT_ASSIGNMENT -> BinaryKind.USHR;
      case EQUAL_TO -> BinaryKind.EQ;
      case NOT_EQUAL_TO -> BinaryKind.NE;
      case LESS_THAN -> BinaryKind.LT;
      case LESS_THAN_EQUAL -> BinaryKind.LE;
      case GREATER_THAN -> BinaryKind.GT;
      case GREATER_THAN_EQUAL -> BinaryKind.GE;
      default -> throw new IllegalStateException("no binary operator: " + kind);
    };
  }
}
