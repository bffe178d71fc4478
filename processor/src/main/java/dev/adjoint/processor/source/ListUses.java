package dev.adjoint.processor.source;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.List;
import java.util.Set;

/**
 * What happens to a local that is a list: one that is taken apart is read once, so that nothing may change it behind the reader's
 * back, and nothing gets it that could.
 */
final class ListUses {
  /** What a list that is taken apart answers. */
  private static final Set<String> READS = Set.of("forEach", "get", "getFirst", "getLast", "isEmpty", "size", "stream");

  private ListUses() {}

  /** Whether every use of a local only reads the list that it holds, or hands it to a method of its class. */
  static boolean isOnlyRead(String name, Tree scope) {
    var uses = new Uses(name);
    uses.scan(scope, null);
    return uses.read && uses.readInFunctions;
  }

  /** Whether a local is not assigned, and every lambda that captures it only reads it. */
  static boolean isFixed(String name, Tree scope) {
    var uses = new Uses(name);
    uses.scan(scope, null);
    return uses.readInFunctions && !Assigned.in(List.of(scope)).contains(name);
  }

  private static final class Uses extends TreeScanner<Void, Void> {
    private final String name;
    private boolean read = true;
    private boolean readInFunctions = true;
    private boolean inFunction;

    Uses(String name) {
      this.name = name;
    }

    private boolean isIt(ExpressionTree tree) {
      return tree instanceof ParenthesizedTree p ? isIt(p.getExpression())
          : tree instanceof IdentifierTree i && i.getName().contentEquals(name);
    }

    @Override
    public Void visitIdentifier(IdentifierTree tree, Void unused) {
      read &= inFunction || !isIt(tree);
      readInFunctions &= !inFunction || !isIt(tree);
      return null;
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree tree, Void unused) {
      if (tree.getMethodSelect() instanceof MemberSelectTree s) {
        if (!isIt(s.getExpression()) || !READS.contains(s.getIdentifier().toString())) {
          scan(s, null);
        }
        return scan(TensorLists.joins(s) ? tree.getArguments().stream().filter(a -> !isIt(a)).toList() : tree.getArguments(), null);
      }
      // a method of this class, or of one around it
      List<? extends ExpressionTree> others = tree.getArguments().stream().filter(a -> !isIt(a)).toList();
      return scan(others, null);
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree tree, Void unused) {
      if (!isIt(tree.getExpression())) {
        scan(tree.getExpression(), null);
      }
      return scan(tree.getStatement(), null);
    }

    @Override
    public Void visitBinary(BinaryTree tree, Void unused) {
      boolean compares = tree.getKind() == Tree.Kind.EQUAL_TO || tree.getKind() == Tree.Kind.NOT_EQUAL_TO;
      for (ExpressionTree side : List.of(tree.getLeftOperand(), tree.getRightOperand())) {
        ExpressionTree other = side == tree.getLeftOperand() ? tree.getRightOperand() : tree.getLeftOperand();
        if (!(compares && isIt(side) && other.getKind() == Tree.Kind.NULL_LITERAL)) {
          scan(side, null);
        }
      }
      return null;
    }

    @Override
    public Void visitVariable(VariableTree tree, Void unused) {
      return tree.getInitializer() == null || isIt(tree.getInitializer()) ? null : scan(tree.getInitializer(), null);
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree tree, Void unused) {
      return function(tree.getBody());
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree tree, Void unused) {
      return function(tree.getQualifierExpression());
    }

    @Override
    public Void visitClass(ClassTree tree, Void unused) {
      tree.getMembers().forEach(this::function);
      return null;
    }

    private Void function(Tree code) {
      boolean outer = inFunction;
      inFunction = true;
      scan(code, null);
      inFunction = outer;
      return null;
    }
  }
}
