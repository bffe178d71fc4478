package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;
import java.util.function.DoubleUnaryOperator;

/** Objects of ordinary classes as locals: fields that change, references to one object, constructors, inheritance. */
final class Objects {
  static final class Particle {
    double x;
    double v;
    final double mass;
    private int steps;
    double[] trace = new double[8];

    Particle(double x, double v, double mass) {
      this.x = x;
      this.v = v;
      this.mass = mass > 0 ? mass : 1;
    }

    Particle(double x) {
      this(x, 0.5 * x, 2);
      trace[7] = x * x;
    }

    void kick(double force, double h) {
      v += h * force / mass;
    }

    Particle drift(double h) {
      x += h * v;
      trace[steps++ % 8] = x;
      return this;
    }

    double energy() {
      return 0.5 * mass * v * v + 0.5 * x * x;
    }
  }

  static final class Pair {
    Particle a;
    Particle b;
    @NonDifferentiable double weight = 2;

    void swap() {
      Particle t = a;
      a = b;
      b = t;
    }

    double gap() {
      return weight * (a.x - b.x);
    }
  }

  @Differentiable
  static double verlet(double x, double v, int n) {
    Particle p = new Particle(x, v, 1.5);
    for (int i = 0; i < n; i++) {
      p.kick(-p.x, 0.1);
      p.drift(0.1).kick(-0.1 * p.v, 0.1);
    }
    return p.energy() + p.trace[0] * p.trace[n % 8] + p.steps;
  }

  @Differentiable
  static double oneObjectTwoNames(double x, double y) {
    Particle p = new Particle(x);
    Particle q = x > y ? p : new Particle(y, x, y);
    q.x *= y;
    q.trace[7] += p.x;
    p.v = Math.sin(q.x) * p.x;
    return p.energy() * q.energy() + (p == q ? p.trace[7] : q.trace[7]) + (p != q ? x : 0);
  }

  @Differentiable
  static double swapped(double x, double y, int n) {
    Pair pair = new Pair();
    pair.a = new Particle(x);
    pair.b = new Particle(y);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      pair.a.x += 0.1 * pair.b.x * pair.b.x;
      pair.swap();
      sum += pair.gap();
      if (sum > 5) {
        pair.b = pair.a;
      }
    }
    return sum * pair.a.x;
  }

  @Differentiable
  static double inArrays(double[] x) {
    Particle[] all = new Particle[x.length];
    for (int i = 0; i < x.length; i++) {
      all[i] = i % 3 == 2 ? all[i - 1] : new Particle(x[i]);
    }
    for (int step = 0; step < 3; step++) {
      for (Particle p : all) {
        for (Particle q : all) {
          if (p != q) {
            p.kick(0.1 * (q.x - p.x), 0.2);
          }
        }
      }
      for (Particle p : all) {
        p.drift(0.2);
      }
    }
    double sum = 0;
    for (Particle p : all) {
      sum += p.energy();
    }
    return sum;
  }

  @Differentiable
  static double perhapsNone(double x, int n) {
    Particle best = null;
    for (int i = 0; i < n; i++) {
      Particle p = new Particle(x * (i + 1), i - 1.5, 1);
      if (best == null || p.energy() > best.energy()) {
        best = p;
      }
    }
    return best == null ? x : best.energy() * best.x;
  }

  @Differentiable
  static double noneIsRead(double x, boolean there) {
    Particle p = there ? new Particle(x) : null;
    return p.x * x;
  }

  static Particle heavier(Particle p, Particle q) {
    return p.mass >= q.mass ? p : q;
  }

  @Differentiable
  static double throughHelpers(double x, double m) {
    Particle p = new Particle(x, 1, m);
    Particle q = new Particle(2 * x, 1, 1);
    heavier(p, q).x *= x;
    return p.x + 3 * q.x * m;
  }

  static double descend(Particle p, int depth) {
    p.x *= 0.5 + 0.1 * p.v;
    return depth == 0 ? p.x : p.x + descend(p, depth - 1) * p.v;
  }

  @Differentiable
  static double recursion(double x, int depth) {
    return descend(new Particle(x), depth);
  }

  @Differentiable
  static double caught(double x, double limit) {
    Particle p = new Particle(x);
    try {
      for (int i = 0; i < 5; i++) {
        p.x *= 1.5;
        if (p.x > limit) {
          throw new ArithmeticException("far");
        }
        p.v += p.x;
      }
    } catch (ArithmeticException e) {
      p.v *= p.x;
    }
    return p.energy();
  }

  @Differentiable
  static double capturedByLambda(double x) {
    Particle p = new Particle(x);
    DoubleUnaryOperator f = t -> {
      p.x += t * p.v;
      return p.x * t;
    };
    double a = f.applyAsDouble(x);
    return a * f.applyAsDouble(a) + p.x;
  }

  static class Layer {
    double scale = 2;
    final double[] weights;
    final double offset;

    Layer(double[] weights, double offset) {
      this.weights = weights;
      this.offset = offset * scale;
      scale = weights[0];
    }

    double value(double t) {
      double sum = bias();
      for (double w : weights) {
        sum += w * t;
      }
      return shape(sum) * scale;
    }

    double bias() {
      return offset;
    }

    double shape(double s) {
      return s;
    }
  }

  static final class Bounded extends Layer {
    private double bound;
    int calls;

    Bounded(double[] weights, double bound) {
      super(weights, 3);
      this.bound = bound;
    }

    @Override
    double bias() {
      return super.bias() + bound * bound;
    }

    @Override
    double shape(double s) {
      calls++;
      return Math.tanh(s / bound) * bound;
    }
  }

  @Differentiable
  static double inherited(double[] w, double bound, double t) {
    Bounded b = new Bounded(w, bound);
    Layer plain = new Layer(w, bound);
    double y = b.value(t);
    b.scale *= y;
    w[0] *= 2;
    Layer same = b;
    same.bias();
    return b.value(y) + plain.value(t) + b.calls + same.value(y);
  }

  static final class Counter {
    static int made;
    final int first = 3;
    double total = first * 0.5;

    {
      total += 0;
    }
  }

  static final class Sums {
    double total;
    float small = 0.5f;
    long count;
    boolean any;

    void add(double v) {
      if (!any) {
        any = true;
        total = 1;
      }
      total += v * v;
      small += (float) v;
      count += 2;
    }
  }

  @Differentiable
  static double fieldsOfAllTypes(double[] x) {
    Sums s = new Sums();
    for (double v : x) {
      s.add(v);
    }
    return s.any ? s.total / s.count + s.small : 0;
  }

  static Object[][] inputs_verlet() {
    return new Object[][] {{0.8, -0.4, 5}, {0.8, -0.4, 0}, {-1.5, 2.0, 9}};
  }

  static Object[][] inputs_oneObjectTwoNames() {
    return new Object[][] {{1.2, 0.7}, {0.4, 0.9}};
  }

  static Object[][] inputs_swapped() {
    return new Object[][] {{1.2, 0.7, 5}, {1.9, -0.4, 6}, {0.3, 0.1, 0}};
  }

  static Object[][] inputs_inArrays() {
    return new Object[][] {{new double[] {0.5, -1.2, 0.3, 2}}, {new double[] {0.5, 0.8}}};
  }

  static Object[][] inputs_perhapsNone() {
    return new Object[][] {{0.7, 0}, {0.7, 4}};
  }

  static Object[][] inputs_noneIsRead() {
    return new Object[][] {{0.7, true}};
  }

  static Object[][] throws_noneIsRead() {
    return new Object[][] {{0.7, false}};
  }

  static Object[][] inputs_throughHelpers() {
    return new Object[][] {{0.7, 2.5}, {0.7, 0.5}};
  }

  static Object[][] inputs_recursion() {
    return new Object[][] {{0.7, 4}, {0.7, 0}};
  }

  static Object[][] inputs_caught() {
    return new Object[][] {{0.7, 2.0}, {0.7, 100.0}};
  }

  static Object[][] inputs_capturedByLambda() {
    return new Object[][] {{0.7}};
  }

  static Object[][] inputs_inherited() {
    return new Object[][] {{new double[] {0.5, -0.3, 1.1}, 1.4, 0.6}};
  }

  static Object[][] inputs_fieldsOfAllTypes() {
    return new Object[][] {{new double[] {0.5, -0.3, 1.1}}, {new double[0]}};
  }
}
