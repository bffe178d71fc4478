package awkward;

/** An enum whose constants have bodies that holds the differentiable one. */
enum EnumHost {
  A,
  B {
    @Override
    int n() {
      var o = new Object() {
        int k = 2;
      };
      return o.k;
    }
  };

  int n() {
    return 1;
  }

  @dev.adjoint.annotations.Differentiable
  static double f(double x) {
    return x * x;
  }
}
