package dev.adjoint.tests.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.device.DeviceException;
import dev.adjoint.runtime.backend.device.Grid;
import dev.adjoint.runtime.backend.reference.ReferenceBackend;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.ReduceOp;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.backend.spi.View;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which kernels are queued, with which arguments. */
class LaunchTest {
  private final NullBackend backend = new NullBackend();
  private final NullDriver driver = backend.driver;

  private static View view(View base, int offset, int[] sizes, int... strides) {
    return new View(base.storage(), offset, Shape.of(sizes), strides);
  }

  @Test
  void contiguousOperandsGoToTheFlatKernelFourAtATime() {
    View a = backend.zeros(DType.FLOAT32, 100, 30);
    View out = backend.zeros(DType.FLOAT32, 100, 30);
    backend.elementwise().binary(BinaryOp.ADD, a, Scalar.of(2.5), out);
    NullDriver.Launched launched = driver.last();
    assertEquals("add_float32_flat", launched.kernel());
    assertEquals(new Grid(3, 1, 256, 1), launched.grid(), "750 fours in groups of 256");
    assertEquals(List.of(0, 0f, 0L, -1, 2.5f), launched.arguments().subList(1, 6), "a view at 0, and a number");
    assertEquals(List.of(0, 3000), launched.arguments().subList(7, 9));
  }

  @Test
  void oneElementForAllStaysInTheFlatKernel() {
    View one = backend.zeros(DType.FLOAT32, 7);
    View out = backend.zeros(DType.FLOAT32, 8);
    backend.elementwise().binary(BinaryOp.MUL, out, view(one, 5, new int[] {8}, 0), out);
    assertEquals("mul_float32_flat", driver.last().kernel());
    assertEquals(-7, driver.last().arguments().get(4), "position 5 as -2 - 5");
  }

  @Test
  void dimensionsThatAllViewsStepThroughEvenlyAreJoined() {
    View a = backend.zeros(DType.INT64, 200);
    View out = backend.zeros(DType.INT64, 3, 4, 5);
    // Rows of 5 that lie 7 apart: the first two dimensions are one for both.
    backend.elementwise().unary(UnaryOp.NEG, view(a, 2, new int[] {3, 4, 5}, 28, 7, 1), out);
    NullDriver.Launched launched = driver.last();
    assertEquals("neg_int64_strided", launched.kernel());
    assertEquals(List.of(
        60, 2,
        5, 12, 0, 0, 0, 0, 0, 0,
        1, 7, 0, 0, 0, 0, 0, 0,
        1, 5, 0, 0, 0, 0, 0, 0), launched.arguments().getLast());
  }

  @Test
  void moreDimensionsThanKernelsCountAreTakenSliceBySlice() {
    int[] sizes = new int[9];
    Arrays.fill(sizes, 2);
    int[] strides = new int[9];
    for (int d = 0; d < 9; d++) {
      strides[d] = 1 << d;
    }
    View out = backend.zeros(DType.FLOAT32, sizes);
    backend.elementwise().unary(UnaryOp.EXP, view(backend.zeros(DType.FLOAT32, 512), 0, sizes, strides), out);
    assertEquals(2, driver.launched.size());
    assertEquals(256, ((List<?>) driver.last().arguments().getLast()).getFirst());
    assertEquals(1, driver.last().arguments().get(1), "the second slice of the operand begins at 1");
    assertEquals(256, driver.last().arguments().get(4), "and of the result at 256");
  }

  @Test
  void nothingIsQueuedForNoElements() {
    View none = backend.zeros(DType.FLOAT32, 0, 3);
    backend.elementwise().unary(UnaryOp.EXP, none, none);
    backend.reductions().softmax(none, 1, false, none);
    assertEquals(List.of(), driver.launched);
    assertEquals(List.of(), driver.commands);
  }

  @Test
  void aLongSumIsMadeInTwoSteps() {
    View x = backend.zeros(DType.FLOAT32, 100_000);
    View out = backend.zeros(DType.FLOAT32, 1);
    backend.reductions().reduce(ReduceOp.SUM, x, new boolean[] {true}, out);
    assertEquals(List.of("reduce_sum_float32_rows", "reduce_sum_float32_finish"),
        driver.launched.stream().map(NullDriver.Launched::kernel).toList());
    assertEquals(13, driver.launched.getFirst().grid().groupsY());
    backend.reductions().reduce(ReduceOp.SUM, backend.zeros(DType.FLOAT32, 1000), new boolean[] {true}, out);
    assertEquals(3, driver.launched.size(), "a short one in one");
  }

  @Test
  void zerosAreWrittenOnlyWhereSomethingReadsThem() {
    View a = backend.zeros(DType.FLOAT32, 6);
    View b = backend.zeros(DType.FLOAT32, 6);
    backend.elementwise().unary(UnaryOp.EXP, a, b);
    assertEquals(List.of("clear 24 at 0"), driver.commands, "of the operand, not of the result");
    backend.elementwise().unary(UnaryOp.EXP, a, view(backend.zeros(DType.FLOAT32, 12), 0, new int[] {6}, 2));
    assertEquals(List.of("clear 24 at 0", "clear 48 at 0"), driver.commands, "a result that leaves gaps");
  }

  @Test
  void copiesBetweenHostAndDeviceAreCounted() {
    var before = backend.transfers(NullBackend.DEVICE);
    var storage = backend.memory().upload(NullBackend.DEVICE, new double[] {1, 2, 3});
    backend.memory().download(new View(storage, Shape.of(3)));
    backend.memory().getDouble(storage, 2);
    backend.memory().copy(new View(storage, Shape.of(3)), backend.zeros(DType.FLOAT64, 3));
    var after = backend.transfers(NullBackend.DEVICE);
    assertEquals(before.hostToDevice() + 1, after.hostToDevice());
    assertEquals(before.hostToDeviceBytes() + 24, after.hostToDeviceBytes());
    assertEquals(before.deviceToHost() + 2, after.deviceToHost());
    assertEquals(before.deviceToHostBytes() + 32, after.deviceToHostBytes());
    assertEquals(List.of("write 24 at 0", "read 24 at 0", "read 8 at 16", "copy 24 from 0 to 0"), driver.commands);
  }

  @Test
  void indicesThatWereUploadedAreCheckedWithoutADevice() {
    var index = new View(backend.memory().upload(NullBackend.DEVICE, new long[] {4, 0, 2}), Shape.of(3));
    View x = backend.zeros(DType.FLOAT32, 5);
    backend.indexing().gather(x, 0, index, backend.zeros(DType.FLOAT32, 3));
    assertEquals(List.of("gather_float32_gather"), driver.launched.stream().map(NullDriver.Launched::kernel).toList());
    // A kernel that writes to them makes them unknown.
    backend.elementwise().binary(BinaryOp.ADD, index, Scalar.of(1), index);
    backend.indexing().gather(x, 0, index, backend.zeros(DType.FLOAT32, 3));
    assertEquals("index_int64_check", driver.launched.get(2).kernel());
  }

  @Test
  void anErrorOfTheDriverNamesTheKernel() {
    View a = backend.zeros(DType.FLOAT32, 3);
    driver.failure = "a bad day";
    var error = assertThrows(DeviceException.class, () -> backend.elementwise().unary(UnaryOp.TANH, a, a));
    assertEquals("kernel tanh_float32_flat failed with a bad day", error.getMessage());
  }

  @Test
  void aStorageOfAnotherDeviceIsRefused() {
    View here = backend.zeros(DType.FLOAT32, 3);
    var cpu = new ReferenceBackend();
    var there = new View(cpu.memory().upload(Device.cpu(), new float[3]), Shape.of(3));
    var error = assertThrows(IllegalArgumentException.class,
        () -> backend.elementwise().unary(UnaryOp.TANH, there, here));
    assertTrue(error.getMessage().contains("backend reference on cpu"), error.getMessage());
    View other = new NullBackend().zeros(DType.FLOAT32, 3);
    error = assertThrows(IllegalArgumentException.class, () -> backend.elementwise().unary(UnaryOp.TANH, other, here));
    assertTrue(error.getMessage().startsWith("tanh_float32_flat: a storage on null:0"), error.getMessage());
    error = assertThrows(IllegalArgumentException.class,
        () -> backend.memory().allocate(new Device("null", 1), DType.BOOL, 1));
    assertEquals("no device null:1 here: backend null has null:0", error.getMessage());
  }
}
