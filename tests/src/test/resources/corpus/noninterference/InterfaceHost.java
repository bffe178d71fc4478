package awkward;

/** A generic interface with default, static and private methods that holds the differentiable one. */
interface InterfaceHost<T> {
  int CONSTANT = Integer.parseInt("3");

  T get();

  default InterfaceHost<T> self() {
    return new InterfaceHost<>() {
      @Override
      public T get() {
        return InterfaceHost.this.get();
      }
    };
  }

  private int secret() {
    return CONSTANT;
  }

  static <U> InterfaceHost<U> of(U value) {
    return () -> value;
  }

  @dev.adjoint.annotations.Differentiable
  static double f(double x) {
    return x * x;
  }
}
