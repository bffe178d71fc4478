package dev.adjoint.runtime.profile;

import java.util.Comparator;

/** An order of the rows of {@link Averages}. Rows that are equal in it keep the order of their first events. */
public enum SortBy {
  /** In the order in which each row's first event began. */
  START(Comparator.comparingInt(_ -> 0)),
  /** The longest time without inner events first; PyTorch's {@code self_cpu_time_total}. */
  SELF_TIME(Comparator.comparingLong(Averages.Row::selfNanos).reversed()),
  /** The longest time with inner events first; PyTorch's {@code cpu_time_total}. */
  TOTAL_TIME(Comparator.comparingLong(Averages.Row::totalNanos).reversed()),
  /** The longest average time of a call first; PyTorch's {@code cpu_time}. */
  AVERAGE_TIME(Comparator.comparingDouble(Averages.Row::averageNanos).reversed()),
  /** The most bytes allocated without inner events first; PyTorch's {@code self_cpu_memory_usage}. */
  SELF_MEMORY(Comparator.comparingLong(Averages.Row::selfBytes).reversed()),
  /** The most bytes allocated with inner events first; PyTorch's {@code cpu_memory_usage}. */
  TOTAL_MEMORY(Comparator.comparingLong(Averages.Row::totalBytes).reversed()),
  /** The most calls first; PyTorch's {@code count}. */
  COUNT(Comparator.comparingLong(Averages.Row::count).reversed());

  private final Comparator<Averages.Row> order;

  SortBy(Comparator<Averages.Row> order) {
    this.order = order;
  }

  Comparator<Averages.Row> order() {
    return order;
  }
}
