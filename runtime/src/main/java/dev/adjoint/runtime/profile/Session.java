package dev.adjoint.runtime.profile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one profiler has recorded: every event in its group's sums, and the first {@code maxEvents} events themselves.
 *
 * <p>Invariant: memory is bounded, whatever the number of events, names, shapes and threads. Threads are spread over a
 * fixed number of shards, each with a lock, so that two threads seldom wait for each other.
 */
final class Session {
  private static final int SHARDS = 16;

  /** Events of further shapes count in a group of their name without shapes. */
  private static final int MAX_SHAPED_GROUPS = 100_000;

  /** Events of further names count in a group of this name. */
  private static final int MAX_GROUPS = 2 * MAX_SHAPED_GROUPS;

  private static final String OTHER = "(other)";

  private static final Comparator<Profiler.Event> IN_TIME = Comparator.comparingLong((Profiler.Event e) -> e.start)
      .thenComparingLong(e -> e.stack.threadId()).thenComparingLong(e -> e.sequence);

  private final Profiler.Options options;
  private final Shard[] shards = new Shard[SHARDS];
  private final AtomicInteger groups = new AtomicInteger();
  private final AtomicLong recorded = new AtomicLong();
  private long startNanos;
  private volatile boolean closed;

  Session(Profiler.Options options) {
    this.options = options;
    for (int i = 0; i < SHARDS; i++) {
      shards[i] = new Shard();
    }
  }

  private static final class Shard {
    private final Map<Group.Key, Group> groups = new HashMap<>();
    private final List<Profiler.Event> events = new ArrayList<>();
  }

  Profiler.Options options() {
    return options;
  }

  /** Called once, before any event is added. */
  void opened(long now) {
    startNanos = now;
  }

  long startNanos() {
    return startNanos;
  }

  boolean isClosed() {
    return closed;
  }

  void close() {
    closed = true;
  }

  /** Adds an event that has ended, unless this is closed. */
  void add(Profiler.Event event) {
    Shard shard = shards[(int) event.stack.threadId() & SHARDS - 1];
    synchronized (shard) {
      if (closed) {
        return;
      }
      group(shard, event).add(event);
      if (recorded.getAndIncrement() < options.maxEvents()) {
        shard.events.add(event);
      }
    }
  }

  private Group group(Shard shard, Profiler.Event event) {
    var key = new Group.Key(event.kind, event.name, event.inputs);
    if (!options.recordShapes()) {
      key = key.withoutShapes();
    }
    Group group = shard.groups.get(key);
    if (group != null) {
      return group;
    }
    if (groups.get() >= MAX_SHAPED_GROUPS) {
      key = key.withoutShapes();
    }
    if (groups.get() >= MAX_GROUPS && !shard.groups.containsKey(key)) {
      key = new Group.Key(event.kind, OTHER, key.withoutShapes().inputs());
    }
    return shard.groups.computeIfAbsent(key, k -> {
      groups.incrementAndGet();
      return new Group(k);
    });
  }

  /** How many events are in the sums alone. */
  long dropped() {
    return Math.max(0, recorded.get() - options.maxEvents());
  }

  /** A copy of the sums, one group for each kind, name and list of shapes. */
  List<Group> groups() {
    var merged = new HashMap<Group.Key, Group>();
    for (Shard shard : shards) {
      synchronized (shard) {
        shard.groups.forEach((key, group) -> merged.computeIfAbsent(key, Group::new).add(group));
      }
    }
    return List.copyOf(merged.values());
  }

  /** The events that are kept, in the order in which they began. */
  List<Profiler.Event> events() {
    var events = new ArrayList<Profiler.Event>();
    for (Shard shard : shards) {
      synchronized (shard) {
        events.addAll(shard.events);
      }
    }
    events.sort(IN_TIME);
    return events;
  }

  /** An event as it looks from this session. */
  EventRecord record(Profiler.Event event) {
    return new EventRecord(event.name, event.kind, options.recordShapes() ? List.of(event.inputs) : List.of(),
        event.stack.threadId(), event.stack.threadName(), event.depth, event.start - startNanos, event.duration,
        event.selfNanos(), event.selfBytes, event.totalBytes());
  }
}
