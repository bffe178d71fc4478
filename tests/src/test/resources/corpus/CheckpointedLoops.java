package corpus;

import dev.adjoint.annotations.Checkpoint;
import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/** Loops that keep a few states: counted and not, left early, nested, with arrays that are swapped, made anew, moved as rows. */
final class CheckpointedLoops {
  @Differentiable
  static double pendulum(double x, double v, double k, int steps) {
    for (@Checkpoint(snapshots = 3) int t = 0; t < steps; t++) {
      v -= 0.1 * k * Math.sin(x);
      x += 0.1 * v;
    }
    return x * x + v;
  }

  /** Arrays from around the loop are written through an array of arrays that each iteration makes. */
  @Differentiable
  static double throughRowsOfItsOwn(double y, double[] p, double[] q) {
    double[][] kept = new double[2][];
    for (@Checkpoint(snapshots = 2) int i = 0; i < 4; i++) {
      double[][] rows = {q, p};
      y = Math.sin(p[0] * y + q[0]);
      for (double[] row : rows) {
        row[0] = Math.tanh(row[1] - y * 0.4);
      }
      kept[i & 1] = p;
      kept[1 - (i & 1)] = q;
      double[][] copy = new double[2][];
      System.arraycopy(kept, 0, copy, 0, 2);
      copy[i % 2][1] *= 0.5 + copy[1].clone()[0];
    }
    return p[0] + y * q[1];
  }

  static Object[][] inputs_throughRowsOfItsOwn() {
    return new Object[][] {{0.7, new double[] {0.3, 0.8}, new double[] {0.1, -0.2}}};
  }

  static Object[][] inputs_pendulum() {
    return new Object[][] {{0.7, 0.2, 1.5, 23}, {0.7, 0.2, 1.5, 1}, {0.7, 0.2, 1.5, 0}, {0.7, 0.2, 1.5, -4}};
  }

  /** Steps of two, downwards, to a bound that is met. */
  @Differentiable
  static double downwards(double x, int from, int to) {
    double y = x;
    for (@Checkpoint(snapshots = 2) int t = from; t >= to; t -= 2) {
      y = Math.sin(y) * x + 0.01 * t * y;
    }
    return y;
  }

  static Object[][] inputs_downwards() {
    return new Object[][] {{0.8, 17, 2}, {0.8, 17, 3}, {0.8, 3, 3}, {0.8, 2, 3}};
  }

  @Differentiable
  static double leftEarly(double x, @NonDifferentiable double tolerance) {
    double change = 1;
    for (@Checkpoint(snapshots = 4) int t = 0; change > tolerance; t++) {
      double next = 0.5 * (x + 2 / x) + 0.1 * Math.sin(x);
      change = Math.abs(next - x);
      if (t == 20) {
        return next * 3;
      }
      if (t % 3 == 2) {
        x = 0.9 * next;
        continue;
      }
      x = next;
      if (x > 50) {
        break;
      }
    }
    return x;
  }

  static Object[][] inputs_leftEarly() {
    return new Object[][] {{3.0, 0.5}, {3.0, 1e-9}, {0.5, 1e-3}, {3.0, 2}};
  }

  /** What an iteration writes is what the one before has only carried along. */
  @Differentiable
  static double changingPlaces(double y, double[] p, double[] q) {
    double[] a = p;
    double[] b = q;
    for (@Checkpoint(snapshots = 2) int i = 0; i < 6; i += 2) {
      a[2] = Math.tanh(y / (2 + Math.cos(a[2])));
      y = Math.sin(y) + 0.5 * a[2];
      double[] s = a;
      a = b;
      b = s;
    }
    return y + a[2] * b[2];
  }

  static Object[][] inputs_changingPlaces() {
    return new Object[][] {{0.4, new double[] {1, 2, 0.3}, new double[] {4, 5, -0.7}}};
  }

  @Differentiable
  static double swapped(double[] u, double c, int steps) {
    double[] now = u;
    double[] next = new double[u.length];
    for (@Checkpoint(snapshots = 3) int t = 0; t < steps; t++) {
      for (int i = 0; i < now.length; i++) {
        next[i] = now[i] + c * now[(i + 1) % now.length] * now[i];
      }
      double[] h = now;
      now = next;
      next = h;
    }
    return now[0] * now[1] + next[0] + u[1];
  }

  static Object[][] inputs_swapped() {
    return new Object[][] {{new double[] {0.5, 0.25, -0.5}, 0.1, 7}, {new double[] {0.5, 0.25, -0.5}, 0.1, 8}};
  }

  @Differentiable
  static double madeAnew(double[] u, int steps) {
    double[] kept = u;
    for (@Checkpoint(snapshots = 2) int t = 0; t < steps; t++) {
      double[] next = new double[u.length];
      for (int i = 0; i < u.length; i++) {
        next[i] = Math.sin(kept[i]) + 0.5 * u[i];
      }
      if (t % 2 == 0) {
        kept = next;
      } else {
        kept[0] += next[1] * kept[1];
      }
    }
    return kept[0] * kept[1];
  }

  static Object[][] inputs_madeAnew() {
    return new Object[][] {{new double[] {0.5, 0.25}, 9}, {new double[] {0.5, 0.25}, 0}};
  }

  /** What is only read changes behind the loop, and so do rows. */
  @Differentiable
  static double changedLater(double[][] m, double[] a, int steps) {
    double s = 0.5;
    for (@Checkpoint(snapshots = 2) int t = 0; t < steps; t++) {
      s = s * a[t % a.length] + Math.sin(s * m[t % 2][0]);
      m[1][1] = s * m[0][1];
    }
    a[0] = s;
    double[] row = m[0];
    m[0] = m[1];
    m[1] = row;
    m[1][0] *= 2;
    return s * m[0][1] + a[0] * a[1] + m[1][0];
  }

  static Object[][] inputs_changedLater() {
    return new Object[][] {{new double[][] {{1, 0.5}, {0.25, 2}}, new double[] {0.5, 0.75}, 7}};
  }

  /** Rows from before the loop change places in it. */
  @Differentiable
  static double rowsChangePlaces(double[][] m, int steps) {
    for (@Checkpoint(snapshots = 2) int t = 0; t < steps; t++) {
      double[] row = m[0];
      m[0] = m[1];
      m[1] = row;
      m[0][0] += 0.3 * Math.sin(m[1][1] * m[0][0]);
      m[1][1] *= 1 + 0.1 * m[0][0];
    }
    return m[0][0] * m[1][1] + m[0][1];
  }

  static Object[][] inputs_rowsChangePlaces() {
    return new Object[][] {{new double[][] {{1, 0.5}, {0.25, 2}}, 5}, {new double[][] {{1, 0.5}, {0.25, 2}}, 6}};
  }

  @Differentiable
  static double nested(double x, double[] w, int outer, int inner) {
    double s = 0.1;
    for (@Checkpoint(snapshots = 2) int t = 0; t < outer; t++) {
      double y = x + s;
      for (@Checkpoint(snapshots = 3) int k = 0; k < inner + t; k++) {
        y = Math.tanh(y * w[k % w.length]) + 0.1 * s;
        w[(k + 1) % w.length] += 0.01 * y;
      }
      for (@Checkpoint(snapshots = 1) int k = 0; k < 5 || y > 100; k++) {
        y *= 0.7 - 0.01 * k * s;
      }
      s += y * w[0];
    }
    return s;
  }

  static Object[][] inputs_nested() {
    return new Object[][] {{0.8, new double[] {0.5, 1.5, 0.9}, 5, 4}};
  }

  @Differentiable
  static void inPlace(double[] u, double[][] history, int steps) {
    for (@Checkpoint(snapshots = 3) int t = 0; t < steps; t++) {
      for (int i = 1; i < u.length; i++) {
        u[i] += 0.2 * u[i - 1] * u[i];
      }
      history[t % history.length][0] = u[u.length - 1] * u[0];
    }
  }

  static Object[][] inputs_inPlace() {
    return new Object[][] {{new double[] {0.5, 0.25, 0.75}, new double[][] {{1}, {2}}, 7}};
  }

  @Differentiable
  static float floats(float[] u, float c, int steps) {
    float s = c;
    for (@Checkpoint(snapshots = 2) float x : u) {
      s = s * x + c * (float) Math.sin(s);
      u[0] += 0.5f * s;
    }
    return s + u[0];
  }

  static Object[][] inputs_floats() {
    return new Object[][] {{new float[] {0.5f, 0.25f, 0.75f}, 0.5f, 3}};
  }

  /** Throws in the middle. */
  @Differentiable
  static double throwing(double[] u, int steps) {
    double s = 1;
    for (@Checkpoint(snapshots = 2) int t = 0; t < steps; t++) {
      if (t > 6) {
        throw new IllegalStateException("step " + t);
      }
      s = Math.sin(s * u[t]) + u[0];
    }
    return s;
  }

  static Object[][] inputs_throwing() {
    return new Object[][] {{new double[] {0.5, 0.25, 0.75}, 3}};
  }

  static Object[][] throws_throwing() {
    return new Object[][] {{new double[] {0.5, 0.25, 0.75}, 4}, {new double[] {0.5, 0.25, 0.75, 1, 1, 1, 1, 1, 1}, 9}};
  }

  @Differentiable
  static double recursiveInside(double x, int steps) {
    double s = x;
    for (@Checkpoint(snapshots = 2) int t = 0; t < steps; t++) {
      double[] v = OtherClass.softplus(new double[] {s, x});
      s = power(s, 3) * 0.5 + OtherClass.energy(v, x) * 0.1;
    }
    return s;
  }

  private static double power(double x, int n) {
    return n == 0 ? 1 : Math.sin(x) * power(x, n - 1);
  }

  static Object[][] inputs_recursiveInside() {
    return new Object[][] {{0.7, 5}};
  }
}
