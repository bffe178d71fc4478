package dev.adjoint.processor.ir;

/** One definition of a scalar or a reference. Identity is what counts; the name is a wish for the emitted variable. */
public final class Value {
  private final Type type;
  private final String name;

  /**
   * A new value.
   *
   * @param type its type
   * @param name the user's name for it, or null for a temporary
   */
  public Value(Type type, String name) {
    this.type = type;
    this.name = name;
  }

  /** A value without a name. */
  public static Value temporary(Type type) {
    return new Value(type, null);
  }

  /** Its type. */
  public Type type() {
    return type;
  }

  /** The user's name, or null for a temporary. */
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return (name == null ? "t" : name) + ":" + type;
  }
}
