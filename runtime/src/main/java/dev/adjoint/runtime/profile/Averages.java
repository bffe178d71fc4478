package dev.adjoint.runtime.profile;

import dev.adjoint.runtime.array.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/**
 * Sums and averages of the events that a profiler had recorded when it was asked: one row for each kind and name, or,
 * after {@link #groupByInputShape}, for each kind, name and list of input shapes. Immutable.
 */
public final class Averages {
  /** How many rows a table has unless it is told otherwise; PyTorch's number. */
  private static final int ROW_LIMIT = 100;

  private static final Comparator<Group> IN_TIME = Comparator.comparingLong((Group g) -> g.firstStart)
      .thenComparingLong(g -> g.firstSequence).thenComparing(g -> g.key.name())
      .thenComparing(g -> g.key.kind()).thenComparing(g -> g.key.shapes().toString());

  private final Profiler.Options options;
  private final List<Group> groups;
  private final boolean byShape;
  private final List<Row> rows;

  private Averages(Profiler.Options options, List<Group> groups, boolean byShape) {
    this.options = options;
    this.groups = groups;
    this.byShape = byShape;
    this.rows = rows(groups, byShape);
  }

  static Averages of(Session session) {
    return new Averages(session.options(), session.groups(), false);
  }

  /**
   * The sums over the events of one kind and name.
   *
   * @param name the events' name
   * @param kind what they are
   * @param inputs the shapes of the inputs that they have in common; empty unless grouped by them
   * @param count the number of events
   * @param selfNanos the sum of their durations without the events directly inside them
   * @param totalNanos the sum of their durations
   * @param selfPercent the part of {@code selfNanos} in its sum over all rows; NaN if that is 0
   * @param totalPercent the part of {@code totalNanos} in the sum of {@code selfNanos} over all rows; NaN if that is 0
   * @param selfBytes bytes allocated while one of them was innermost
   * @param totalBytes bytes allocated in them and in events inside them
   */
  public record Row(String name, EventKind kind, List<Shape> inputs, long count, long selfNanos, long totalNanos,
      double selfPercent, double totalPercent, long selfBytes, long totalBytes) {
    /** Keeps a copy of the inputs. */
    public Row {
      inputs = List.copyOf(inputs);
    }

    /** The average duration of an event, in nanoseconds. */
    public double averageNanos() {
      return (double) totalNanos / count;
    }
  }

  private static List<Row> rows(List<Group> groups, boolean byShape) {
    var merged = new HashMap<Group.Key, Group>();
    long selfNanos = 0;
    for (Group group : groups) {
      Group.Key key = byShape ? group.key : group.key.withoutShapes();
      merged.computeIfAbsent(key, Group::new).add(group);
      selfNanos += group.selfNanos;
    }
    var rows = new ArrayList<Row>();
    double all = selfNanos == 0 ? Double.NaN : selfNanos;
    for (Group group : merged.values().stream().sorted(IN_TIME).toList()) {
      rows.add(new Row(group.key.name(), group.key.kind(), group.key.shapes(), group.count, group.selfNanos,
          group.totalNanos, group.selfNanos * 100.0 / all, group.totalNanos * 100.0 / all, group.selfBytes,
          group.totalBytes));
    }
    return List.copyOf(rows);
  }

  /**
   * The same events with a row for each list of input shapes.
   *
   * @throws IllegalStateException if the profiler was told not to record shapes
   */
  public Averages groupByInputShape() {
    if (!options.recordShapes()) {
      throw new IllegalStateException("cannot group by input shape: the profiler was started with recordShapes(false)");
    }
    return new Averages(options, groups, true);
  }

  /** The rows, in the order in which each one's first event began. */
  public List<Row> rows() {
    return rows;
  }

  /** The rows in an order. */
  public List<Row> rows(SortBy order) {
    return rows.stream().sorted(order.order()).toList();
  }

  /** The sum of all rows' {@code selfNanos}: the time that threads spent in events. */
  public long selfNanos() {
    return rows.stream().mapToLong(Row::selfNanos).sum();
  }

  /** The first 100 rows as text, see {@link #table(SortBy, int)}. */
  public String table() {
    return table(SortBy.START, ROW_LIMIT);
  }

  /** The first 100 rows in an order as text, see {@link #table(SortBy, int)}. */
  public String table(SortBy order) {
    return table(order, ROW_LIMIT);
  }

  /**
   * The rows as text, in the layout of PyTorch's {@code key_averages().table()}: times in the largest of us, ms and s
   * in which they are at least 1; memory if the profiler records it; shapes if grouped by them; the percentages and the
   * footer's sum over all rows, those past the limit included.
   *
   * @param rowLimit how many rows to print at most
   * @throws IllegalArgumentException if the limit is negative
   */
  public String table(SortBy order, int rowLimit) {
    if (rowLimit < 0) {
      throw new IllegalArgumentException("a table of " + rowLimit + " rows: rowLimit must be at least 0");
    }
    return Table.text(rows(order), rowLimit, selfNanos(), options.recordMemory(), byShape);
  }

  /** The same as {@link #table()}. */
  @Override
  public String toString() {
    return table();
  }
}
