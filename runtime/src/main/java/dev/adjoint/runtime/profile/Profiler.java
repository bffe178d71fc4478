package dev.adjoint.runtime.profile;

import dev.adjoint.runtime.array.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;

/**
 * Records every operation, node of backward and labelled block of the process, on all threads, while it is open.
 *
 * {@snippet :
 * try (var profiler = Profiler.start()) {
 *   try (var _ = Profiler.block("forward")) {
 *     loss = model.forward(x);
 *   }
 *   loss.backward();
 *   System.out.println(profiler.averages().table(SortBy.SELF_TIME));
 *   profiler.exportChromeTrace(Path.of("trace.json"));
 * }
 * }
 *
 * <p>Any number of profilers may be open at once, nested or on different threads: each one records the events that both
 * begin and end while it is open. Closing a profiler on the thread that started it ends the events that this thread has
 * begun since and left open, as an exception does; they are recorded with the time of the closing as their end. Results
 * can be asked for while the profiler is open, for the events that have ended so far, and afterwards.
 *
 * <p>The first {@link Options#maxEvents} events are kept one by one, for {@link #events} and
 * {@link #exportChromeTrace}; later ones count in {@link #averages} alone, and {@link #droppedEvents} tells how many.
 *
 * <p>While a recording of the JDK's Flight Recorder runs, the same events go there as {@code dev.adjoint.Operation},
 * whether a profiler is open or not, unless the recording's settings disable them or set a threshold.
 *
 * <p>The static methods {@link #recording}, {@link #begin}, {@link #end} and {@link #allocated} are for code that
 * implements operations. All methods are safe to call from any thread.
 */
public final class Profiler implements AutoCloseable {
  static {
    Recorder.listenToFlightRecorder();
  }

  private final Session session;
  private final EventStack starter;
  private final long firstSequence;

  private Profiler(Options options) {
    session = new Session(options);
    starter = EventStack.current();
    firstSequence = starter.begun();
    Recorder.open(session, options.clock());
  }

  /**
   * What a profiler records. Immutable: each method with a parameter answers changed options.
   *
   * @param recordShapes whether to keep the shapes of operations' inputs
   * @param recordMemory whether to report allocated bytes
   * @param maxEvents how many events to keep one by one, at least 0
   * @param clock nanoseconds from any origin, for all threads; null for {@link System#nanoTime}
   */
  public record Options(boolean recordShapes, boolean recordMemory, int maxEvents, LongSupplier clock) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if {@code maxEvents} is negative
     */
    public Options {
      if (maxEvents < 0) {
        throw new IllegalArgumentException("maxEvents is " + maxEvents + ", and must be at least 0");
      }
    }

    /** The same with shapes kept, as they are by default, or not. */
    public Options recordShapes(boolean record) {
      return new Options(record, recordMemory, maxEvents, clock);
    }

    /** The same with allocated bytes reported, or not, as by default. */
    public Options recordMemory(boolean record) {
      return new Options(recordShapes, record, maxEvents, clock);
    }

    /** The same with another number of events kept; 1,000,000 by default, at about 100 bytes each. */
    public Options maxEvents(int max) {
      return new Options(recordShapes, recordMemory, max, clock);
    }

    /** The same with another clock. Profilers that are open at the same time must have the same one. */
    public Options clock(LongSupplier nanos) {
      return new Options(recordShapes, recordMemory, maxEvents, Objects.requireNonNull(nanos));
    }
  }

  /** An event that has begun; ended by {@link #end()} on the thread that began it. */
  public static final class Event implements AutoCloseable {
    private static final Event NONE = new Event(null, null, null, null, EventKind.BLOCK, "", new Shape[0], 0);

    final EventStack stack;
    final EventKind kind;
    final String name;
    final Shape[] inputs;
    final int depth;
    /** The number of the event among its thread's. */
    final long sequence;
    long start;
    long duration;
    long selfBytes;
    private long innerNanos;
    private long innerBytes;
    /** These three are null once the event has ended: an event that is kept must not keep others alive. */
    Recorder.State state;
    Event parent;
    private FlightSpan span;

    Event(EventStack stack, Recorder.State state, FlightSpan span, Event parent, EventKind kind, String name,
        Shape[] inputs, long sequence) {
      this.stack = stack;
      this.state = state;
      this.span = span;
      this.parent = parent;
      this.kind = kind;
      this.name = name;
      this.inputs = inputs;
      this.depth = parent == null ? 0 : parent.depth + 1;
      this.sequence = sequence;
    }

    /**
     * Ends the event, and the events inside it that are still open. Does nothing if the event has ended, and nothing on
     * another thread than the one that began it.
     */
    public void end() {
      if (state != null) {
        stack.end(this);
      }
    }

    /** The same as {@link #end()}. */
    @Override
    public void close() {
      end();
    }

    boolean isOpen() {
      return state != null;
    }

    long selfNanos() {
      return duration - innerNanos;
    }

    long totalBytes() {
      return selfBytes + innerBytes;
    }

    /** Called by the stack, from which the event has been taken. */
    void finish(long now) {
      duration = Math.max(0, now - start);
      if (parent != null) {
        parent.innerNanos += duration;
        parent.innerBytes += totalBytes();
      }
      FlightSpan flight = span;
      Session[] sessions = state.sessions();
      discard();
      if (flight != null) {
        flight.end(this);
      }
      for (Session session : sessions) {
        session.add(this);
      }
    }

    /** The event has ended, and nobody wants to know. */
    void discard() {
      state = null;
      parent = null;
      span = null;
    }
  }

  /** The default options: shapes but not memory, 1,000,000 events, {@link System#nanoTime}. */
  public static Options options() {
    return new Options(true, false, 1_000_000, null);
  }

  /** Starts to record with the default options, until {@link #close}. */
  public static Profiler start() {
    return start(options());
  }

  /**
   * Starts to record, until {@link #close}.
   *
   * @throws IllegalStateException if a profiler with another clock is open
   */
  public static Profiler start(Options options) {
    return new Profiler(options);
  }

  /**
   * Whether anybody records. One read: operations ask it before they spend time on {@link #begin}. True while a
   * profiler is open, and while the Flight Recorder has a running recording.
   */
  public static boolean recording() {
    return Recorder.current != null;
  }

  /**
   * Begins a block with a label, on this thread; for try-with-resources. While nobody records it does nothing.
   *
   * @param name the label, under which blocks are averaged
   */
  public static Event block(String name) {
    return begin(EventKind.BLOCK, name);
  }

  /** Begins an operation, the same as {@link #begin(EventKind, String, Shape...)} of that kind. */
  public static Event begin(String name, Shape... inputs) {
    return begin(EventKind.OPERATION, name, inputs);
  }

  /**
   * Begins an event on this thread, inside those that are open there. To be ended in a {@code finally}: an event that
   * is left open takes the thread's later events for its own, until one around it ends.
   *
   * @param name such as {@code mul} or {@code MulBackward0}
   * @param inputs the inputs' shapes, none of them null; an array is given away
   */
  public static Event begin(EventKind kind, String name, Shape... inputs) {
    Recorder.State state = Recorder.current;
    if (state == null) {
      return Event.NONE;
    }
    FlightSpan span = state.flight() == null ? null : state.flight().begin();
    if (span == null && state.sessions().length == 0) {
      return Event.NONE;
    }
    Objects.requireNonNull(name);
    for (Shape shape : inputs) {
      Objects.requireNonNull(shape, name);
    }
    return EventStack.current().begin(state, span, kind, name, inputs);
  }

  /** Ends an event as {@link Event#end()} does; null is allowed, for operations that were not recorded. */
  public static void end(Event event) {
    if (event != null) {
      event.end();
    }
  }

  /**
   * Adds to the bytes allocated by the innermost event that is open on this thread, if there is one.
   *
   * @param bytes negative when memory is freed
   */
  public static void allocated(long bytes) {
    if (Recorder.current != null) {
      EventStack.current().allocated(bytes);
    }
  }

  /** Stops recording. What was recorded stays. A second call does nothing. */
  @Override
  public void close() {
    if (session.isClosed()) {
      return;
    }
    if (starter == EventStack.current()) {
      starter.endFrom(firstSequence);
    }
    Recorder.close(session);
    session.close();
  }

  /** Sums and averages over all events that have ended, grouped by kind and name. */
  public Averages averages() {
    return Averages.of(session);
  }

  /** The events that are kept, in the order in which they began. */
  public List<EventRecord> events() {
    return session.events().stream().map(session::record).toList();
  }

  /** How many events count in the averages alone, because {@link Options#maxEvents} had been reached. */
  public long droppedEvents() {
    return session.dropped();
  }

  /**
   * Writes the events that are kept as a file that {@code chrome://tracing} and Perfetto open, in the Trace Event
   * Format. The file appears, or is replaced, when it is complete; after an error there is none, or the old one.
   *
   * @throws IOException if the file cannot be written
   */
  public void exportChromeTrace(Path file) throws IOException {
    ChromeTrace.write(file, session);
  }
}
