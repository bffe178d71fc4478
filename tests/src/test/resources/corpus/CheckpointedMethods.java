package corpus;

import dev.adjoint.annotations.Checkpoint;
import dev.adjoint.annotations.Differentiable;

/** Methods of which nothing is kept: called twice, in loops, recursive, with arrays that they write, return or get changed. */
final class CheckpointedMethods {
  @Differentiable
  static double twice(double x, double y) {
    double z = chain(x, y);
    return z * chain(z, x);
  }

  @Checkpoint
  static double chain(double x, double y) {
    double s = x;
    for (int i = 0; i < 6; i++) {
      s = Math.sin(s) * y + 0.1 * s;
    }
    return s;
  }

  static Object[][] inputs_twice() {
    return new Object[][] {{0.7, 1.3}};
  }

  @Differentiable
  static double inLoop(double[] u, int steps) {
    double s = 0.3;
    for (int t = 0; t < steps; t++) {
      smooth(u, s);
      s += chain(u[t % u.length], s) * 0.1;
      u[0] = s;
    }
    return s + u[1];
  }

  @Checkpoint
  private static void smooth(double[] u, double c) {
    for (int i = 1; i < u.length; i++) {
      u[i] += c * u[i - 1] * u[i];
    }
  }

  static Object[][] inputs_inLoop() {
    return new Object[][] {{new double[] {0.5, 0.25, 0.75}, 4}};
  }

  @Differentiable
  static double returnsArrays(double[] u) {
    double[] v = squared(u);
    u[0] = v[1] * 2;
    double[] w = squared(v);
    v[0] *= w[0];
    return v[0] + w[1] * u[0] + same(w)[0];
  }

  @Checkpoint
  static double[] squared(double[] u) {
    double[] v = new double[u.length];
    for (int i = 0; i < u.length; i++) {
      v[i] = u[i] * u[i] + Math.sin(u[(i + 1) % u.length]);
    }
    return v;
  }

  @Checkpoint
  static double[] same(double[] u) {
    u[0] *= u[1];
    return u;
  }

  static Object[][] inputs_returnsArrays() {
    return new Object[][] {{new double[] {0.5, 0.25, 0.75}}};
  }

  @Differentiable
  static double tree(double x, int depth) {
    return branch(x, depth);
  }

  @Checkpoint
  private static double branch(double x, int depth) {
    if (depth == 0) {
      return Math.sin(x);
    }
    double left = branch(x * 0.9, depth - 1);
    return Math.sin(left * branch(x + left, depth - 1)) + 0.5 * x;
  }

  static Object[][] inputs_tree() {
    return new Object[][] {{0.7, 4}, {0.7, 0}};
  }

  @Differentiable
  @Checkpoint
  static double entry(double[] u, double c) {
    double s = c;
    for (double x : u) {
      s = Math.cos(s) * x;
    }
    u[0] = s;
    return s * u[1];
  }

  static Object[][] inputs_entry() {
    return new Object[][] {{new double[] {0.5, 0.25, 0.75}, 0.4}};
  }
}
