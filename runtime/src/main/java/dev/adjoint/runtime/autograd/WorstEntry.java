package dev.adjoint.runtime.autograd;

import java.util.function.Supplier;

/** Of the entries compared by {@link GradCheck}, the one that is farthest beyond its tolerance. */
final class WorstEntry {
  private final GradCheck.Options options;
  private double excess;
  private String place;

  WorstEntry(GradCheck.Options options) {
    this.options = options;
  }

  /** @param where asked only if the entry is the worst so far */
  void compare(double analytic, double numeric, Supplier<String> where) {
    if (analytic == numeric || Double.isNaN(analytic) && Double.isNaN(numeric)) {
      return;
    }
    double error = Math.abs(analytic - numeric) - options.absolute() - options.relative() * Math.abs(numeric);
    double found = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error;
    if (found > excess) {
      excess = found;
      place = where.get() + ": backward gives " + analytic + ", differences give " + numeric;
    }
  }

  /** @throws GradCheckException if an entry was beyond its tolerance */
  void report(String what) {
    if (place != null) {
      throw new GradCheckException(what + " differ most for " + place);
    }
  }
}
