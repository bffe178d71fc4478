package dev.adjoint.tests.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.device.DeviceOutOfMemoryException;
import dev.adjoint.runtime.backend.opencl.OpenClBackend;
import dev.adjoint.runtime.tensor.Tensor;
import dev.adjoint.runtime.tensor.TensorScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tensors and a small budget. */
class OpenClMemoryTest {
  private static final long BUDGET = 16 << 20;
  /** Elements of float32, a sixteenth of the budget. */
  private static final int PART = 1 << 18;

  private OpenClBackend backend;
  private long usual;

  @BeforeEach
  void limitBudget() {
    backend = OpenClDevice.backend();
    usual = backend.memoryStatistics(OpenClDevice.DEVICE).budgetBytes();
    backend.memoryBudget(OpenClDevice.DEVICE, BUDGET);
  }

  @AfterEach
  void restoreBudget() {
    if (backend != null) {
      backend.memoryBudget(OpenClDevice.DEVICE, usual);
    }
  }

  private static Tensor ones(int n) {
    return Tensor.ones(n).to(OpenClDevice.DEVICE);
  }

  @Test
  void tenBudgetsOfTensorsAreMadeAndDropped() {
    Tensor x = ones(PART);
    Tensor sum = Tensor.zerosLike(x);
    for (int i = 0; i < 10 * 16; i++) {
      Tensor made = x.mul(2);
      if (i % 40 == 0) {
        sum.add_(made);
      }
    }
    assertEquals(8f, sum.select(0, PART - 1).item());
    assertTrue(backend.memoryStatistics(OpenClDevice.DEVICE).heldBytes() <= BUDGET);
  }

  @Test
  void outOfMemoryIsAnExceptionAndTheProcessGoesOn() {
    Tensor x = ones(8 * PART);
    Tensor y = ones(6 * PART);
    var error = assertThrows(DeviceOutOfMemoryException.class, () -> x.exp());
    assertTrue(error.getMessage().startsWith("opencl:0 is out of memory: 8388608 bytes asked, "), error.getMessage());
    assertTrue(error.heldBytes() >= 14L * 4 * PART, error.getMessage());
    assertEquals(8f * PART + 6 * PART, x.sum().item() + y.sum().item());
  }

  @Test
  void aScopeGivesMemoryBackWithoutTheCollector() {
    Tensor x = ones(PART);
    Tensor kept;
    Tensor dropped;
    long open;
    try (TensorScope scope = TensorScope.open()) {
      dropped = x.add(1);
      kept = scope.keep(dropped.mul(x.add(2)).sum());
      open = backend.memoryStatistics(OpenClDevice.DEVICE).heldBytes();
    }
    // The collector may have found tensors of other tests beside.
    assertTrue(backend.memoryStatistics(OpenClDevice.DEVICE).heldBytes() <= open - 3L * 4 * PART);
    assertEquals(6f * PART, kept.item());
    var error = assertThrows(IllegalStateException.class, dropped::sum);
    assertTrue(error.getMessage().contains("was released when its scope was closed"), error.getMessage());
  }

  @Test
  void whatIsUploadedComesBack() {
    boolean[] truth = new boolean[5 << 20];
    double[] reals = new double[1_200_000];
    for (int i = 0; i < reals.length; i++) {
      truth[3 * i] = true;
      reals[i] = 1.0 / i;
    }
    Tensor t = Tensor.of(truth).to(OpenClDevice.DEVICE);
    Tensor r = Tensor.of(reals).to(OpenClDevice.DEVICE);
    assertArrayEquals(truth, t.toBooleans());
    assertArrayEquals(reals, r.toDoubles());
    assertEquals(DType.BOOL, t.dtype());
    assertEquals(Shape.of(reals.length), r.shape());
  }
}
