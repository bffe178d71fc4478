package dev.adjoint.runtime.profile;

/** What an event stands for. */
public enum EventKind {
  /** An operation on tensors. */
  OPERATION("operation"),
  /** A node of the autograd graph that runs its backward. */
  BACKWARD("backward"),
  /** A part of the user's program, labelled with {@link Profiler#block}. */
  BLOCK("block");

  private final String text;

  EventKind(String text) {
    this.text = text;
  }

  /** The name in traces and Flight Recorder events, in lower case. */
  public String text() {
    return text;
  }
}
