package dev.adjoint.processor.source;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionStatementTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Op.BinaryKind;
import dev.adjoint.processor.ir.Type;
import dev.adjoint.processor.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Recognises a counted loop: an int counter declared in the header and changed by one constant step only, a comparison
 * with a bound that does not change, and no way out but the comparison.
 *
 * <p>The initialisers have been lowered when this is made. The bound is evaluated once, before the loop: Java evaluates it
 * there too, for the first test, and every later evaluation would give the same.
 */
final class CountedFor {
  private static final int MUCH = 1024;
  private final Body body;
  private final ForLoopTree tree;
  private final List<ExpressionTree> others = new ArrayList<>();
  private Variable variable;
  private VariableTree declaration;
  private int step;
  private boolean inclusive;
  private ExpressionTree bound;
  /** {@code iv + offset < bound}. */
  private int offset;

  CountedFor(Body body, ForLoopTree tree) {
    this.body = body;
    this.tree = tree;
  }

  Variable variable() {
    return variable;
  }

  Value from() {
    return body.ssa.read(variable);
  }

  int step() {
    return step;
  }

  /** Whether the variable is known to start at zero, or above. */
  boolean isFromZero() {
    return tree.getInitializer().size() == 1 && tree.getInitializer().getFirst() instanceof VariableTree v
        && v.getInitializer() != null && body.typing.constantOf(v.getInitializer(), body.env) instanceof Integer n && n >= 0;
  }

  boolean inclusive() {
    return inclusive;
  }

  /** The updates of other variables, to be done at the end of every iteration. */
  List<ExpressionTree> otherUpdates() {
    return others;
  }

  Value to() {
    Value value = body.conversions.convert(body.expressions.lower(bound), Type.INT, bound);
    if (offset == 0) {
      return value;
    }
    Value less = Value.temporary(Type.INT);
    Value c = body.ssa.constant(Type.INT, offset, body.span(bound));
    body.ssa.add(new Op.Binary(less, BinaryKind.SUB, value, c, body.span(bound)));
    return less;
  }

  boolean recognised() {
    if (!body.jumps.exits(tree).isEmpty() || body.jumps.used(Target.leave(tree)) || tree.getCondition() == null
        || body.ssa.dead() || !findStep()) {
      return false;
    }
    Set<String> changed = Assigned.in(Loops.loopPart(tree));
    Set<String> changedBesides = Assigned.in(besidesStep());
    if (changedBesides.contains(variable.name) || !(strip(tree.getCondition()) instanceof BinaryTree test)) {
      return false;
    }
    Tree.Kind kind = test.getKind();
    ExpressionTree left = strip(test.getLeftOperand());
    bound = test.getRightOperand();
    if (!isCounter(left)) {
      left = strip(test.getRightOperand());
      bound = test.getLeftOperand();
      kind = mirrored(kind);
    }
    boolean up = kind == Tree.Kind.LESS_THAN || kind == Tree.Kind.LESS_THAN_EQUAL;
    boolean down = kind == Tree.Kind.GREATER_THAN || kind == Tree.Kind.GREATER_THAN_EQUAL;
    inclusive = kind == Tree.Kind.LESS_THAN_EQUAL || kind == Tree.Kind.GREATER_THAN_EQUAL;
    return isCounter(left) && (up && step > 0 || down && step < 0)
        && (offset == 0 || up && isLength(bound) && startsSafely())
        && new Invariant(body, tree, changed).isInt(bound) && ends();
  }

  /**
   * Whether the counter never wraps around. A loop with a step of one that does is endless in Java, so that its derivative may
   * be anything; with another step it may come to an end all the same.
   */
  private boolean ends() {
    if (constant(bound) instanceof Integer n) {
      long beyond = (long) n + step - (inclusive ? 0 : Integer.signum(step));
      return beyond >= Integer.MIN_VALUE && beyond <= Integer.MAX_VALUE;
    }
    return Math.abs((long) step) == 1 || step > 0 && step < MUCH && isLengthOrLess(bound);
  }

  private List<Tree> besidesStep() {
    var parts = new ArrayList<Tree>(others);
    parts.add(tree.getCondition());
    parts.add(tree.getStatement());
    return parts;
  }

  /** The one update that steps a counter declared in the header; the others must not see it half done. */
  private boolean findStep() {
    boolean after = false;
    for (ExpressionStatementTree update : tree.getUpdate()) {
      ExpressionTree expression = strip(update.getExpression());
      if (variable == null && steps(expression)) {
        after = true;
      } else {
        if (after && mentions(expression)) {
          return false;
        }
        others.add(expression);
      }
    }
    return variable != null;
  }

  private boolean steps(ExpressionTree update) {
    ExpressionTree target = switch (update) {
      case UnaryTree t -> t.getExpression();
      case CompoundAssignmentTree t -> t.getVariable();
      case AssignmentTree t -> t.getVariable();
      default -> null;
    };
    if (!(target instanceof IdentifierTree name)) {
      return false;
    }
    Integer by = stepOf(update, name.getName().toString());
    VariableTree declared = declared(name.getName().toString());
    Variable found = body.variable(name.getName().toString());
    if (by == null || by == 0 || declared == null || found == null || found.type != Type.INT || found.poisoned
        || body.ssa.read(found) == null) {
      return false;
    }
    step = by;
    declaration = declared;
    variable = found;
    return true;
  }

  private VariableTree declared(String name) {
    for (StatementTree s : tree.getInitializer()) {
      if (s instanceof VariableTree v && v.getName().contentEquals(name) && v.getInitializer() != null) {
        return v;
      }
    }
    return null;
  }

  private Integer stepOf(ExpressionTree update, String name) {
    return switch (update.getKind()) {
      case PREFIX_INCREMENT, POSTFIX_INCREMENT -> 1;
      case PREFIX_DECREMENT, POSTFIX_DECREMENT -> -1;
      case PLUS_ASSIGNMENT -> constant(((CompoundAssignmentTree) update).getExpression());
      case MINUS_ASSIGNMENT -> negated(constant(((CompoundAssignmentTree) update).getExpression()));
      case ASSIGNMENT -> strip(((AssignmentTree) update).getExpression()) instanceof BinaryTree b
          && strip(b.getLeftOperand()) instanceof IdentifierTree i && i.getName().contentEquals(name)
          ? switch (b.getKind()) {
            case PLUS -> constant(b.getRightOperand());
            case MINUS -> negated(constant(b.getRightOperand()));
            default -> null;
          } : null;
      default -> null;
    };
  }

  private static Integer negated(Integer value) {
    return value == null || value == Integer.MIN_VALUE ? null : Integer.valueOf(-value);
  }

  private Integer constant(ExpressionTree expression) {
    return switch (body.typing.constantOf(expression, body.env)) {
      case Integer i -> i;
      case Short s -> (int) s;
      case Byte b -> (int) b;
      case Character c -> (int) c;
      case null -> null;
      default -> null;
    };
  }

  /** The counter itself, or the counter plus a positive constant, which is remembered as {@link #offset}. */
  private boolean isCounter(ExpressionTree side) {
    offset = 0;
    if (side instanceof BinaryTree b && b.getKind() == Tree.Kind.PLUS && names(strip(b.getLeftOperand()))) {
      Integer c = constant(b.getRightOperand());
      offset = c == null ? 0 : c;
      return c != null && c > 0;
    }
    return names(side);
  }

  private boolean names(ExpressionTree side) {
    return side instanceof IdentifierTree i && i.getName().contentEquals(variable.name);
  }

  /** With a constant start, {@code iv + offset} cannot overflow before it reaches a length. */
  private boolean startsSafely() {
    Integer start = constant(declaration.getInitializer());
    return start != null && start >= 0 && start <= Integer.MAX_VALUE - offset - step;
  }

  private boolean isLength(ExpressionTree side) {
    return strip(side) instanceof MemberSelectTree s && s.getIdentifier().contentEquals("length");
  }

  /** An array's length or less: no array is so long that a small step beyond it is no int. */
  private boolean isLengthOrLess(ExpressionTree side) {
    ExpressionTree e = strip(side);
    if (e instanceof BinaryTree b && b.getKind() == Tree.Kind.MINUS) {
      Integer c = constant(b.getRightOperand());
      return c != null && c >= 0 && isLengthOrLess(b.getLeftOperand());
    }
    if (e instanceof IdentifierTree name) {
      Variable local = body.variable(name.getName().toString());
      return local != null && local.parts == null && body.ssa.isLength(body.ssa.read(local));
    }
    return isLength(e);
  }

  private boolean mentions(Tree part) {
    boolean[] found = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree identifier, Void unused) {
        found[0] |= identifier.getName().contentEquals(variable.name);
        return null;
      }
    }.scan(part, null);
    return found[0];
  }

  private static Tree.Kind mirrored(Tree.Kind kind) {
    return switch (kind) {
      case LESS_THAN -> Tree.Kind.GREATER_THAN;
      case LESS_THAN_EQUAL -> Tree.Kind.GREATER_THAN_EQUAL;
      case GREATER_THAN -> Tree.Kind.LESS_THAN;
      case GREATER_THAN_EQUAL -> Tree.Kind.LESS_THAN_EQUAL;
      default -> kind;
    };
  }

  static ExpressionTree strip(ExpressionTree tree) {
    return tree instanceof ParenthesizedTree p ? strip(p.getExpression()) : tree;
  }
}
