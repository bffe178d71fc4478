package several;

import dev.adjoint.annotations.Differentiable;
import java.util.function.DoubleUnaryOperator;

/** Objects of classes of other files whose fields are all final: made here, known by their fields, used in their methods and in helpers. */
final class ImmutableObjects {
  @Differentiable
  static double angle(double[] a, double[] b) {
    return Planar.angle(new Planar(a[0], a[1]), new Planar(b)) + Planar.angle(new Planar(a), new Planar(a[1], b[0]).scaled(b[1]));
  }

  @Differentiable
  static double chains(double x, double y) {
    Planar u = new Planar(x, y);
    Planar v = u.add(new Planar(y, 0.5)).scaled(x).add(Planar.UNIT);
    Planar w = x > y ? v : u.scaled(2);
    return helper(w) + mid(u, v).norm() - w.getX() * v.y;
  }

  private static double helper(Planar p) {
    return p == null ? 0 : p.dot(p) / (1 + p.norm());
  }

  private static Planar mid(Planar p, Planar q) {
    if (p.norm() > 10) {
      return p;
    }
    return p.add(q).scaled(0.5);
  }

  @Differentiable
  static double inherited(double x, double y, int n) {
    Planar p = new Weighted(x, y, n);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      Weighted w = new Weighted(sum, new Planar(x * i, y));
      sum += w.norm() + w.weight * w.line.applyAsDouble(x);
    }
    return p.norm() * sum + new Weighted(x, y, 0).log(1);
  }

  @Differentiable
  static double arrays(double[] x, double by) {
    Table table = new Table(x);
    double before = table.at(0);
    table.move(by);
    x[1] = by * by;
    Table shared = new Table(x, by);
    return before * table.at(0) + table.at(1) + shared.at(1) + shared.last();
  }

  @Differentiable
  static double constantObject(double x) {
    Table table = new Table(new double[] {1, 2, 3});
    StringBuilder text = new StringBuilder().append(table);
    table.move(2);
    return x * table.at(1) * text.length();
  }

  @Differentiable
  static double choice(double x, double y, boolean heavy) {
    Planar p = heavy ? new Weighted(x, y, 2) : new Planar(y, x);
    return p.norm() * p.getX() + p.y;
  }

  @Differentiable
  static double checked(double x, double[] y) {
    return new Planar(y).scaled(x).norm();
  }

  static Object[][] inputs_angle() {
    return new Object[][] {{new double[] {1, 0.5}, new double[] {-0.25, 1.5}}, {new double[] {1, 0.5}, new double[] {1, 2}}};
  }

  static Object[][] inputs_chains() {
    return new Object[][] {{1.5, 0.5}, {0.5, 1.5}, {3, 4.5}};
  }

  static Object[][] inputs_inherited() {
    return new Object[][] {{0.5, -0.75, 3}, {1.5, 0.5, 1}};
  }

  static Object[][] inputs_arrays() {
    return new Object[][] {{new double[] {0.5, 1.5, -1}, 0.75}};
  }

  static Object[][] inputs_constantObject() {
    return new Object[][] {{0.5}};
  }

  static Object[][] inputs_choice() {
    return new Object[][] {{0.5, 1.5, true}, {0.5, 1.5, false}};
  }

  static Object[][] inputs_checked() {
    return new Object[][] {{0.5, new double[] {1.5, 2}}};
  }

  static Object[][] throws_checked() {
    return new Object[][] {{0.5, new double[] {1.5}}};
  }
}
