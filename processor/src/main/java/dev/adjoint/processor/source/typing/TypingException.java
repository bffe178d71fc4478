package dev.adjoint.processor.source.typing;

import com.sun.source.tree.Tree;

/**
 * The type or symbol of a tree cannot be told. {@link #deferrable()} separates what a later round of annotation processing
 * may still settle (a class that is not generated yet) from what this oracle does not know.
 */
public final class TypingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Tree tree;
  private final String reason;
  private final boolean deferrable;

  TypingException(Tree tree, String reason, boolean deferrable) {
    super(reason + ": " + tree);
    this.tree = tree;
    this.reason = reason;
    this.deferrable = deferrable;
  }

  /** A tree that this oracle does not know how to type. */
  static TypingException unknown(Tree tree, String reason) {
    return new TypingException(tree, reason, false);
  }

  /** A name that nothing declares, so far. */
  static TypingException missing(Tree tree, String reason) {
    return new TypingException(tree, reason, true);
  }

  /** The tree whose type is wanted, the innermost one at fault. */
  public Tree tree() {
    return tree;
  }

  public String reason() {
    return reason;
  }

  /** Whether a class that does not exist yet may be the cause. */
  public boolean deferrable() {
    return deferrable;
  }
}
