package dev.adjoint.tests.autograd;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.tensor.AnomalyMode;
import dev.adjoint.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** A NaN in a backward pass is named by the line of the user's that computed it. */
class AnomalyModeTest {
  /** The derivative of x * 0 / 0 has a NaN. */
  private static Tensor bad(Tensor x) {
    Tensor zero = x.sub(x);
    return zero.div(zero); // the line that is named
  }

  private static int lineOfBad() {
    try {
      bad(null);
      throw new AssertionError();
    } catch (NullPointerException e) {
      return e.getStackTrace()[0].getLineNumber() + 1;
    }
  }

  @Test
  void theForwardOperationsPlaceIsNamed() {
    try (var _ = AnomalyMode.detect()) {
      Tensor y = bad(Tensor.of(1.0).requiresGrad_()).sum();
      var error = assertThrows(IllegalStateException.class, y::backward);
      String message = error.getMessage();
      assertTrue(message.contains("DivBackward0") && message.contains("nan"), message);
      assertTrue(message.contains("AnomalyModeTest.bad(AnomalyModeTest.java:" + lineOfBad() + ")"), message);
      StackTraceElement place = error.getCause().getStackTrace()[0];
      assertEquals(lineOfBad(), place.getLineNumber());
      assertEquals("theForwardOperationsPlaceIsNamed", error.getCause().getStackTrace()[1].getMethodName());
    }
  }

  @Test
  void withoutTheModeANanIsAResult() {
    Tensor x = Tensor.of(1.0).requiresGrad_();
    assertDoesNotThrow(() -> bad(x).sum().backward());
    assertTrue(Double.isNaN(x.grad().item()));
  }

  @Test
  void whatWasRecordedBeforeTheModeHasNoPlace() {
    Tensor y = bad(Tensor.of(1.0).requiresGrad_()).sum();
    try (var _ = AnomalyMode.detect()) {
      String message = assertThrows(IllegalStateException.class, y::backward).getMessage();
      assertTrue(message.contains("recorded before anomaly mode was on"), message);
    }
  }

  @Test
  void numbersPassAndScopesNest() {
    Tensor x = Tensor.of(1.0, Double.POSITIVE_INFINITY).requiresGrad_();
    try (var _ = AnomalyMode.detect()) {
      AnomalyMode.detect().close();
      assertDoesNotThrow(() -> x.mul(2).sum().backward());
      assertThrows(IllegalStateException.class, () -> bad(Tensor.of(1.0).requiresGrad_()).sum().backward());
    }
    assertDoesNotThrow(() -> bad(Tensor.of(1.0).requiresGrad_()).sum().backward());
  }
}
