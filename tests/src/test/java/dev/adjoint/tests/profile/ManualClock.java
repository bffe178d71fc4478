package dev.adjoint.tests.profile;

import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.profile.EventKind;
import dev.adjoint.runtime.profile.Profiler;
import java.util.function.LongSupplier;

/** A clock that stands still until it is told to go on. For one thread. */
final class ManualClock implements LongSupplier {
  // Not at 0, so that a time is not mistaken for one since the profiler's start.
  private long nanos = 5_000_000_000L;

  @Override
  public long getAsLong() {
    return nanos;
  }

  void advance(long by) {
    nanos += by;
  }

  /** The default options with this clock. */
  Profiler.Options options() {
    return Profiler.options().clock(this);
  }

  /** An operation that takes this long. */
  void operation(String name, long duration, Shape... inputs) {
    event(EventKind.OPERATION, name, duration, 0, inputs);
  }

  /** An event that takes this long and allocates this much. */
  void event(EventKind kind, String name, long duration, long bytes, Shape... inputs) {
    Profiler.Event event = Profiler.begin(kind, name, inputs);
    Profiler.allocated(bytes);
    advance(duration);
    event.end();
  }
}
