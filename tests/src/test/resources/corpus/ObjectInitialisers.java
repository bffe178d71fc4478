package corpus;

import dev.adjoint.annotations.Differentiable;

/** Initialiser blocks of objects that are taken apart, in the order of the text with initialisers of fields. */
final class ObjectInitialisers {
  static class Base {
    double total = 1;
    final double[] log = new double[6];
    int n;

    {
      note(total);
      total *= 3;
    }

    double half = 0.5 * total;

    {
      double x = half;
      for (int i = 0; i < 4; i++) {
        if (i == 2) {
          continue;
        }
        if (x > 5) {
          break;
        }
        x += half * i;
      }
      total += x;
    }

    Base() {
      note(total);
    }

    Base(double x) {
      total *= x;
      note(total);
    }

    void note(double v) {
      log[n++ % 6] += v;
    }
  }

  static final class Derived extends Base {
    final double scale;
    double[] table;
    private final int kind;

    {
      kind = n;
      scale = total * kind;
      note(scale);
    }

    double chosen = switch (kind) {
      case 0 -> 1;
      case 2 -> {
        double t = scale;
        yield t * t;
      }
      default -> total;
    };

    {
      table = new double[] {chosen, scale};
      var boxed = Double.valueOf(0.1);
      int i = 0;
      outer:
      while (true) {
        for (double v : table) {
          if (v > 40 || i > 3) {
            break outer;
          }
          note(v * boxed);
        }
        i++;
        table[i % 2] *= 1.5;
      }
    }

    Derived(double x, double y) {
      super(x);
      total *= y;
      table[0] *= x;
    }

    Derived(double x) {
      this(x, x * x);
      note(x * table[1]);
    }
  }

  static final class Checked {
    double v;
    final double limit;
    static double unused = 3;

    static {
      unused = 4;
    }

    {
      v = 2;
    }

    Checked(double x, double limit) {
      this.limit = limit;
      v *= x;
      if (v > limit) {
        throw new IllegalArgumentException("too large");
      }
    }
  }

  static final class Early {
    double v;

    {
      v = v * 10 + 1;
    }

    Early(double x) {
      v = x;
      super();
      v += x * x;
    }
  }

  interface Measured {
    double value();

    default double measure() {
      return 2 * value();
    }
  }

  interface Scaled extends Measured {
    @Override
    default double measure() {
      return 5 * value();
    }
  }

  static class Own {
    double v;

    Own(double v) {
      this.v = v;
    }

    public double measure() {
      return v * v;
    }
  }

  static final class OwnFirst extends Own implements Measured {
    OwnFirst(double v) {
      super(v);
    }

    @Override
    public double value() {
      return v;
    }
  }

  static final class Ruler implements Scaled, Measured {
    double v;
    final Own at;

    Ruler(double v, Own at) {
      this.v = v;
      this.at = at;
    }

    @Override
    public double value() {
      return v;
    }
  }

  @Differentiable
  static double inheritedFromInterfaces(double x, boolean there) {
    Own own = null;
    if (there) {
      own = new Own(x);
    }
    Measured m = new Ruler(x, own);
    Measured n = new OwnFirst(x);
    return m.measure() * x + n.measure() + n.value();
  }

  @Differentiable
  static double inOrder(double x, double y) {
    Derived d = new Derived(x, y);
    double s = d.total * d.scale + d.chosen;
    for (double v : d.log) {
      s += v * v;
    }
    return s + d.table[0] * d.table[1];
  }

  @Differentiable
  static double delegatedOnce(double x) {
    Derived d = new Derived(x);
    Base b = new Base();
    b.total *= d.total;
    return d.total + d.log[d.n % 6] * b.total + d.table[0] + b.log[0] + b.log[1] * b.half;
  }

  @Differentiable
  static double thrownHalfWay(double x, double limit) {
    Checked last = new Checked(0.1 * x, 100);
    double sum = 0;
    for (int i = 1; i < 5; i++) {
      try {
        last = new Checked(x * i, limit);
        sum += last.v;
      } catch (IllegalArgumentException e) {
        last.v *= x;
      }
    }
    return sum * last.v;
  }

  @Differentiable
  static double thrownOut(double x, double limit) {
    return new Checked(x, limit).v * x;
  }

  @Differentiable
  static double beforeSuper(double x) {
    Early e = new Early(x);
    return e.v * e.v;
  }

  static Object[][] inputs_inheritedFromInterfaces() {
    return new Object[][] {{0.7, true}};
  }

  static Object[][] inputs_inOrder() {
    return new Object[][] {{0.7, 1.2}, {1.9, -0.6}, {-0.4, 0.3}};
  }

  static Object[][] inputs_delegatedOnce() {
    return new Object[][] {{0.7}, {1.3}};
  }

  static Object[][] inputs_thrownHalfWay() {
    return new Object[][] {{0.7, 3.0}, {0.7, 0.5}, {0.7, 50.0}};
  }

  static Object[][] inputs_thrownOut() {
    return new Object[][] {{0.7, 3.0}};
  }

  static Object[][] throws_thrownOut() {
    return new Object[][] {{0.7, 1.0}};
  }

  static Object[][] inputs_beforeSuper() {
    return new Object[][] {{0.7}};
  }
}
