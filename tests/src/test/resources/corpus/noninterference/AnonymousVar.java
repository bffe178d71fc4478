package awkward;

/** Anonymous classes behind {@code var}, with members that only {@code var} can see. */
final class AnonymousVar {
  static int used() {
    var o = new Object() {
      int n = 3;

      int twice() {
        return 2 * n;
      }
    };
    o.n++;
    return o.twice() + o.n;
  }

  static final Runnable FIELD = new Runnable() {
    private int count;

    @Override
    public void run() {
      count++;
      var inner = new Object() {
        final String text = "n" + count;
      };
      System.out.println(inner.text);
    }
  };

  @dev.adjoint.annotations.Differentiable
  static double f(double x) {
    return x * x;
  }
}
