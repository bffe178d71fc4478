package corpus;

import dev.adjoint.annotations.Differentiable;
import java.util.Arrays;

/** Arrays of records: elements that are null, copies, aliases, arrays in records and in arrays. */
final class RecordArrays {
  record Vec(double x, double y) {
    Vec plus(Vec o) {
      return new Vec(x + o.x, y + o.y);
    }

    Vec times(double s) {
      return new Vec(s * x, s * y);
    }
  }

  record Cloud(Vec[] points, double weight) {
    Vec center() {
      Vec sum = new Vec(0, 0);
      for (Vec p : points) {
        sum = sum.plus(p);
      }
      return sum.times(weight / points.length);
    }
  }

  private static Vec[] spread(double a, double b, int n) {
    Vec[] points = new Vec[n];
    for (int i = 0; i < n; i++) {
      points[i] = new Vec(a * i, b - i * a * a);
    }
    return points;
  }

  private static void shift(Vec[] points, double by) {
    for (int i = 0; i < points.length; i++) {
      points[i] = new Vec(points[i].x + by, points[i].y * by);
    }
  }

  private static Vec fold(Vec[] points, int from) {
    return from == points.length ? new Vec(0.5, 0) : fold(points, from + 1).plus(points[from].times(0.5 + from));
  }

  @Differentiable
  static double energy(double[] at, double g) {
    Vec[] ps = new Vec[at.length / 2];
    for (int i = 0; i < ps.length; i++) {
      ps[i] = new Vec(at[2 * i], at[2 * i + 1]);
    }
    double e = 0;
    for (int i = 0; i < ps.length; i++) {
      for (int j = 0; j < i; j++) {
        Vec d = ps[i].plus(ps[j].times(-1));
        e -= g / Math.sqrt(d.x * d.x + d.y * d.y);
      }
    }
    return e;
  }

  @Differentiable
  static double helpers(double a, double b) {
    Vec[] points = spread(a, b, 4);
    shift(points, a);
    Vec[] same = points;
    same[2] = points[1].plus(same[3]);
    Cloud cloud = new Cloud(points, b);
    Vec c = cloud.center();
    Vec f = fold(points, 0);
    return c.x * c.y + cloud.points()[2].y + f.x * f.y;
  }

  @Differentiable
  static double copies(double a, double b) {
    Vec[] points = spread(a, b, 3);
    Vec[] clone = points.clone();
    Vec[] longer = Arrays.copyOf(points, 5);
    longer[3] = clone[1];
    longer[4] = new Vec(b, b);
    points[0] = longer[4];
    System.arraycopy(longer, 1, longer, 0, 3);
    Arrays.fill(clone, 1, 3, longer[0].times(a));
    Vec[] tail = Arrays.copyOfRange(longer, 2, 5);
    double s = 0;
    for (Vec[] row : new Vec[][] {points, clone, longer, tail}) {
      for (Vec v : row) {
        s += v.x * v.y * a;
      }
    }
    return s;
  }

  @Differentiable
  static double nulls(double a, double b) {
    Vec[] slots = new Vec[4];
    slots[1] = new Vec(a, b);
    slots[3] = slots[1].times(b);
    double s = 0;
    int missing = 0;
    for (Vec v : slots) {
      if (v != null) {
        s += v.x * v.x + v.y;
      } else {
        missing++;
      }
    }
    slots[3] = null;
    return slots[3] == null ? s * missing : 0;
  }

  @Differentiable
  static double nullPointer(double a) {
    Vec[] slots = new Vec[2];
    slots[0] = new Vec(a, a);
    return a > 0 ? slots[0].x * a : slots[1].x;
  }

  @Differentiable
  static double grid(double a, double b) {
    Vec[][] grid = new Vec[3][2];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 2; j++) {
        grid[i][j] = new Vec(a * i + j, b * j - i * a);
      }
    }
    Vec[] row = grid[1];
    row[0] = row[1].plus(grid[2][0]);
    double s = 0;
    for (Vec[] r : grid) {
      for (Vec v : r) {
        s += v.x * v.y;
      }
    }
    return s + grid.length + grid[0].length;
  }

  static Object[][] inputs_energy() {
    return new Object[][] {{new double[] {0, 0.1, 1, 0.5, -0.7, 2}, 1.5}};
  }

  static Object[][] inputs_helpers() {
    return new Object[][] {{0.8, 0.6}};
  }

  static Object[][] inputs_copies() {
    return new Object[][] {{0.8, 0.6}};
  }

  static Object[][] inputs_nulls() {
    return new Object[][] {{0.8, 0.6}};
  }

  static Object[][] inputs_nullPointer() {
    return new Object[][] {{0.8}};
  }

  static Object[][] inputs_grid() {
    return new Object[][] {{0.8, 0.6}};
  }
}
