package corpus;

import dev.adjoint.annotations.Checkpoint;
import dev.adjoint.annotations.Differentiable;
import java.util.stream.IntStream;

/** Counters that start or end at the least or the greatest int, and steps that are large: a reverse loop wraps around nowhere. */
final class CounterLimits {
  @Differentiable
  static double up(double x, int from, int to) {
    double s = x;
    for (int i = from; i < to; i++) {
      s = Math.sin(s) + i * 1e-10;
    }
    for (int i = Integer.MIN_VALUE; i <= Integer.MIN_VALUE + 2; i++) {
      s = Math.sin(s) * x + i * 1e-10;
    }
    return s;
  }

  @Differentiable
  static double down(double x, int from, int to) {
    double s = x;
    for (int i = from; i > to; i--) {
      s = Math.cos(s) + i * 1e-10;
    }
    for (int i = Integer.MAX_VALUE; i >= Integer.MAX_VALUE - 2; i--) {
      s = Math.cos(s) * x + i * 1e-10;
    }
    return s;
  }

  @Differentiable
  static double checkpointed(double x, int from, int to) {
    double s = x;
    for (@Checkpoint(snapshots = 2) int i = from; i < to; i++) {
      s = Math.sin(s) + i * 1e-10;
    }
    return s;
  }

  @Differentiable
  static double steps(double x, int from, int to) {
    double s = x;
    for (int i = from; i < to; i += 1 << 29) {
      s = Math.sin(s) + i * 1e-10;
    }
    for (int i = -2_000_000_000; i < 2_000_000_000; i += 500_000_000) {
      s = Math.sin(s) * x + i * 1e-10;
    }
    for (int i = 2_000_000_000; i >= -2_000_000_000; i -= 100_000_001) {
      s = Math.sin(s) * x + i * 1e-10;
    }
    for (int i = 3; i <= to / 2; i += 2) {
      s = Math.sin(s) * x;
    }
    return s;
  }

  /** The counter wraps around, and the loop comes to its end all the same. */
  @Differentiable
  static double around(double x) {
    double s = x;
    for (int i = 2_000_000_000; i < 2_100_000_000; i += 1_000_000_007) {
      s = Math.sin(s) + i * 1e-10;
    }
    return s;
  }

  @Differentiable
  static double closedRanges(double x, int from, int to) {
    double s = IntStream.rangeClosed(from, to).mapToDouble(i -> Math.sin(x * i * 1e-9)).sum();
    s += IntStream.rangeClosed(Integer.MAX_VALUE - 2, Integer.MAX_VALUE).mapToDouble(i -> Math.sin(x + i * 1e-9)).sum();
    s += IntStream.rangeClosed(Integer.MIN_VALUE, Integer.MIN_VALUE + 2).mapToDouble(i -> Math.sin(x + i * 1e-9)).sum();
    s += IntStream.rangeClosed(Integer.MAX_VALUE - 1, to).mapToDouble(i -> Math.sin(x + i * 1e-9)).average().orElse(x);
    double[] all = IntStream.rangeClosed(from, to).mapToDouble(i -> x * i).toArray();
    double some = IntStream.rangeClosed(from, to).limit(2).mapToDouble(i -> x * x * i * 1e-9).sum();
    return s + all.length * x + some + IntStream.rangeClosed(from, to).count() * x;
  }

  static Object[][] inputs_up() {
    int min = Integer.MIN_VALUE;
    int max = Integer.MAX_VALUE;
    return new Object[][] {{0.5, min, min + 3}, {0.7, max - 2, max}, {0.7, 3, 2}, {0.7, max, min}, {1.1, min, min}, {0.4, -1, 2}};
  }

  static Object[][] inputs_down() {
    int min = Integer.MIN_VALUE;
    int max = Integer.MAX_VALUE;
    return new Object[][] {{0.5, max, max - 3}, {0.7, min + 2, min}, {0.7, 2, 3}, {0.7, min, max}, {1.1, max, max}, {0.4, 2, -1}};
  }

  static Object[][] inputs_checkpointed() {
    int min = Integer.MIN_VALUE;
    return new Object[][] {{0.5, min, min + 7}, {0.7, Integer.MAX_VALUE - 5, Integer.MAX_VALUE}, {0.7, 3, 2}};
  }

  static Object[][] inputs_steps() {
    return new Object[][] {{0.5, 0, 20}, {0.7, 1_000_000_000, Integer.MIN_VALUE}, {0.7, -2_000_000_000, 5}};
  }

  static Object[][] inputs_around() {
    return new Object[][] {{0.5}, {1.25}};
  }

  static Object[][] inputs_closedRanges() {
    int min = Integer.MIN_VALUE;
    int max = Integer.MAX_VALUE;
    return new Object[][] {{0.5, max - 3, max}, {0.7, min, min + 1}, {0.7, 3, 2}, {1.1, max, max}, {0.4, -1, 2}, {0.4, 1, 0}};
  }
}
