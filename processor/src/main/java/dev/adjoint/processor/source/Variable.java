package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Type;

/**
 * Something that is assigned: a local of the user's, or a flag of a jump. Identity is what counts.
 *
 * @see Ssa
 */
final class Variable {
  final String name;
  final Type type;
  /** Annotated {@code @NonDifferentiable}: whatever is assigned to it is detached. */
  final boolean detached;
  /** The number of branches around the declaration. */
  final int level;
  /** Its declaration could not be read; uses of it are not worth a second message. */
  boolean poisoned;

  Variable(String name, Type type, boolean detached, int level) {
    this.name = name;
    this.type = type;
    this.detached = detached;
    this.level = level;
  }

  @Override
  public String toString() {
    return type + " " + name;
  }
}
