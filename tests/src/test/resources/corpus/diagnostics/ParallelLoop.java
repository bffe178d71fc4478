import dev.adjoint.annotations.Differentiable;
import dev.adjoint.annotations.Kernel;
import dev.adjoint.annotations.Parallel;

class ParallelLoop {
  @Kernel
  @Differentiable
  // expect: AD060 at "none"
  static void none(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      y[i] = x[i];
    }
  }

  @Kernel
  @Differentiable
  static void left(double[] x, double[] y) {
    // expect: AD060 at "for"
    for (@Parallel int i = 0; i < x.length; i++) {
      if (x[i] < 0) {
        break;
      }
      y[i] = x[i];
    }
  }

  @Kernel
  @Differentiable
  static void strides(double[] x, double[] y) {
    // expect: AD060 at "for"
    for (@Parallel int i = 0; i < x.length; i += 2) {
      y[i] = x[i];
    }
  }

  @Kernel
  @Differentiable
  static void triangle(double[] x, int n, double[] y) {
    for (@Parallel int i = 0; i < n; i++) {
      // expect: AD060 at "for"
      for (@Parallel int j = 0; j < i; j++) {
        y[i * n + j] = x[i];
      }
    }
  }

  @Kernel
  @Differentiable
  static void around(double[] x, double[] y) {
    // expect: AD060 at "y[0] = 1"
    y[0] = 1;
    for (@Parallel int i = 1; i < x.length; i++) {
      y[i] = x[i];
    }
    // expect: AD060 at "y[1] = 1"
    y[1] = 1;
  }

  @Kernel
  @Differentiable
  static void shared(double[] x, double[] y) {
    // expect: AD060 at "new double[2]"
    double[] t = new double[2];
    for (@Parallel int i = 0; i < x.length; i++) {
      t[0] = x[i];
      y[i] = t[0];
    }
  }

  @Kernel
  @Differentiable
  static void branch(double[] x, int n, double[] y) {
    if (n > 3) {
      // expect: AD060 at "for"
      for (@Parallel int i = 1; i < n; i++) {
        y[i] = x[i];
      }
    }
  }
}
