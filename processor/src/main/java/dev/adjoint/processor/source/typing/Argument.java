package dev.adjoint.processor.source.typing;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.ParenthesizedTree;
import javax.lang.model.type.TypeMirror;

/** An argument of a call: a tree in its environment, or a type alone (a parameter that a method reference passes on). */
record Argument(ExpressionTree tree, Env env, TypeMirror type) {

  static Argument of(ExpressionTree tree, Env env) {
    return new Argument(strip(tree), env, null);
  }

  static Argument of(TypeMirror type) {
    return new Argument(null, null, type);
  }

  static ExpressionTree strip(ExpressionTree tree) {
    ExpressionTree e = tree;
    while (e instanceof ParenthesizedTree parenthesized) {
      e = parenthesized.getExpression();
    }
    return e;
  }

  /** Whether the argument has no type without its target. */
  boolean isFunction() {
    return tree instanceof LambdaExpressionTree || tree instanceof MemberReferenceTree;
  }
}
