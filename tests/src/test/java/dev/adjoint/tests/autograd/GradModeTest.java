package dev.adjoint.tests.autograd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.tensor.GradMode;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Whether operations are recorded: scopes that nest, one state per thread. */
class GradModeTest {
  private final Tensor x = Tensor.of(1.0).requiresGrad_();

  private boolean recorded() {
    return x.mul(2).requiresGrad();
  }

  @Test
  void scopesNestAndRestore() {
    assertTrue(recorded());
    try (var _ = GradMode.noGrad()) {
      assertFalse(recorded());
      try (var _ = GradMode.enableGrad()) {
        assertTrue(recorded());
        try (var _ = GradMode.set(false)) {
          assertFalse(recorded());
        }
        assertTrue(recorded());
      }
      assertFalse(recorded());
    }
    assertTrue(recorded());
  }

  @Test
  void lambdasRunInAMode() {
    assertFalse(GradMode.withoutGrad(this::recorded));
    assertTrue(GradMode.withoutGrad(() -> GradMode.withGrad(this::recorded)));
    assertThrows(ArithmeticException.class, () -> GradMode.withoutGrad((Runnable) () -> {
      throw new ArithmeticException();
    }));
    assertTrue(recorded());
  }

  @Test
  void aThreadHasAModeOfItsOwn() {
    try (var _ = GradMode.noGrad()) {
      assertTrue(CompletableFuture.supplyAsync(this::recorded).join());
      assertFalse(recorded());
    }
  }

  @Test
  void aScopeIsClosedByTheThreadThatOpenedIt() {
    GradMode.Scope scope = GradMode.noGrad();
    CompletableFuture.runAsync(() -> assertThrows(IllegalStateException.class, scope::close)).join();
    assertFalse(recorded());
    scope.close();
    assertTrue(recorded());
  }

  @Test
  void whatIsMadeUnderNoGradIsALeaf() {
    Tensor y = GradMode.withoutGrad(() -> x.mul(2));
    assertTrue(y.isLeaf() && !y.requiresGrad());
    assertNull(y.gradFn());
  }

  @Test
  void requiresGradIsKeptUnderNoGrad() {
    try (var _ = GradMode.noGrad()) {
      Tensor leaf = Tensor.of(1.0).requiresGrad_();
      assertTrue(leaf.requiresGrad());
      leaf.mul_(2);
      assertEquals(2, leaf.item());
      assertTrue(leaf.isLeaf());
    }
  }
}
