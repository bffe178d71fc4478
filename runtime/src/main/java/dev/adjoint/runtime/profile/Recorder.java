package dev.adjoint.runtime.profile;

import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Who records at this moment, for the whole process: the open profilers, and the Flight Recorder.
 *
 * <p>Invariant: {@link #current} is null exactly while nobody records. It is replaced, never changed, so that an event
 * can keep the state under which it began. No method calls into {@code jdk.jfr} with the lock held.
 */
final class Recorder {
  private static final Object LOCK = new Object();
  private static final Session[] NONE = {};
  private static final LongSupplier SYSTEM_CLOCK = System::nanoTime;

  /**
   * Volatile because a plain read could be hoisted out of a loop, which would then never learn of a profiler that
   * opens. Of the cost of a volatile read nothing is measurable on x86, where it is the same instruction.
   */
  static volatile State current;

  private Recorder() {}

  /**
   * @param sessions the open profilers' sessions
   * @param clock what they measure time with, in nanoseconds
   * @param flight begins the Flight Recorder's events; null while no recording runs
   * @param shapes whether anybody wants the shapes of inputs
   */
  record State(Session[] sessions, LongSupplier clock, FlightSpan.Source flight, boolean shapes) {
    /** Whether an event that began under this state is of interest to nobody any more, now that the other one holds. */
    boolean isOver(State now) {
      for (Session session : sessions) {
        if (!session.isClosed()) {
          return false;
        }
      }
      return flight == null || now.flight == null;
    }
  }

  /** @throws IllegalStateException if profilers with another clock are open */
  static void open(Session session, LongSupplier clock) {
    LongSupplier chosen = clock == null ? SYSTEM_CLOCK : clock;
    synchronized (LOCK) {
      State now = current;
      Session[] sessions = now == null ? NONE : now.sessions;
      if (sessions.length > 0 && now.clock != chosen) {
        throw new IllegalStateException("another profiler is open, with another clock: profilers that are open at the"
            + " same time measure with the same one");
      }
      Session[] more = Arrays.copyOf(sessions, sessions.length + 1);
      more[sessions.length] = session;
      session.opened(chosen.getAsLong());
      publish(more, chosen, now == null ? null : now.flight);
    }
  }

  static void close(Session session) {
    synchronized (LOCK) {
      State now = current;
      if (now == null || !Arrays.asList(now.sessions).contains(session)) {
        return;
      }
      Session[] rest = Arrays.stream(now.sessions).filter(s -> s != session).toArray(Session[]::new);
      publish(rest, rest.length == 0 ? SYSTEM_CLOCK : now.clock, now.flight);
    }
  }

  /**
   * @param flight null when no recording runs
   * @param valid asked with the lock held; the news is dropped where it answers false
   */
  static void flight(FlightSpan.Source flight, BooleanSupplier valid) {
    synchronized (LOCK) {
      if (valid.getAsBoolean()) {
        State now = current;
        publish(now == null ? NONE : now.sessions, now == null ? SYSTEM_CLOCK : now.clock, flight);
      }
    }
  }

  private static void publish(Session[] sessions, LongSupplier clock, FlightSpan.Source flight) {
    if (sessions.length == 0 && flight == null) {
      current = null;
      return;
    }
    boolean shapes = flight != null || Arrays.stream(sessions).anyMatch(s -> s.options().recordShapes());
    current = new State(sessions, clock, flight, shapes);
  }

  /** Starts to listen to the Flight Recorder, where the module is there. */
  static void listenToFlightRecorder() {
    try {
      FlightRecording.install();
    } catch (LinkageError e) {
      // Without the module jdk.jfr there is nobody to listen to, and nothing to say about it.
      return;
    }
  }
}
