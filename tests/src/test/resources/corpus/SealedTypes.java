package corpus;

import dev.adjoint.annotations.Checkpoint;
import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.NonDifferentiable;

/** Sealed interfaces of records and enums: locals, arrays, results and parameters of helpers, components, methods. */
final class SealedTypes {
  sealed interface Shape permits Circle, Box, Poly, Flat {
    double area();

    default double price(double rate) {
      return rate * area() + edge();
    }

    default double edge() {
      return 1;
    }
  }

  record Circle(double r) implements Shape {
    @Override
    public double area() {
      return Math.PI * r * r;
    }
  }

  record Box(double w, double h) implements Shape {
    Box {
      if (w > 1e6) {
        throw new IllegalArgumentException("wide");
      }
    }

    @Override
    public double area() {
      return w * h;
    }

    @Override
    public double edge() {
      return 2 * w + 2 * h();
    }
  }

  record Poly(double[] sides, @NonDifferentiable double scale) implements Shape {
    @Override
    public double area() {
      double s = 0;
      for (double x : sides) {
        s += x * x;
      }
      return s * scale;
    }
  }

  sealed interface Flat extends Shape permits Nothing, Unit, Line {}

  record Nothing() implements Flat {
    @Override
    public double area() {
      return 0;
    }
  }

  enum Unit implements Flat {
    ONE, TWO;

    @Override
    public double area() {
      return ordinal() + 1;
    }
  }

  record Line(double length) implements Flat {
    @Override
    public double area() {
      return 0;
    }

    @Override
    public double edge() {
      return length * length;
    }
  }

  record Placed(Shape shape, double x) {
    double moment() {
      return shape.area() * x;
    }
  }

  static Shape make(int kind, double a, double b) {
    return switch (kind % 6) {
      case 0 -> new Circle(a);
      case 1 -> new Box(a * b, b);
      case 2 -> new Poly(new double[] {a, b}, 3);
      case 3 -> Unit.TWO;
      case 4 -> new Line(b);
      default -> new Nothing();
    };
  }

  static Shape grow(Shape s, double k) {
    return switch (s) {
      case Circle(double r) -> new Circle(k * r);
      case Box b when b.w() > 2 -> new Circle(b.h());
      case Box(var w, var h) -> new Box(k * w, h + k);
      case Poly p -> {
        double[] c = p.sides().clone();
        c[0] *= k;
        yield new Poly(c, p.scale());
      }
      case Flat f -> flat(f, k);
    };
  }

  static Flat flat(Flat f, double k) {
    if (f instanceof Line(double l)) {
      return l > 1.5 ? Unit.ONE : new Line(l * k * k);
    }
    return f;
  }

  @Differentiable
  static double helpers(double a, double b, int kind) {
    Shape s = make(kind, a, b);
    Shape t = grow(s, b);
    return t.area() + s.price(a) * t.edge();
  }

  @Differentiable
  static double arrays(double a, double b, int n) {
    Shape[] shapes = new Shape[n];
    for (int i = 0; i < n; i++) {
      shapes[i] = make(i, a + i, b);
    }
    double sum = 0;
    for (Shape s : shapes) {
      sum += grow(s, b).price(2);
      if (s instanceof Circle(double r) && r > 1) {
        sum += r * r * r;
      } else if (s instanceof Poly p) {
        sum += p.sides()[0] * p.sides()[1];
      }
    }
    for (int i = n - 1; i > 0; i--) {
      Shape s = shapes[i];
      shapes[i] = shapes[i - 1];
      shapes[i - 1] = s;
    }
    return sum + (n > 0 ? shapes[0].area() * a : 0);
  }

  @Differentiable
  static double carried(double a, double b, int steps) {
    Shape s = new Circle(a);
    double path = 0;
    for (int i = 0; i < steps; i++) {
      double x = s.area();
      s = switch (s) {
        case Circle(double r) when r > b -> new Box(r, b);
        case Circle(double r) -> new Circle(r + 0.1 * x);
        case Box(double w, double h) -> i % 2 == 0 ? new Line(w - h) : new Circle(w * h);
        case Line l -> new Box(l.length() + 1, a);
        case Poly p -> p;
        case Nothing n -> n;
        case Unit u -> u;
      };
      path += s.price(0.25);
    }
    return path;
  }

  @Differentiable
  static double components(double a, double b, int kind) {
    var p = new Placed(make(kind, a, b), a);
    double m = p.moment();
    if (p instanceof Placed(Box(double w, _), double x) && w > 0) {
      m += w * x;
    }
    return switch (p) {
      case Placed(Circle(double r), double x) when r > 1 -> m * r * x;
      case Placed(Flat f, double x) -> m + x * x + f.edge();
      case Placed(Shape s, double x) -> m * x + s.area();
    };
  }

  @Differentiable
  static double nulls(double a, double b, int kind) {
    Shape s = kind > 3 ? null : make(kind, a, b);
    if (s == null) {
      return a * b;
    }
    Shape other = null;
    if (kind == 1) {
      other = s;
    }
    double sum = s.area();
    return switch (other) {
      case null -> sum * sum;
      case Box b1 -> sum * b1.w();
      case Shape t -> t.area();
    };
  }

  @Differentiable
  static double casts(double a, double b, int kind) {
    Shape s = make(kind, a, b);
    Circle c = (Circle) s;
    return c.r() * c.r() * ((Shape) c).area();
  }

  @Differentiable
  static double thrown(double a, double b, int kind) {
    Shape s = kind > 3 ? null : make(kind, a, b);
    return switch (s) {
      case Circle c -> c.r() * a;
      case Poly p -> p.sides()[kind] * b;
      case Shape t -> t.area() * a;
    };
  }

  /** A sealed type that is a parameter and constant. */
  @Differentiable
  static double given(@NonDifferentiable Shape s, double k) {
    return grow(s, k).price(k) + (s instanceof Unit u ? u.ordinal() * k : 0);
  }

  /** Code as it is written gets the value itself. */
  @Differentiable
  static double opaque(double a, int kind) {
    Shape s = make(kind, 0.5, 2);
    return a * (s.equals(new Circle(0.5)) ? 2 : 3) + (s.toString().startsWith("Box") ? a * a : 1);
  }

  sealed interface Payoff permits Call, Put, Never {
    double at(double s);
  }

  record Call(double strike) implements Payoff {
    @Override
    public double at(double s) {
      return Math.max(s - strike, 0);
    }
  }

  record Put(double strike, double share) implements Payoff {
    @Override
    public double at(double s) {
      return share * Math.max(strike - s, 0);
    }
  }

  enum Never implements Payoff {
    NEVER;

    @Override
    public double at(double s) {
      return 0 * s;
    }
  }

  static Payoff walked(Payoff[] all, Payoff p, int k) {
    return k <= 0 ? p : walked(all, all[k % all.length], k - 1);
  }

  /** An interface with one method is sealed, so no function; a record stands where the interface is matched. */
  @Differentiable
  static double oneMethod(double a, double b, int k) {
    Payoff call = new Call(a);
    Payoff[] all = {call, new Put(b, a), Never.NEVER};
    double sum = walked(all, call, k).at(2) + call.at(3);
    sum += switch ((Payoff) new Put(a, b)) {
      case Never n -> 1;
      case Put(var strike, var share) when strike > 1 -> strike * share;
      case Payoff p -> p.at(0.1);
    };
    all = all.clone();
    for (Payoff p : all) {
      if (p instanceof Never) {
        continue;
      }
      sum += p.at(a * b);
    }
    return sum;
  }

  /** The state of a checkpointed loop is a value of a sealed type. */
  @Differentiable
  static double states(double a, double b, int steps) {
    Shape s = new Circle(b);
    double sum = 0;
    for (@Checkpoint(snapshots = 3) int t = 0; t < steps; t++) {
      s = switch (s) {
        case Circle(double r) when r > 1 -> new Poly(new double[] {r, a}, 2);
        case Circle(double r) -> new Circle(r + 0.3 * Math.cos(a));
        case Poly p when p.scale() > 3 -> new Circle(p.sides()[0] * 0.5);
        case Poly(double[] v, double k) -> new Poly(new double[] {v[1] * a, v[0]}, k + 0.5);
        case Box x -> x;
        case Flat f -> f;
      };
      sum += s instanceof Circle c ? c.r() * c.r() : ((Poly) s).area();
    }
    return sum;
  }

  static Object[][] inputs_states() {
    return new Object[][] {{0.7, 0.4, 20}, {0.7, 0.4, 0}};
  }

  static Object[][] inputs_oneMethod() {
    return new Object[][] {{0.5, 1.25, 0}, {0.5, 1.25, 1}, {1.5, 2.25, 2}, {1.5, 2.25, 4}};
  }

  static Object[][] inputs_helpers() {
    return new Object[][] {{0.5, 1.25, 0}, {0.5, 1.25, 1}, {2.5, 1.25, 1}, {0.5, 1.25, 2}, {0.5, 1.25, 3}, {0.5, 1.25, 4}, {0.5, 2.0, 4},
      {0.5, 2.0, 5}};
  }

  static Object[][] throws_helpers() {
    return new Object[][] {{2e6, 2.0, 1}};
  }

  static Object[][] inputs_arrays() {
    return new Object[][] {{0.5, 1.25, 8}, {0.5, 1.25, 0}, {1.5, 0.25, 3}};
  }

  static Object[][] inputs_carried() {
    return new Object[][] {{0.5, 0.75, 9}, {0.5, 0.75, 0}, {1.5, 0.25, 6}};
  }

  static Object[][] inputs_components() {
    return new Object[][] {{0.5, 1.25, 0}, {1.5, 1.25, 0}, {0.5, 1.25, 1}, {0.5, 1.25, 2}, {0.5, 1.25, 3}, {0.5, 1.25, 4}, {0.5, 1.25, 5}};
  }

  static Object[][] inputs_nulls() {
    return new Object[][] {{0.5, 1.25, 0}, {1.5, 1.25, 1}, {0.5, 1.25, 2}, {0.5, 1.25, 3}, {0.5, 1.25, 4}};
  }

  static Object[][] inputs_casts() {
    return new Object[][] {{0.5, 1.25, 0}};
  }

  static Object[][] throws_casts() {
    return new Object[][] {{0.5, 1.25, 1}};
  }

  static Object[][] inputs_thrown() {
    return new Object[][] {{0.5, 1.25, 0}, {0.5, 1.25, 1}};
  }

  static Object[][] throws_thrown() {
    return new Object[][] {{0.5, 1.25, 2}, {0.5, 1.25, 4}};
  }

  static Object[][] inputs_given() {
    return new Object[][] {{new Circle(2), 0.5}, {new Box(2, 3), 0.5}, {new Box(1, 3), 0.5}, {new Poly(new double[] {2, 3}, 2), 0.5},
      {new Nothing(), 0.5}, {Unit.TWO, 0.5}, {new Line(0.75), 0.5}};
  }

  static Object[][] throws_given() {
    return new Object[][] {{null, 0.5}};
  }

  static Object[][] inputs_opaque() {
    return new Object[][] {{0.5, 0}, {0.5, 1}, {0.5, 5}};
  }
}
