package awkward;

/** Nested records with explicit canonical constructors; attribution in place breaks them (JDK-8387215). */
final class NestedRecord {
  record Point(double x, double y) {
    Point(double x, double y) {
      this.x = Math.abs(x);
      this.y = y;
    }

    record Deep(int n) {
      Deep(int n) {
        if (n < 0) {
          throw new IllegalArgumentException();
        }
        this.n = n;
      }
    }
  }

  record Compact(String name, int... values) {
    Compact {
      values = values.clone();
    }

    Compact(String name) {
      this(name, 1, 2);
    }
  }

  @dev.adjoint.annotations.Differentiable
  static double f(double x) {
    return x * x;
  }

  @dev.adjoint.annotations.Differentiable
  static double g(double x, Point p) {
    return x * x;
  }

  static double h(double x) {
    record Local(double a) {
      Local(double a) {
        this.a = a + 1;
      }
    }
    return new Local(x).a();
  }
}
