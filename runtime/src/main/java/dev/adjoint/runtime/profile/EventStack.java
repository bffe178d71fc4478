package dev.adjoint.runtime.profile;

import dev.adjoint.runtime.array.Shape;

/**
 * The events that are open on one thread, innermost on top.
 *
 * <p>Invariant: only its thread changes it. The parents of {@code top} are the open events from the innermost to the
 * outermost, and their intervals contain one another, whatever the order in which they are ended: ending an event ends
 * the events that were begun inside it and left open.
 */
final class EventStack {
  private static final ThreadLocal<EventStack> STACKS = ThreadLocal.withInitial(EventStack::new);
  private static final Shape[] NO_SHAPES = {};

  private final long threadId = Thread.currentThread().threadId();
  private volatile String threadName = "";
  private Profiler.Event top;
  private long begun;

  /** The stack of the current thread. */
  static EventStack current() {
    return STACKS.get();
  }

  long threadId() {
    return threadId;
  }

  String threadName() {
    return threadName;
  }

  /** How many events have begun on this thread; later events have sequence numbers from here on. */
  long begun() {
    return begun;
  }

  Profiler.Event begin(Recorder.State state, FlightSpan span, EventKind kind, String name, Shape[] inputs) {
    while (top != null && top.state != state && top.state.isOver(state)) {
      Profiler.Event stale = top;
      top = stale.parent;
      stale.discard();
    }
    if (top == null) {
      rename();
    }
    top = new Profiler.Event(this, state, span, top, kind, name, state.shapes() ? inputs : NO_SHAPES, begun++);
    top.start = state.clock().getAsLong();
    return top;
  }

  /** A thread may be renamed, and a virtual one often has no name. */
  private void rename() {
    String name = Thread.currentThread().getName();
    if (name.isEmpty() ? threadName.isEmpty() : !name.equals(threadName)) {
      threadName = name.isEmpty() ? "thread " + threadId : name;
    }
  }

  /** Ends an event and what is still open inside it; does nothing on another thread than the event's own. */
  void end(Profiler.Event event) {
    if (event.isOpen() && Thread.currentThread().threadId() == threadId) {
      long now = event.state.clock().getAsLong();
      while (top != event) {
        pop(now);
      }
      pop(now);
    }
  }

  /** Ends the events that have this sequence number or a later one. */
  void endFrom(long sequence) {
    if (top != null && top.sequence >= sequence) {
      long now = top.state.clock().getAsLong();
      while (top != null && top.sequence >= sequence) {
        pop(now);
      }
    }
  }

  void allocated(long bytes) {
    if (top != null) {
      top.selfBytes += bytes;
    }
  }

  private void pop(long now) {
    Profiler.Event event = top;
    top = event.parent;
    event.finish(now);
  }
}
