package dev.adjoint.processor.source.typing;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.util.TreeScanner;

/** Scans the code of one method: what stands in lambdas and classes in it belongs to other methods. */
public abstract class OwnCode extends TreeScanner<Void, Void> {
  /** For classes that say what they look for. */
  protected OwnCode() {}

  @Override
  public final Void visitLambdaExpression(LambdaExpressionTree tree, Void unused) {
    return null;
  }

  @Override
  public final Void visitClass(ClassTree tree, Void unused) {
    return null;
  }
}
