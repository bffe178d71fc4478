package dev.adjoint.runtime.profile;

import dev.adjoint.runtime.array.Shape;
import java.util.List;

/**
 * One event that has ended.
 *
 * @param name the operation's, the node's or the block's name
 * @param kind which of these it is
 * @param inputs shapes of the operation's inputs; empty for blocks and where shapes are not recorded
 * @param threadId the thread's identifier, see {@link Thread#threadId()}
 * @param threadName the thread's name
 * @param depth how many events of the thread were open around it, those from before the profiler's start included
 * @param startNanos nanoseconds from the profiler's start to the event's
 * @param durationNanos nanoseconds from the event's start to its end
 * @param selfNanos the duration without those of the events directly inside it, on the same thread
 * @param selfBytes bytes allocated while this was the thread's innermost event
 * @param totalBytes bytes allocated in this event and in those inside it
 */
public record EventRecord(String name, EventKind kind, List<Shape> inputs, long threadId, String threadName, int depth,
    long startNanos, long durationNanos, long selfNanos, long selfBytes, long totalBytes) {
  /** Keeps a copy of the inputs. */
  public EventRecord {
    inputs = List.copyOf(inputs);
  }
}
