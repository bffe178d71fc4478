package corpus;

import dev.adjoint.annotations.Differentiable;

/** Record patterns, type patterns in switches, guards: on records that are taken apart, and on objects. */
final class Patterns {
  record Point(double x, double y) {}

  record Line(Point from, Point to) {}

  record Named(String name, Object what) {}

  record Pair<A, B>(A first, B second) {}

  sealed interface Expr permits Num, Var, Add, Mul, Neg, Power {}

  record Num(double v) implements Expr {}

  record Var(String name) implements Expr {}

  record Add(Expr l, Expr r) implements Expr {}

  record Mul(Expr l, Expr r) implements Expr {}

  record Neg(Expr e) implements Expr {}

  record Power(Expr base, int n) implements Expr {}

  @Differentiable
  static double local(double a, double b) {
    Line line = new Line(new Point(a, b), new Point(b, 2));
    if (!(line instanceof Line(Point(var x0, var y0), Point(double x1, _)))) {
      return 0;
    }
    return choose(line) * x0 + y0 * x1;
  }

  private static double choose(Line line) {
    return switch (line) {
      case Line(Point p, Point(double q, double r)) when q > 1 -> p.x() * q * r;
      case Line(Point p, var q) when p.x() > 3 && q instanceof Point(var u, var v) -> u * v;
      case Line l -> l.from().x() * l.to().y();
    };
  }

  @Differentiable
  static double mayBeNull(double x, int n) {
    Point p = n > 2 ? null : new Point(x, x * n);
    double s = 0;
    switch (p) {
      case null -> s = x;
      case Point(double u, double v) when v > u -> s = u * v;
      case Point q -> s = q.x() - q.y() * q.y();
    }
    if (p instanceof Point(double u, _) && u > 0) {
      s += u * u;
    }
    return p instanceof Point q ? s * q.x() : s;
  }

  /** A null selector without a case for it is an exception. */
  @Differentiable
  static double unboxes(double x, int n) {
    Point p = n > 2 ? null : new Point(x, x * n);
    return switch (p) {
      case Point(double u, double v) -> u * v;
    };
  }

  @Differentiable
  static double tree(double x, double y, int n) {
    Expr e = new Add(new Mul(new Num(3), new Var("x")), new Neg(new Mul(new Var("x"), new Var("y"))));
    for (int i = 0; i < n; i++) {
      e = new Mul(e, new Power(new Var(i % 2 == 0 ? "x" : "y"), i));
    }
    return eval(e, x, y);
  }

  private static double eval(Expr e, double x, double y) {
    return switch (e) {
      case Num(double v) -> v;
      case Var v when v.name().equals("y") -> y;
      case Var _ -> x;
      case Mul(Num(double k), Expr r) -> k * eval(r, x, y);
      case Add(Expr l, Expr r) -> eval(l, x, y) + eval(r, x, y);
      case Mul(var l, var r) -> eval(l, x, y) * eval(r, x, y);
      case Neg(Expr n) -> -eval(n, x, y);
      case Power(Expr base, int n) when n == 0 -> 1;
      case Power(Expr base, int n) -> {
        double b = eval(base, x, y);
        double p = 1;
        for (int i = 0; i < n; i++) {
          p *= b;
        }
        yield p;
      }
    };
  }

  /** The tree is a parameter, and so is what it has for variables. */
  @Differentiable
  static double given(Expr e, double[] values) {
    return compute(e, values);
  }

  private static double compute(Expr e, double[] values) {
    switch (e) {
      case Num n:
        return n.v();
      case Var(String name):
        return values[name.charAt(0) - 'x'];
      case Add(Expr l, Expr r):
        return compute(l, values) + compute(r, values);
      case Mul(Expr l, Expr r): {
        double a = compute(l, values);
        return a < -10 ? 0 : a * compute(r, values);
      }
      case Neg _:
      case Power _:
        break;
    }
    double sum = 0;
    for (double v : values) {
      sum += v * v;
    }
    return e instanceof Neg(Num(double k)) ? k * sum : sum;
  }

  @Differentiable
  static double object(Object o, double x) {
    double s = 0;
    switch (o) {
      case null -> s = x;
      case String t when t.length() > 3 -> s = x * t.length();
      case String t -> s = x * x * t.length();
      case Point(double u, double v) when u > v -> s = x * u;
      case Named(_, Named(String inner, Integer k)) -> s = x * inner.length() * k;
      case Named(String name, Point(var u, _)) when u > 0 && name != null -> s = x * x * u;
      case Integer i -> s = x * i;
      default -> s = first(o, x);
    }
    return s;
  }

  private static double first(Object o, double x) {
    if (!(o instanceof Point(var a, var b))) {
      return x;
    }
    return a * x + b;
  }

  @Differentiable
  static double pairs(double x, double y) {
    var p = new Pair<>(new Point(x, y), y);
    if (p instanceof Pair<Point, Double>(Point(double a, double b), Double c)) {
      return a * b + Math.sin(c);
    }
    return 0;
  }

  static Object[][] inputs_local() {
    return new Object[][] {{1.5, 2.0}, {3.5, 0.5}, {0.5, 0.25}};
  }

  static Object[][] inputs_mayBeNull() {
    return new Object[][] {{1.5, 2}, {1.5, 1}, {-0.5, 2}, {0.5, 3}};
  }

  static Object[][] inputs_unboxes() {
    return new Object[][] {{1.5, 2}};
  }

  static Object[][] throws_unboxes() {
    return new Object[][] {{1.5, 3}};
  }

  static Object[][] inputs_tree() {
    return new Object[][] {{1.5, 2.0, 0}, {-0.5, 0.75, 4}};
  }

  static Object[][] inputs_given() {
    return new Object[][] {
      {new Mul(new Num(2), new Add(new Var("x"), new Mul(new Var("y"), new Var("x")))), new double[] {0.5, -1.5}},
      {new Add(new Neg(new Num(4)), new Power(new Num(1), 2)), new double[] {0.5, -1.5}}};
  }

  static Object[][] throws_given() {
    return new Object[][] {{new Add(new Var("x"), null), new double[] {0.5, -1.5}}};
  }

  static Object[][] inputs_object() {
    return new Object[][] {{null, 0.5}, {"abcd", 0.5}, {"ab", 0.5}, {new Point(2, 1), 0.5}, {new Point(1, 2), 0.5}, {7, 0.5},
      {new Named("n", new Named("abc", 4)), 0.5}, {new Named("n", new Named("abc", 'c')), 0.5}, {new Named("n", new Point(1, 2)), 0.5},
      {new Named("n", null), 0.5}, {2L, 0.5}};
  }

  static Object[][] inputs_pairs() {
    return new Object[][] {{1.5, 2.0}};
  }
}
