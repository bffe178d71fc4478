package dev.adjoint.processor.source.typing;

/** The lexical environment of locals at one place of a body: an immutable chain, innermost first. */
public final class Env {
  /** No local at all. */
  public static final Env EMPTY = new Env(null, null);

  private final Env outer;
  private final Local local;

  private Env(Env outer, Local local) {
    this.outer = outer;
    this.local = local;
  }

  /** This environment and one more local, which shadows any of its name. */
  public Env with(Local added) {
    return new Env(this, added);
  }

  /** The innermost local of that name, or null. */
  public Local lookup(String name) {
    for (Env env = this; env.local != null; env = env.outer) {
      if (env.local.name().equals(name)) {
        return env.local;
      }
    }
    return null;
  }
}
