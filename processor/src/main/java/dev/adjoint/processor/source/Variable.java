package dev.adjoint.processor.source;

import dev.adjoint.processor.ir.Parts;
import dev.adjoint.processor.ir.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * Something that is assigned: a local of the user's, or a flag of a jump. Identity is what counts. A local of a type that is taken
 * apart has a slot for each leaf, and one more that says whether a record is not null.
 *
 * @see Ssa
 */
final class Variable {
  final String name;
  final Type type;
  /** How values are taken apart, or null. */
  final Parts parts;
  /** Annotated {@code @NonDifferentiable}: whatever is assigned to it is detached. */
  final boolean detached;
  /** The number of branches around the declaration. */
  final int level;
  /** Its declaration could not be read; uses of it are not worth a second message. */
  boolean poisoned;
  private final List<Variable> slots;

  Variable(String name, Type type, boolean detached, int level) {
    this(name, type, null, detached, level);
  }

  Variable(String name, Type type, Parts parts, boolean detached, int level) {
    this.name = name;
    this.type = type;
    this.parts = parts;
    this.detached = detached;
    this.level = level;
    if (parts == null) {
      slots = List.of(this);
      return;
    }
    var all = new ArrayList<Variable>();
    for (Parts.Leaf leaf : parts.leaves()) {
      all.add(new Variable(name == null ? null : leaf.name(name), leaf.type(), detached, level));
    }
    if (parts.isObject()) {
      all.add(new Variable(null, Type.BOOLEAN, false, level));
    }
    slots = List.copyOf(all);
  }

  /** The variables that hold its value: itself, or one for each part. */
  List<Variable> slots() {
    return slots;
  }

  /** The slots that a method's result consists of: a record that is returned is not null. */
  List<Variable> results() {
    return parts != null && parts.isObject() ? slots.subList(0, slots.size() - 1) : slots;
  }

  @Override
  public String toString() {
    return type + " " + name;
  }
}
