package corpus;

import dev.adjoint.annotations.Differentiable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Lists that are made in a method, of numbers, arrays and records, and lists that stay objects beside them. */
final class LocalLists {
  record Vec(double x, double y) {
    double norm() {
      return Math.sqrt(x * x + y * y);
    }

    Vec plus(Vec o) {
      return new Vec(x + o.x, y + o.y);
    }
  }

  private static Vec center(List<Vec> points) {
    Vec sum = new Vec(0, 0);
    for (Vec p : points) {
      sum = sum.plus(p);
    }
    return new Vec(sum.x / points.size(), sum.y / points.size());
  }

  private static <T> double total(List<T> all, ToDoubleFunction<T> of) {
    double sum = 0;
    for (T t : all) {
      sum += of.applyAsDouble(t);
    }
    return sum;
  }

  @Differentiable
  static double numbers(double a, double b) {
    List<Double> l = List.of(a, a * b, 2.0);
    double sum = 0;
    for (double x : l) {
      sum += x * b;
    }
    var same = l;
    return sum * same.get(1) + l.stream().mapToDouble(x -> Math.exp(-x)).sum() + total(l, x -> x * x);
  }

  @Differentiable
  static double rows(double[] x, double[] y, double s) {
    List<double[]> l = List.of(x, y, x);
    for (double[] r : l) {
      r[0] = r[0] * s + r[1];
    }
    double sum = 0;
    for (int i = 0; i < l.size(); i++) {
      sum += l.get(i)[0] * y[i % 2];
    }
    return sum + total(l, r -> r[0] * r[1]);
  }

  @Differentiable
  static double records(double a, double b) {
    List<Vec> ps = List.of(new Vec(a, b), new Vec(b * b, 1), new Vec(0.5, a));
    Vec c = center(ps);
    double sum = ps.stream().mapToDouble(Vec::norm).sum() + total(ps, p -> p.x() * c.y) + total(ps, Vec::x);
    for (Vec p : ps) {
      if (p.x() > 2) {
        break;
      }
      sum += p.x * p.y;
    }
    double[] acc = {1};
    ps.forEach(p -> acc[0] *= p.plus(c).norm());
    return sum * acc[0] + ps.getLast().x() + ps.getFirst().y();
  }

  @Differentiable
  static double views(double a, double b) {
    Vec[] ps = {new Vec(a, b), new Vec(b, 2), null};
    List<Vec> view = Arrays.asList(ps);
    ps[1] = new Vec(a * a, a);
    double sum = 0;
    int missing = 0;
    for (Vec p : view) {
      if (p == null) {
        missing++;
      } else {
        sum += p.x * p.y;
      }
    }
    double[][] rows = {{a, b}, {b}};
    List<double[]> lines = Arrays.asList(rows);
    rows[1] = new double[] {a * b};
    return sum * missing + lines.get(1)[0] * lines.get(0)[1];
  }

  @Differentiable
  static float nested(double a, float[] f) {
    List<Vec[]> l = List.of(new Vec[] {new Vec(a, 1)}, new Vec[] {new Vec(a * a, 2), new Vec(3, a)});
    List<Float> floats = List.of(f[0], 2f, f[0] * f[1]);
    double sum = 0;
    for (Vec[] row : l) {
      for (Vec p : row) {
        sum += p.x * p.y;
      }
    }
    float s = (float) sum;
    for (float v : floats) {
      s += v * v;
    }
    return s * (float) l.get(1)[0].x;
  }

  @Differentiable
  static double choices(double a, double b, boolean flag) {
    List<Double> l = flag ? List.of(a, b) : List.of(b, a * a, 1.0);
    double sum = 0;
    for (double x : l) {
      sum = sum * a + x;
    }
    return sum;
  }

  @Differentiable
  static double objects(double a) {
    List<Double> l = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      l.add(i * 0.5);
    }
    List<Double> fixed = List.of(1.0, 2.0);
    l.addAll(fixed);
    List<double[]> tables = List.of(new double[] {1, 2}, new double[] {3});
    l.add(tables.get(0)[1]);
    double sum = 0;
    for (double x : l) {
      sum += x * a;
    }
    return sum + total(l, x -> x * 2) * a + center(List.of(new Vec(a, 1))).x + l.size();
  }

  @Differentiable
  static double failing(double[] x, int i) {
    List<double[]> l = List.of(x, x, x);
    return l.get(i)[0];
  }

  static Object[][] inputs_numbers() {
    return new Object[][] {{0.5, 1.5}, {-0.75, 2.0}};
  }

  static Object[][] inputs_rows() {
    double[] one = {0.25, 0.75};
    return new Object[][] {{new double[] {0.5, 2}, new double[] {1.5, -1}, 0.75}, {one, one, 1.25}};
  }

  static Object[][] inputs_records() {
    return new Object[][] {{0.5, 1.25}, {1.5, -2.0}};
  }

  static Object[][] inputs_views() {
    return new Object[][] {{0.5, 1.25}};
  }

  static Object[][] inputs_nested() {
    return new Object[][] {{0.5, new float[] {1.25f, -0.5f}}};
  }

  static Object[][] inputs_choices() {
    return new Object[][] {{0.5, 1.25, true}, {0.5, 1.25, false}};
  }

  static Object[][] inputs_objects() {
    return new Object[][] {{0.5}};
  }

  static Object[][] inputs_failing() {
    return new Object[][] {{new double[] {2}, 1}};
  }

  static Object[][] throws_failing() {
    return new Object[][] {{new double[] {2}, 3}, {new double[] {2}, -1}};
  }
}
