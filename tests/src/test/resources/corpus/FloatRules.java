package corpus;

import dev.adjoint.annotations.DerivativeOf;
import dev.adjoint.annotations.Differentiable;

/** A rule for a method over floats: seed, adjoints and tangents are double. */
final class FloatRules {
  /** As from a library without source. */
  static final class Library {
    static float dot(float[] a, float s) {
      return a[0] * a[1] * s;
    }
  }

  @DerivativeOf(type = Library.class, method = "dot")
  static double dotVjp(float[] a, float s, double seed, double[] adjoint) {
    adjoint[0] += seed * a[1] * s;
    adjoint[1] += seed * a[0] * s;
    return seed * a[0] * a[1];
  }

  @Differentiable
  static float value(float[] a, float s) {
    return Library.dot(a, s) * 2 + a[0];
  }

  static Object[][] inputs_value() {
    return new Object[][] {{new float[] {1.5f, -0.5f}, 0.75f}};
  }
}
