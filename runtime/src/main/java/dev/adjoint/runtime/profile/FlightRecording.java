package dev.adjoint.runtime.profile;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/**
 * Keeps {@link Recorder} informed whether a Flight Recorder recording runs, however it was started: from the command
 * line, with {@code jcmd}, by the program, or as an event stream.
 *
 * <p>A recording that runs is told at once, whether it enables our event or not, because its settings may change at any
 * time and nobody is told of that. Whether the event is enabled is asked at each event's beginning, where it is two
 * reads. Listening starts neither the Flight Recorder nor the registration of our event type: a program that never
 * records pays under a millisecond for this class.
 */
final class FlightRecording implements FlightRecorderListener {
  private final AtomicLong tickets = new AtomicLong();
  private final FlightSpan.Source source = FlightRecording::begin;

  private FlightRecording() {}

  /** Starts to listen; does nothing where the virtual machine has no Flight Recorder. */
  static void install() {
    if (!FlightRecorder.isAvailable()) {
      return;
    }
    var listener = new FlightRecording();
    FlightRecorder.addListener(listener);
    if (FlightRecorder.isInitialized()) {
      listener.refresh();
    }
  }

  @Override
  public void recordingStateChanged(Recording recording) {
    refresh();
  }

  /**
   * The answers of two threads that get here at once may be stale by the time they are published; the one who came last
   * asked after both recordings had changed, so its answer stands.
   */
  private void refresh() {
    long ticket = tickets.incrementAndGet();
    FlightSpan.Source running = isRunning() ? source : null;
    Recorder.flight(running, () -> ticket == tickets.get());
  }

  /** Neither the first operation of a program nor whoever starts a recording may fail for want of our event. */
  private static boolean isRunning() {
    try {
      boolean running = FlightRecorder.getFlightRecorder().getRecordings().stream()
          .anyMatch(r -> r.getState() == RecordingState.RUNNING);
      if (running) {
        FlightRecorder.register(OperationEvent.class);
      }
      return running;
    } catch (RuntimeException | LinkageError e) {
      System.getLogger(FlightRecording.class.getPackageName())
          .log(Level.WARNING, "dev.adjoint.Operation cannot be recorded by the Flight Recorder", e);
      return false;
    }
  }

  private static FlightSpan begin() {
    var event = new OperationEvent();
    if (!event.isEnabled()) {
      return null;
    }
    event.begin();
    return event;
  }
}
