package awkward;

/** Inner classes with captured variables, qualified this and new, local classes and interfaces, initializers. */
class InnerClasses {
  private int n;

  {
    n = 3;
  }

  static {
    int k = 0;
    for (int i = 0; i < 3; i++) {
      k += i;
    }
    STATIC = k;
  }

  static final int STATIC;

  class Inner {
    int n = InnerClasses.this.n + 1;

    class Deep extends InnerClasses {
      int sum() {
        return n + Inner.this.n + InnerClasses.this.n + super.hashCode();
      }
    }
  }

  int use(int p) {
    final int q = p * 2;
    class Local {
      int r = q + n;

      Local copy() {
        return new Local();
      }
    }
    interface LocalInterface {
      int get();
    }
    LocalInterface g = () -> new Local().copy().r;
    Inner inner = this.new Inner();
    Inner.Deep deep = inner.new Deep();
    return g.get() + deep.sum();
  }

  @dev.adjoint.annotations.Differentiable
  static double f(double x) {
    return x * x;
  }
}
