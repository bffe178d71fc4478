package dev.adjoint.tests.tensorcompiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.tensor.Generator;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.Arrays;

/** Comparisons of tensors, and sums over them, for tests of derivatives. */
final class Bits {
  private Bits() {}

  /** Fails unless form and every bit are the same. A zero has a sign here, and a NaN is a NaN. */
  static void assertSame(Tensor expected, Tensor actual, String what) {
    assertNotNull(actual, what);
    assertEquals(expected.form(), actual.form(), what);
    double[] e = expected.toDoubles();
    double[] a = actual.toDoubles();
    assertTrue(Arrays.equals(e, a), () -> what + ": expected " + Arrays.toString(e) + " but was " + Arrays.toString(a));
  }

  /** The sum of products of elements, in double. */
  static double dot(Tensor a, Tensor b) {
    double[] x = a.toDoubles();
    double[] y = b.toDoubles();
    assertEquals(a.shape(), b.shape());
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  /** Fails unless the difference is at most a part of the greater magnitude, or of the scale. */
  static void assertClose(double expected, double actual, double relative, double scale, String what) {
    double allowed = relative * Math.max(scale, Math.max(Math.abs(expected), Math.abs(actual)));
    assertTrue(Math.abs(expected - actual) <= allowed,
        () -> what + ": expected " + expected + " but was " + actual + ", allowed " + allowed);
  }

  /** Standard normal numbers. */
  static Tensor normal(Generator generator, DType dtype, Shape shape) {
    return generator.normal(dtype, shape);
  }

  /** The same form, standard normal numbers. */
  static Tensor normalLike(Generator generator, Tensor other) {
    return generator.normal(other.dtype(), other.shape());
  }
}
