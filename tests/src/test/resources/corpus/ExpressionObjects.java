package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/** A tree of objects, each of which knows its own value: which class a node has is known only when it is there. */
final class ExpressionObjects {
  private ExpressionObjects() {}

  interface Expr {
    @Differentiable
    double value(double x, double[] p);

    static Object[][] inputs_value() {
      return rows(tree(), new Variable(), new Parameter(1), Function.COS);
    }

    static Object[][] throws_value() {
      return rows((Expr) null);
    }
  }

  private static Object[][] rows(Expr... all) {
    var rows = new Object[all.length][];
    for (int i = 0; i < all.length; i++) {
      rows[i] = new Object[] {all[i], 0.75 + i, new double[] {1.5, 2.5}};
    }
    return rows;
  }

  static final class Variable implements Expr {
    @Override
    @Differentiable
    public double value(double x, double[] p) {
      return x;
    }

    static Object[][] inputs_value() {
      return rows(new Variable());
    }
  }

  static final class Parameter implements Expr {
    private final int index;

    Parameter(int index) {
      this.index = index;
    }

    @Override
    @Differentiable
    public double value(double x, double[] p) {
      return p[index];
    }

    static Object[][] inputs_value() {
      return rows(new Parameter(0), new Parameter(1));
    }
  }

  record Sum(Expr left, Expr right) implements Expr {
    @Override
    @Differentiable(wrt = {"x", "p"})
    public double value(double x, double[] p) {
      return left.value(x, p) + right.value(x, p);
    }

    static Object[][] inputs_value() {
      return rows(new Sum(tree(), new Variable()));
    }
  }

  /** A record with numbers of its own, which are constants to whoever calls it as an Expr. */
  record Scaled(double factor, double[] weights, Expr inner) implements Expr {
    @Override
    @Differentiable(wrt = {"x", "p"})
    public double value(double x, double[] p) {
      double w = 0;
      for (double weight : weights) {
        w += weight * x;
      }
      return factor * inner.value(x, p) * w;
    }

    static Object[][] inputs_value() {
      return rows(new Scaled(3, new double[] {1.5}, new Parameter(1)));
    }
  }

  abstract static class Binary implements Expr {
    final Expr left;
    final Expr right;

    Binary(Expr left, Expr right) {
      this.left = left;
      this.right = right;
    }

    @Differentiable
    abstract double combine(double a, double b);

    @Override
    @Differentiable
    public final double value(double x, double[] p) {
      return combine(left.value(x, p), right.value(x, p));
    }

    static Object[][] inputs_value() {
      return rows(new Product(new Variable(), new Parameter(0)), new Square(new Variable(), new Parameter(1)));
    }

    static Object[][] inputs_combine() {
      return new Object[][] {{new Product(null, null), 0.75, 2.0}, {new Square(null, null), 1.25, 3.5}};
    }
  }

  static final class Product extends Binary {
    Product(Expr left, Expr right) {
      super(left, right);
    }

    @Override
    @Differentiable
    double combine(double a, double b) {
      return a * b;
    }

    static Object[][] inputs_combine() {
      return new Object[][] {{new Product(null, null), 0.75, 2.0}};
    }
  }

  static class Power extends Binary {
    Power(Expr left, Expr right) {
      super(left, right);
    }

    @Override
    @Differentiable
    final double combine(double a, double b) {
      return Math.pow(a, b);
    }

    static Object[][] inputs_combine() {
      return new Object[][] {{new Power(null, null), 0.75, 2.0}, {new Square(null, null), 1.25, 3.5}};
    }
  }

  /** Inherits all it does. */
  static final class Square extends Power {
    Square(Expr base, Expr two) {
      super(base, two);
    }
  }

  enum Function implements Expr {
    SIN, COS;

    @Override
    @Differentiable
    public double value(double x, double[] p) {
      return this == SIN ? Math.sin(x * p[0]) : Math.cos(x);
    }

    static Object[][] inputs_value() {
      return rows(SIN, COS);
    }
  }

  @Differentiable
  static double square(Expr e, double x, double[] p) {
    double v = e.value(x * 1.5, p);
    return v * v;
  }

  @Differentiable
  static double sum(Expr[] all, double[] x, double[] p, @NonDifferentiable double[] weights) {
    double s = 0;
    for (int i = 0; i < x.length; i++) {
      for (Expr e : all) {
        s += e.value(x[i], p) * weights[i];
      }
    }
    return s;
  }

  /** What is not differentiated is called as it is. */
  @Differentiable
  static double weighted(Expr e, double x, @NonDifferentiable double at) {
    return x * e.value(at, new double[] {2, 3});
  }

  private static Expr tree() {
    Expr x = new Variable();
    return new Sum(new Product(new Scaled(2, new double[] {0.5, 0.25}, x), new Parameter(1)),
        new Sum(new Square(new Parameter(0), new Parameter(1)), Function.SIN));
  }

  static Object[][] inputs_square() {
    return new Object[][] {{tree(), 0.75, new double[] {1.5, 2.5}}, {new Variable(), -1.25, new double[0]}, {Function.COS, 0.5, new double[] {2}}};
  }

  static Object[][] inputs_sum() {
    return new Object[][] {{new Expr[] {tree(), new Parameter(0), Function.COS}, new double[] {0.5, 1.25}, new double[] {1.5, 2}, new double[] {1, -2}},
        {new Expr[0], new double[] {1}, new double[] {2}, new double[] {3}}};
  }

  static Object[][] inputs_weighted() {
    return new Object[][] {{tree(), 0.5, 1.5}, {new Parameter(1), -2.0, 1.0}};
  }

  static Object[][] throws_square() {
    return new Object[][] {{null, 1.0, new double[] {1}}};
  }
}
