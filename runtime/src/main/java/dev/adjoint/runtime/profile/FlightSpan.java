package dev.adjoint.runtime.profile;

/** An event that the Flight Recorder has begun to time. Names no type of {@code jdk.jfr}. */
interface FlightSpan {
  /** Begins to time an event, or answers null where the event is disabled in every running recording. */
  @FunctionalInterface
  interface Source {
    FlightSpan begin();
  }

  /** Ends the timing, and writes what is known of the event. */
  void end(Profiler.Event event);
}
