package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import java.util.function.DoubleUnaryOperator;

/** Variables, fields and arrays that hold objects of several classes; calls run the method of the class that an object has. */
final class ObjectVariants {
  interface Layer {
    double apply(double x);

    default double twice(double x) {
      return apply(apply(x));
    }

    default void learn(double rate) {
    }
  }

  static final class Relu implements Layer {
    @Override
    public double apply(double x) {
      return x > 0 ? x : 0.1 * x;
    }
  }

  static class Tanh implements Layer {
    double k;
    int calls;

    Tanh(double k) {
      this.k = k;
    }

    @Override
    public double apply(double x) {
      calls++;
      return Math.tanh(k * x);
    }

    @Override
    public void learn(double rate) {
      k *= rate;
    }
  }

  static final class Linear implements Layer {
    final double[] w;
    private double bias = 0.5;

    Linear(double... w) {
      this.w = w;
      bias *= w[0];
    }

    @Override
    public double apply(double x) {
      double y = bias;
      for (double v : w) {
        y = y * x + v;
      }
      return y;
    }

    @Override
    public void learn(double rate) {
      w[0] *= rate;
      bias += rate;
    }
  }

  static final class Steep extends Tanh {
    final double more;

    Steep(double k, double more) {
      super(k * more);
      this.more = more;
    }

    @Override
    public double apply(double x) {
      return super.apply(x) * more + twiceMore();
    }

    double twiceMore() {
      return 2 * more;
    }
  }

  @Differentiable
  static double chosenByAFlag(double x, double k, boolean flag) {
    Layer l = flag ? new Relu() : new Tanh(k);
    return l.apply(x) * k + l.twice(x);
  }

  @Differentiable
  static double assignedInBranches(double x, double k, int which) {
    Layer l;
    if (which == 0) {
      l = new Relu();
    } else if (which == 1) {
      l = new Linear(k, x);
    } else {
      l = new Steep(k, 2);
    }
    l.learn(x);
    return l.apply(x) + l.apply(k);
  }

  @Differentiable
  static double changingInALoop(double[] x) {
    Layer l = new Tanh(x[0]);
    Tanh first = (Tanh) l;
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += l.apply(x[i]);
      l.learn(x[i]);
      if (i % 3 == 1) {
        l = new Linear(sum, x[i]);
      } else if (i % 3 == 2) {
        l = first;
      }
    }
    return sum * first.k + l.apply(0.5) + first.calls;
  }

  @Differentiable
  static double inAnArray(double[] w, double x) {
    Layer[] layers = {new Relu(), new Linear(w), new Tanh(w[1]), null};
    layers[3] = layers[1];
    double y = x;
    for (int step = 0; step < 2; step++) {
      for (Layer l : layers) {
        y = l.apply(y);
        l.learn(0.5 + 0.1 * y);
      }
    }
    return y;
  }

  static final class Net {
    Layer first = new Relu();
    Layer second;
    final Layer last;
    private Layer[] hidden;
    int n;

    Net(Layer second, Layer last, int n) {
      this.second = second;
      this.last = last;
      hidden = new Layer[n];
      for (int i = 0; i < n; i++) {
        hidden[i] = i % 2 == 0 ? new Tanh(0.1 * i + 0.7) : second;
      }
    }

    double run(double x) {
      n++;
      double y = second.apply(first.apply(x));
      for (Layer h : hidden) {
        y = h.apply(y);
      }
      return last == null ? y : last.apply(y);
    }

    void exchange() {
      Layer t = first;
      first = second;
      second = t;
    }
  }

  @Differentiable
  static double inFields(double x, double k, int n) {
    Net net = new Net(new Linear(k, 0.3), new Steep(0.5, k), n);
    double sum = 0;
    for (int i = 0; i < 4; i++) {
      sum += net.run(x);
      net.exchange();
      net.first.learn(0.9 * x);
      if (i == 2) {
        net.second = new Tanh(sum);
      }
    }
    return sum + net.n;
  }

  static double through(Layer l, double x) {
    l.learn(x);
    return l.apply(x);
  }

  static Layer other(Layer a, Layer b, double x) {
    return a.apply(x) > b.apply(x) ? a : b;
  }

  @Differentiable
  static double throughHelpers(double x, double k) {
    Layer a = new Tanh(k);
    Layer b = new Linear(k, x);
    Layer best = other(a, b, x);
    double y = through(best, x) + through(a, y(best, b, x));
    best = other(b, new Relu(), y);
    return y * through(best, k) + through(new Steep(k, 1.5), x);
  }

  static double y(Layer a, Layer b, double x) {
    return a == b ? x : 2 * x;
  }

  static double weight(Layer l) {
    if (l instanceof Linear lin && lin.w.length > 1) {
      return lin.w[1] * lin.bias;
    }
    return switch (l) {
      case Steep s -> s.k * s.more;
      case Tanh t -> t.k;
      default -> 1;
    };
  }

  @Differentiable
  static double patterns(double x, double k, int n) {
    Layer[] all = {new Linear(k, x), new Relu(), new Steep(k, x), new Tanh(x)};
    double sum = 0;
    for (int i = 0; i < n; i++) {
      Layer l = all[i % 4];
      sum += weight(l) * (i + 1);
      if (l instanceof Tanh) {
        ((Tanh) l).k *= 1.5;
      }
    }
    return sum;
  }

  @Differentiable
  static double fieldsOfTheSuperclass(double x, double k, boolean steep) {
    Tanh t = new Tanh(k);
    Tanh u = t;
    if (steep) {
      t = new Steep(k, x);
    }
    t.k += x;
    t.calls += 2;
    return t.apply(x) * u.k + t.calls + (t == u ? k : 0) + (t != u ? x : 0);
  }

  abstract static class Shape {
    protected double scale = 1;
    @NonDifferentiable double price = 3;

    abstract double area();

    double cost() {
      return price * area() * scale;
    }

    Shape grow(double by) {
      scale *= by;
      return this;
    }
  }

  static final class Circle extends Shape {
    double r;

    Circle(double r) {
      this.r = r;
    }

    @Override
    double area() {
      return 3 * r * r;
    }
  }

  static final class Box extends Shape {
    double a;
    double b;

    Box(double a, double b) {
      this.a = a;
      this.b = b;
      scale = 0.5;
    }

    @Override
    double area() {
      return a * b;
    }
  }

  @Differentiable
  static double abstractSuperclass(double x, double y, int n) {
    Shape s = null;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      Shape next = i % 2 == 0 ? new Circle(x) : new Box(x, y);
      if (s == null || next.cost() > s.cost()) {
        s = next;
      }
      s.grow(1.1).scale += 0.1 * x;
      sum += s.cost();
    }
    return s == null ? x : sum * s.scale;
  }

  @Differentiable
  static double nullIsRead(double x, int n) {
    Shape s = null;
    if (n == 1) {
      s = new Circle(x);
    } else if (n == 2) {
      s = new Box(x, 2);
    }
    return s.cost() * x;
  }

  @Differentiable
  static double casts(double x, boolean box) {
    Shape s = box ? new Box(x, x) : new Circle(x);
    double y = s.area();
    Box b = (Box) s;
    return b.a * y;
  }

  @Differentiable
  static double capturedByLambdas(double x, boolean box) {
    Shape s = box ? new Box(x, 2 * x) : new Circle(x);
    DoubleUnaryOperator f = t -> s.grow(t).cost();
    return f.applyAsDouble(x) * f.applyAsDouble(1.5) + s.scale;
  }

  @Differentiable
  static double exceptionsHalfWay(double x, double limit) {
    Shape s = new Circle(x);
    try {
      for (int i = 0; i < 4; i++) {
        s.grow(1.5);
        if (s.cost() > limit) {
          throw new ArithmeticException("large");
        }
        s = i % 2 == 0 ? new Box(s.scale, x) : new Circle(s.area());
      }
    } catch (ArithmeticException e) {
      s.grow(x);
    }
    return s.cost();
  }

  static double descend(Shape s, double x, int depth) {
    if (depth == 0) {
      return s.cost();
    }
    return descend(depth % 2 == 0 ? s.grow(x) : new Box(s.scale, s.area()), x, depth - 1) + s.scale;
  }

  @Differentiable
  static double recursion(double x, int depth) {
    return descend(new Circle(x), x, depth);
  }

  static Object[][] inputs_chosenByAFlag() {
    return new Object[][] {{0.7, 1.2, true}, {-0.7, 1.2, true}, {0.7, 1.2, false}};
  }

  static Object[][] inputs_assignedInBranches() {
    return new Object[][] {{0.7, 1.2, 0}, {0.7, 1.2, 1}, {0.7, 1.2, 2}};
  }

  static Object[][] inputs_changingInALoop() {
    return new Object[][] {{new double[] {0.7, 1.2, 0.4, 0.9, -0.3, 0.6, 0.8}}, {new double[] {0.7}}};
  }

  static Object[][] inputs_inAnArray() {
    return new Object[][] {{new double[] {0.7, 0.4}, 0.6}};
  }

  static Object[][] inputs_inFields() {
    return new Object[][] {{0.7, 0.4, 0}, {0.7, 0.4, 3}};
  }

  static Object[][] inputs_throughHelpers() {
    return new Object[][] {{0.7, 0.4}, {0.9, -0.4}};
  }

  static Object[][] inputs_patterns() {
    return new Object[][] {{0.7, 0.4, 0}, {0.7, 0.4, 7}};
  }

  static Object[][] inputs_fieldsOfTheSuperclass() {
    return new Object[][] {{0.7, 0.4, true}, {0.7, 0.4, false}};
  }

  static Object[][] inputs_abstractSuperclass() {
    return new Object[][] {{0.7, 0.4, 0}, {0.7, 1.4, 5}, {0.7, 4.1, 5}};
  }

  static Object[][] inputs_nullIsRead() {
    return new Object[][] {{0.7, 1}, {0.7, 2}};
  }

  static Object[][] throws_nullIsRead() {
    return new Object[][] {{0.7, 3}};
  }

  static Object[][] inputs_casts() {
    return new Object[][] {{0.7, true}};
  }

  static Object[][] inputs_capturedByLambdas() {
    return new Object[][] {{0.7, true}, {0.7, false}};
  }

  static Object[][] inputs_exceptionsHalfWay() {
    return new Object[][] {{0.7, 1.0}, {0.7, 10.0}, {0.7, 1000.0}};
  }

  static Object[][] inputs_recursion() {
    return new Object[][] {{0.7, 0}, {0.7, 3}};
  }
}
