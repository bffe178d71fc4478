package corpus;

import dev.adjoint.annotations.Differentiable;

/** One array behind two parameters. */
final class SameArrayTwice {
  @Differentiable
  static double product(double[] a, double[] b) {
    double s = 0;
    for (int i = 0; i < a.length; i++) {
      s += a[i] * b[a.length - 1 - i];
    }
    return s;
  }

  @Differentiable
  static double writes(double[] a, double[] b) {
    a[0] = a[0] * b[1];
    b[0] = b[0] + a[1] * a[0];
    return a[0] * b[0];
  }

  private static void addInto(double[] target, double[] source, double w) {
    for (int i = 0; i < target.length; i++) {
      target[i] += w * source[source.length - 1 - i] * target[i];
    }
  }

  @Differentiable
  static double throughHelper(double[] a, double w) {
    addInto(a, a, w);
    double[] b = a;
    addInto(b, a, 2);
    addInto(b.clone(), a, 3);
    return product(a, b) + product(b, b.clone());
  }

  static Object[][] inputs_product() {
    double[] shared = {1.5, -0.5, 2};
    return new Object[][] {{shared, shared}, {new double[] {1, 2, 3}, new double[] {4, 5, 6}}};
  }

  static Object[][] inputs_writes() {
    double[] shared = {1.5, -0.5};
    return new Object[][] {{shared, shared}, {new double[] {1, 2}, new double[] {3, 4}}};
  }

  static Object[][] inputs_throughHelper() {
    return new Object[][] {{new double[] {1.5, 0.5, 2}, 0.25}};
  }
}
