package corpus;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/** Records as locals, arguments and results of helpers, nested, with constructors that compute. */
final class Records {
  record Vec(double x, double y) {
    static final Vec UP = new Vec(0, 1);

    Vec plus(Vec o) {
      return new Vec(x + o.x, y + o.y());
    }

    Vec times(double s) {
      return new Vec(s * x, s * this.y);
    }

    double dot(Vec o) {
      return x() * o.x + y * o.y;
    }

    double norm() {
      return Math.sqrt(dot(this));
    }
  }

  record Ball(Vec at, Vec v, double mass, String name) {
    Ball {
      if (mass <= 0) {
        throw new IllegalArgumentException(name + " weighs " + mass);
      }
      mass = 0.5 * mass + 1;
    }

    Ball(Vec at) {
      this(at, new Vec(0.25 * at.x, 1), 2, "ball");
    }

    Ball step(double h) {
      Vec force = at.times(-1);
      Vec w = v.plus(force.times(h / mass));
      return new Ball(at.plus(w.times(h)), w, 2 * (mass - 1), name);
    }
  }

  record Scaled(double value, @NonDifferentiable double scale, int power) {
    Scaled(double value, double scale, int power) {
      this.scale = scale;
      double p = 1;
      for (int i = 0; i < power; i++) {
        p *= value;
      }
      this.value = p;
      this.power = power;
    }

    double total() {
      return value * scale + power;
    }
  }

  private record Pair(double[] data, Vec v) {
    double sum() {
      double s = v.x;
      for (double d : data) {
        s += d * v.y;
      }
      return s;
    }
  }

  record Holder<A, B>(A first, B second) {}

  @Differentiable
  static double straight(double a, double b) {
    Vec p = new Vec(a, b);
    Vec v = p.times(0.5).plus(new Vec(1, a * b));
    var w = v;
    return v.dot(p) + w.norm();
  }

  @Differentiable
  static double loops(double a, double b, int n) {
    Vec p = new Vec(a, b);
    Vec v = new Vec(1, 2);
    for (int i = 0; i < n; i++) {
      p = p.plus(v.times(0.1));
      if (p.x > 1.05) {
        v = v.times(-a);
      }
    }
    while (p.norm() < 2) {
      p = p.times(1.1 + 0.01 * b * b);
    }
    return p.x * p.y;
  }

  @Differentiable
  static double constructors(double a, double b) {
    Ball ball = new Ball(new Vec(a, b));
    for (int i = 0; i < 3; i++) {
      ball = ball.step(0.1 * a);
    }
    Scaled s = new Scaled(ball.mass() * b, 2, 3);
    return ball.at().x() * ball.v.y + s.total() + ball.name().length() * a;
  }

  @Differentiable
  static double choices(double a, double b) {
    Vec p = a > b ? new Vec(a, b) : new Vec(b * b, a);
    Vec q = switch ((int) Math.signum(a)) {
      case 1 -> p.times(b);
      case -1 -> {
        Vec r = p.plus(p);
        yield r.times(a);
      }
      default -> p;
    };
    Vec best = null;
    for (Vec c : new Vec[] {p, q, new Vec(a * a, b)}) {
      if (best == null || c.x > best.x) {
        best = c;
      }
    }
    if (p == null || q == null) {
      return 0;
    }
    return best.x * q.y + p.y;
  }

  @Differentiable
  static double arrays(double[] x, double s) {
    Pair pair = new Pair(x, new Vec(s, x[0]));
    x[1] = pair.sum() * s;
    double[] alias = pair.data();
    alias[0] *= 2;
    return pair.sum() + x[0] * x[1];
  }

  private static Vec turned(Vec v, double angle, int n) {
    if (n == 0) {
      return v;
    }
    Vec w = turned(v, angle, n - 1);
    return new Vec(w.x * Math.cos(angle) - w.y * Math.sin(angle), w.x * Math.sin(angle) + w.y * Math.cos(angle));
  }

  @Differentiable
  static double recursion(double a, double b, int n) {
    Vec v = turned(new Vec(a, b), a * 0.3, n);
    Vec constant = turned(Vec.UP, 0.5, n);
    return v.x + v.y * constant.x;
  }

  @Differentiable
  static double generic(double a, double b) {
    Holder<Vec, Double> h = new Holder<>(new Vec(a, b), 2.0);
    Holder<Vec, Holder<Vec, Vec>> deep = new Holder<>(h.first(), new Holder<>(new Vec(b, a), new Vec(a * a, b)));
    return deep.first().dot(deep.second().first()) * h.second() + deep.second().second().norm();
  }

  @Differentiable
  static double opaque(double a) {
    Vec constant = new Vec(3, 4);
    String text = constant.toString() + Vec.UP;
    Vec up = Vec.UP;
    return a * text.length() * up.y() + constant.norm() * a + constant.hashCode() * 0.0;
  }

  @Differentiable
  static double patterns(double a, double b) {
    Vec p = new Vec(a, b);
    double s = 0;
    if (p instanceof Vec q) {
      s += q.x * b;
    }
    Vec none = null;
    if (none instanceof Vec) {
      s += 100;
    }
    return s;
  }

  static Object[][] inputs_straight() {
    return new Object[][] {{1.5, -0.5}, {0.25, 2.0}};
  }

  static Object[][] inputs_loops() {
    return new Object[][] {{0.9, 0.3, 4}, {-0.7, 1.2, 0}, {1.1, 0.4, 7}};
  }

  static Object[][] inputs_constructors() {
    return new Object[][] {{0.8, 0.6}, {-1.2, 1.5}};
  }

  static Object[][] inputs_choices() {
    return new Object[][] {{1.5, 0.7}, {-0.5, 0.8}, {0.6, 1.9}};
  }

  static Object[][] inputs_arrays() {
    return new Object[][] {{new double[] {0.5, 1.5, -2}, 0.7}};
  }

  static Object[][] inputs_recursion() {
    return new Object[][] {{0.7, -1.1, 4}, {0.7, -1.1, 0}};
  }

  static Object[][] inputs_generic() {
    return new Object[][] {{0.7, -1.1}};
  }

  static Object[][] inputs_opaque() {
    return new Object[][] {{0.7}};
  }

  static Object[][] inputs_patterns() {
    return new Object[][] {{0.7, -1.1}};
  }
}
