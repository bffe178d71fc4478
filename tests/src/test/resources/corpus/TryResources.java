package corpus;

import dev.adjoint.annotations.Differentiable;

/** Resources: closed in the reverse order on every way out, with what closing throws. */
final class TryResources {
  static final class Log implements AutoCloseable {
    final int[] counts;
    final int weight;

    Log(int[] counts, int weight) {
      if (weight < 0) {
        throw new IllegalArgumentException("weight " + weight);
      }
      this.counts = counts;
      this.weight = weight;
    }

    int next() {
      counts[0]++;
      return counts[0] * weight;
    }

    @Override
    public void close() {
      counts[0] = counts[0] * 10 + weight;
      if (weight == 5) {
        throw new IllegalStateException("closing");
      }
    }
  }

  @Differentiable
  static double two(double x, int first, int second, int divisor) {
    int[] counts = new int[1];
    double y = x;
    try (Log a = new Log(counts, first); Log b = first == second ? null : new Log(counts, second)) {
      y = y * a.next();
      y = y + x * (12 / divisor);
      y = y * a.next() + (b == null ? 0 : b.next());
    } catch (ArithmeticException e) {
      y = y * y + e.getSuppressed().length;
    } catch (IllegalArgumentException | IllegalStateException e) {
      y = y * 0.5 + e.getMessage().length();
    } finally {
      y = y * counts[0];
    }
    return y;
  }

  static Object[][] inputs_two() {
    return new Object[][] {{1.5, 1, 2, 3}, {1.5, 1, 1, 3}, {1.5, 1, 2, 0}, {1.5, 1, -2, 3}, {1.5, -1, 2, 3}, {1.5, 1, 5, 3},
        {1.5, 5, 5, 0}, {1.5, 5, 1, 1}};
  }

  @Differentiable
  static double without(double x, int n) {
    int[] counts = new int[1];
    Log log = new Log(counts, 3);
    double y = x;
    try (log) {
      y = y * y * (6 / n);
      if (n > 2) {
        return y + log.next();
      }
    }
    return y * counts[0];
  }

  static Object[][] inputs_without() {
    return new Object[][] {{1.5, 1}, {1.5, 3}};
  }

  static Object[][] throws_without() {
    return new Object[][] {{1.5, 0}};
  }
}
