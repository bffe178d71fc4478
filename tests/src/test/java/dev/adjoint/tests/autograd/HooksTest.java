package dev.adjoint.tests.autograd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.autograd.Autograd;
import dev.adjoint.runtime.autograd.GradCheck;
import dev.adjoint.runtime.tensor.GradOption;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hooks see the complete gradient of a tensor and may replace it. */
class HooksTest {
  private final Tensor x = Tensor.of(1.0, 2.0).requiresGrad_();

  @Test
  void aHookSeesTheSumOfAllUses() {
    var seen = new ArrayList<double[]>();
    Tensor y = x.mul(2);
    y.registerHook(seed -> {
      seen.add(seed.toDoubles());
      return null;
    });
    y.add(y.mul(3)).sum().backward();
    assertEquals(1, seen.size());
    assertArrayEquals(new double[] {4, 4}, seen.getFirst());
    assertArrayEquals(new double[] {8, 8}, x.grad().toDoubles());
  }

  @Test
  void whatAHookReturnsReplacesTheGradient() {
    Tensor y = x.mul(2);
    y.registerHook(seed -> seed.mul(10));
    y.registerHook(seed -> seed.add(1));
    y.sum().backward();
    assertArrayEquals(new double[] {22, 22}, x.grad().toDoubles());
  }

  @Test
  void aHookOfALeafRunsBeforeItsGradAccumulates() {
    x.registerHook(seed -> seed.mul(-1));
    x.sum().backward();
    x.sum().backward();
    assertArrayEquals(new double[] {-2, -2}, x.grad().toDoubles());
  }

  @Test
  void aRemovedHookIsNotCalled() {
    Tensor y = x.mul(2);
    Runnable first = y.registerHook(seed -> seed.mul(10));
    y.registerHook(seed -> seed.add(1));
    first.run();
    first.run();
    y.sum().backward();
    assertArrayEquals(new double[] {4, 4}, x.grad().toDoubles());
  }

  @Test
  void retainGradKeepsWhatHooksMadeOfIt() {
    Tensor y = x.mul(2).retainGrad();
    y.registerHook(seed -> seed.mul(10));
    y.sum().backward();
    assertArrayEquals(new double[] {10, 10}, y.grad().toDoubles());
  }

  @Test
  void aHookMayKeepTheGradient() {
    var kept = new ArrayList<Tensor>();
    Tensor y = x.exp();
    y.registerHook(seed -> {
      kept.add(seed);
      return null;
    });
    y.add(y.mul(2)).sum().backward();
    x.mul(5).sum().backward();
    assertArrayEquals(new double[] {3, 3}, kept.getFirst().toDoubles());
    x.registerHook(seed -> {
      kept.add(seed);
      return null;
    });
    x.mul(2).sum().backward();
    x.sum().backward();
    assertArrayEquals(new double[] {2, 2}, kept.get(1).toDoubles());
  }

  @Test
  void aReplacementHasTheGradientsShapeAndType() {
    Tensor y = x.mul(2);
    y.registerHook(seed -> Tensor.of(1.0));
    String message = assertThrows(IllegalStateException.class, () -> y.sum().backward()).getMessage();
    assertTrue(message.contains("[2]") && message.contains("[1]"), message);
  }

  @Test
  void hooksRunForGradWithRespectToTheirTensor() {
    Tensor y = x.mul(2);
    y.registerHook(seed -> seed.mul(3));
    assertArrayEquals(new double[] {3, 3}, Autograd.grad(y.sum(), y, GradOption.RETAIN_GRAPH).toDoubles());
    assertArrayEquals(new double[] {6, 6}, Autograd.grad(y.sum(), x).toDoubles());
  }

  @Test
  void aHookOfTensorOperationsIsDifferentiatedItself() {
    // The pass multiplies by y: d/dx of x * (2x) is what a function with this derivative has.
    Tensor input = Tensor.of(1.0, 2.0).requiresGrad_();
    Tensor y = input.mul(2);
    y.registerHook(seed -> seed.mul(input));
    Tensor first = Autograd.grad(y.sum(), input, GradOption.CREATE_GRAPH);
    assertArrayEquals(new double[] {2, 2}, Autograd.grad(first.sum(), input).toDoubles());
    GradCheck.gradcheck(t -> List.of(t.getFirst().exp()), List.of(input));
  }

  @Test
  void onlyWhatRequiresAGradientHasHooks() {
    assertThrows(IllegalStateException.class, () -> Tensor.of(1.0).registerHook(seed -> null));
  }

  @Test
  void anExceptionOfAHookReachesTheCallerAndTheGraphIsUsable() {
    Tensor y = x.exp();
    Runnable hook = y.registerHook(seed -> {
      throw new ArithmeticException("mine");
    });
    Tensor loss = y.sum();
    assertThrows(ArithmeticException.class, loss::backward);
    hook.run();
    loss.backward();
    assertArrayEquals(new double[] {Math.E, Math.exp(2)}, x.grad().toDoubles(), 1e-15);
  }
}
