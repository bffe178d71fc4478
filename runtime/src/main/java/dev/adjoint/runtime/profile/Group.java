package dev.adjoint.runtime.profile;

import dev.adjoint.runtime.array.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Sums over the events of one kind, name and list of input shapes.
 *
 * <p>Not safe for concurrent use: whoever shares one holds a lock.
 */
final class Group {
  final Key key;
  long count;
  long selfNanos;
  long totalNanos;
  long selfBytes;
  long totalBytes;
  /** When the first of the events began, and which of its thread's events it was: in this order rows are listed. */
  long firstStart = Long.MAX_VALUE;
  long firstSequence = Long.MAX_VALUE;

  Group(Key key) {
    this.key = key;
  }

  /** The inputs' array is given away. */
  record Key(EventKind kind, String name, Shape[] inputs) {
    private static final Shape[] NO_SHAPES = {};

    Key withoutShapes() {
      return inputs.length == 0 ? this : new Key(kind, name, NO_SHAPES);
    }

    List<Shape> shapes() {
      return List.of(inputs);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && kind == key.kind && name.equals(key.name)
          && Arrays.equals(inputs, key.inputs);
    }

    @Override
    public int hashCode() {
      // An enum's own hash code differs from run to run.
      return (31 * name.hashCode() + kind.ordinal()) * 31 + Arrays.hashCode(inputs);
    }
  }

  void add(Profiler.Event event) {
    count++;
    selfNanos += event.selfNanos();
    totalNanos += event.duration;
    selfBytes += event.selfBytes;
    totalBytes += event.totalBytes();
    first(event.start, event.sequence);
  }

  void add(Group other) {
    count += other.count;
    selfNanos += other.selfNanos;
    totalNanos += other.totalNanos;
    selfBytes += other.selfBytes;
    totalBytes += other.totalBytes;
    first(other.firstStart, other.firstSequence);
  }

  private void first(long start, long sequence) {
    if (start < firstStart || start == firstStart && sequence < firstSequence) {
      firstStart = start;
      firstSequence = sequence;
    }
  }
}
