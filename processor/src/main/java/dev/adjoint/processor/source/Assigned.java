package dev.adjoint.processor.source;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import dev.adjoint.processor.source.typing.OwnCode;
import java.util.LinkedHashSet;
import java.util.Set;

/** The simple names that a tree assigns. Java forbids one local to shadow another, so names tell locals apart. */
final class Assigned extends OwnCode {
  private final Set<String> names = new LinkedHashSet<>();

  private Assigned() {}

  static Set<String> in(Iterable<? extends Tree> trees) {
    var scanner = new Assigned();
    scanner.scan(trees, null);
    return scanner.names;
  }

  private void target(ExpressionTree tree) {
    switch (tree) {
      case ParenthesizedTree p -> target(p.getExpression());
      case IdentifierTree i -> names.add(i.getName().toString());
      default -> { }
    }
  }

  @Override
  public Void visitAssignment(AssignmentTree tree, Void unused) {
    target(tree.getVariable());
    return super.visitAssignment(tree, unused);
  }

  @Override
  public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void unused) {
    target(tree.getVariable());
    return super.visitCompoundAssignment(tree, unused);
  }

  @Override
  public Void visitUnary(UnaryTree tree, Void unused) {
    switch (tree.getKind()) {
      case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> target(tree.getExpression());
      default -> { }
    }
    return super.visitUnary(tree, unused);
  }
}
