package dev.adjoint.tests.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.optim.Gradients;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Clipping sees all gradients as one vector. */
class GradientsTest {
  private final Tensor p = Tensor.of(0.0, 0.0).requiresGrad_();
  private final Tensor q = Tensor.of(0.0).requiresGrad_();
  private final List<Tensor> all = List.of(p, Tensor.zeros(4).requiresGrad_(), q);

  private void gradients(double first, double second, double third) {
    p.setGrad(Tensor.of(first, second));
    q.setGrad(Tensor.of(third));
  }

  private void expect(double... values) {
    assertArrayEquals(values, Golden.flatten(List.of(p.grad(), q.grad())), 1e-12);
  }

  @Test
  void aGreaterNormIsScaledAndReturned() {
    gradients(2, -3, 6);
    assertEquals(7, Gradients.clipNorm_(all, 3.5), 1e-12);
    double factor = 3.5 / (7 + 1e-6);
    expect(2 * factor, -3 * factor, 6 * factor);
  }

  @Test
  void aSmallerNormIsLeftAlone() {
    gradients(2, -3, 6);
    Gradients.clipNorm_(all, 7.1);
    expect(2, -3, 6);
  }

  @Test
  void otherNorms() {
    gradients(2, -3, 6);
    assertEquals(6, Gradients.norm(all, Double.POSITIVE_INFINITY));
    assertEquals(11, Gradients.norm(all, 1), 1e-12);
    assertEquals(Math.cbrt(8 + 27 + 216), Gradients.norm(all, 3), 1e-12);
    assertThrows(IllegalArgumentException.class, () -> Gradients.norm(all, 0));
    assertEquals(6, Gradients.clipNorm_(all, 3, Double.POSITIVE_INFINITY));
    expect(2 * 3 / (6 + 1e-6), -3 * 3 / (6 + 1e-6), 6 * 3 / (6 + 1e-6));
  }

  @Test
  void aNaNIsNotHidden() {
    gradients(2, Double.NaN, 6);
    assertTrue(Double.isNaN(Gradients.clipNorm_(all, 1)));
    expect(Double.NaN, Double.NaN, Double.NaN);
  }

  @Test
  void valuesAreClamped() {
    gradients(2, -3, 0.5);
    Gradients.clipValue_(all, 1);
    expect(1, -1, 0.5);
    assertThrows(IllegalArgumentException.class, () -> Gradients.clipValue_(all, -1));
  }

  @Test
  void noGradientsHaveNormZero() {
    assertEquals(0, Gradients.clipNorm_(all, 1));
  }
}
