package dev.adjoint.tests.tensor;

import static dev.adjoint.tests.tensor.Refusal.argument;
import static dev.adjoint.tests.tensor.Refusal.state;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.backend.Backends;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.backend.spi.Backend;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Devices, the backends chosen for them, and tensors that are on two. */
class DevicesTest {

  private static Tensor mirrored(Tensor x) {
    MirrorBackend.OFFERED.set(true);
    try {
      return x.to(MirrorBackend.DEVICE);
    } finally {
      MirrorBackend.OFFERED.set(false);
    }
  }

  @TestFactory
  Stream<DynamicTest> operandsOnTwoDevicesAreRefusedByTheNamesOfBoth() {
    Tensor a = Tensor.ones(2, 2);
    Tensor b = mirrored(a);
    Tensor truth = Tensor.ones(DType.BOOL, 2, 2);
    Tensor index = Tensor.zeros(DType.INT64, 2);
    Tensor places = Tensor.zeros(DType.INT64, 2, 2);
    String own = Backends.cpu().name();
    return Refusal.tests(
        argument("add", () -> a.add(b), "add", own, "mirror"),
        argument("add_", () -> a.add_(b), "add_", own, "mirror"),
        argument("addScaled", () -> a.addScaled(2, b), "addScaled", own, "mirror"),
        argument("addScaled_", () -> a.addScaled_(2, b), "addScaled_", own, "mirror"),
        argument("addProduct_", () -> a.addProduct_(1, a, b), "addProduct_", own, "mirror"),
        argument("eq", () -> a.eq(b), "eq", own, "mirror"),
        argument("where", () -> Tensor.where(truth, a, b), "where", own, "mirror"),
        argument("where's condition", () -> Tensor.where(truth, b, b), "where", own, "mirror"),
        argument("maskedFill", () -> b.maskedFill(truth, 0), "maskedFill", own, "mirror"),
        argument("maskedSelect", () -> b.maskedSelect(truth), "maskedSelect", own, "mirror"),
        argument("cat", () -> Tensor.cat(List.of(a, b), 0), "cat", own, "mirror"),
        argument("stack", () -> Tensor.stack(List.of(a, b), 0), "stack", own, "mirror"),
        argument("matmul", () -> a.matmul(b), "matmul", own, "mirror"),
        argument("linear", () -> a.linear(b, null), "linear", own, "mirror"),
        argument("linear's bias", () -> a.linear(a, mirrored(Tensor.ones(2))), "linear", own, "mirror"),
        argument("gather", () -> b.gather(0, places), "gather", own, "mirror"),
        argument("scatterAdd", () -> a.scatterAdd(0, places, b), "scatterAdd", own, "mirror"),
        argument("indexSelect", () -> b.indexSelect(0, index), "indexSelect", own, "mirror"),
        argument("indexAdd", () -> a.indexAdd(0, index, b), "indexAdd", own, "mirror"));
  }

  @Test
  void aTensorGoesToADeviceAndBack() {
    Tensor x = Tensor.of(new float[][] {{1, 2, 3}, {4, 5, 6}}).t();
    Tensor there = mirrored(x);
    assertEquals("mirror", there.view().storage().backend().name());
    assertArrayEquals(x.toFloats(), there.toFloats());
    assertArrayEquals(new float[] {2, 5}, there.add(1L).select(0, 0).toFloats());
    x.zero_();
    assertEquals(21, there.sum().item());
  }

  @TestFactory
  Stream<DynamicTest> devicesThatAreNotThere() {
    return Refusal.tests(
        state("of", () -> Backends.of(new Device("tpu", 0)), "tpu"),
        state("to", () -> Tensor.ones(2).to(new Device("tpu", 1)), "tpu"));
  }

  @Test
  void aBackendIsAvailableOrSaysWhyNot() {
    assertFalse(Backends.all().isEmpty());
    for (Backend backend : Backends.all()) {
      switch (backend.probe()) {
        case Availability.Available available -> assertTrue(available.devices() > 0 && !available.description().isEmpty());
        case Availability.Unavailable unavailable -> assertFalse(unavailable.reason().isEmpty());
      }
    }
    assertSame(Backends.cpu(), Backends.of(Device.cpu()));
    assertEquals("cpu", Backends.cpu().deviceKind());
  }

  @Test
  void devicesAreNamedByKindAndNumber() {
    assertEquals("cpu", Device.cpu().toString());
    assertEquals("cuda:1", new Device("cuda", 1).toString());
    assertEquals(Device.cpu(), new Device("cpu", 0));
    assertNotEquals(Device.cpu(), new Device("cuda", 0));
    assertTrue(Device.cpu().isCpu());
    assertFalse(MirrorBackend.DEVICE.isCpu());
  }

  @Test
  void typesHaveTheNamesAndSizesOfPyTorch() {
    assertEquals("[float32, float64, int64, bool]", List.of(DType.values()).toString());
    assertEquals("[4, 8, 8, 1]", Stream.of(DType.values()).map(DType::bytes).toList().toString());
    assertEquals("[FloatTensor, DoubleTensor, LongTensor, BoolTensor]",
        Stream.of(DType.values()).map(DType::typeName).toList().toString());
    for (DType a : DType.values()) {
      assertEquals(a.toString(), a.text());
      assertEquals(a == DType.FLOAT32 || a == DType.FLOAT64, a.isFloating());
      for (DType b : DType.values()) {
        assertEquals(Promotion.of(a, 1, b, 1), DType.promote(a, b));
      }
    }
  }
}
