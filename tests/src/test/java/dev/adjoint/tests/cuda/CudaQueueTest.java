package dev.adjoint.tests.cuda;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.runtime.array.DType;
import dev.adjoint.runtime.array.Shape;
import dev.adjoint.runtime.backend.device.DeviceException;
import dev.adjoint.runtime.backend.device.DeviceOutOfMemoryException;
import dev.adjoint.runtime.backend.device.DeviceQueue;
import dev.adjoint.runtime.backend.device.KernelBuildException;
import dev.adjoint.runtime.backend.spi.BinaryOp;
import dev.adjoint.runtime.backend.spi.Scalar;
import dev.adjoint.runtime.backend.spi.UnaryOp;
import dev.adjoint.runtime.backend.spi.View;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Which calls of the driver the commands of a device become. */
class CudaQueueTest {
  private static final String BAD_DAY = " on Fake GPU (compute capability 9.0) failed with CUDA_ERROR_NUMBER_";

  private final Fakes fakes = new Fakes();
  private final FakeCuda cuda = fakes.cuda;

  @AfterEach
  void nothingWentWrongInALibrary() {
    fakes.check();
  }

  private void tanh(View x) {
    fakes.backend().elementwise().unary(UnaryOp.TANH, x, x);
  }

  /** The calls since the last time, without those that make a context current or an event. */
  private List<String> calls() {
    var calls = new ArrayList<>(cuda.library.calls);
    calls.removeIf(c -> c.equals("cuCtxSetCurrent") || c.equals("cuEventCreate"));
    cuda.library.calls.clear();
    return calls;
  }

  @Test
  void aKernelGetsTheAddressesOfItsArguments() {
    View x = fakes.upload(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 8);
    View out = fakes.zeros(DType.FLOAT32, 8);
    cuda.parameters.put("_flat", new int[] {8, 4, 4, 8, 4, 4, 8, 4, 4});
    fakes.backend().elementwise().binary(BinaryOp.MUL, x, Scalar.of(2.5), out);
    FakeCuda.Launched launched = cuda.launched.getFirst();
    assertEquals("mul_float32_flat", launched.kernel());
    assertEquals(List.of(1L, 1L, 1L, 256L, 1L, 1L, 0L, FakeCuda.STREAM), launched.sizes());
    List<MemorySegment> arguments = launched.arguments();
    MemorySegment read = cuda.blocks.get(arguments.getFirst().get(JAVA_LONG, 0));
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, read.asSlice(0, 32).toArray(JAVA_FLOAT));
    assertEquals(0, arguments.get(1).get(JAVA_INT, 0));
    assertEquals(0, arguments.get(3).get(JAVA_LONG, 0), "no block for a number");
    assertEquals(-1, arguments.get(4).get(JAVA_INT, 0));
    assertEquals(2.5f, arguments.get(5).get(JAVA_FLOAT, 0));
    assertTrue(cuda.blocks.containsKey(arguments.get(6).get(JAVA_LONG, 0)));
    assertEquals(8, arguments.get(8).get(JAVA_INT, 0));
  }

  @Test
  void structuresAreArgumentsByValue() {
    View x = new View(fakes.zeros(DType.FLOAT32, 12).storage(), 1, Shape.of(3), new int[] {4});
    cuda.parameters.put("_strided", new int[] {8, 4, 4, 8, 4, 4 * (2 + 8 * 3)});
    tanh(x);
    MemorySegment dims = cuda.launched.getFirst().arguments().get(5);
    assertEquals(3, dims.getAtIndex(JAVA_INT, 0), "elements");
    assertEquals(1, dims.getAtIndex(JAVA_INT, 1), "rank");
    assertEquals(3, dims.getAtIndex(JAVA_INT, 2), "size");
    assertEquals(4, dims.getAtIndex(JAVA_INT, 2 + 8), "stride");
  }

  @Test
  void productsOfMatricesHaveGridsOfTwoAxes() {
    fakes.withoutCublas();
    View a = fakes.zeros(DType.FLOAT32, 3, 40, 20);
    fakes.backend().matrixProducts().matmul(a, fakes.zeros(DType.FLOAT32, 3, 20, 50), fakes.zeros(DType.FLOAT32, 3, 40, 50),
        false);
    assertEquals(List.of(12L, 3L, 1L, 16L, 16L, 1L, 0L, FakeCuda.STREAM), cuda.launched.getFirst().sizes());
  }

  @Test
  void commandsAreQueuedInTheirOrderOnOneStream() {
    View x = fakes.zeros(DType.FLOAT32, 4);
    tanh(x);
    calls();
    View y = fakes.upload(new float[] {1, 2, 3, 4}, 4);
    tanh(y);
    fakes.backend().memory().copy(y, x);
    fakes.backend().memory().fill(y, Scalar.of(0));
    assertArrayEquals(new float[] {1, 2, 3, 4}, (float[]) fakes.backend().memory().download(x));
    assertArrayEquals(new float[4], (float[]) fakes.backend().memory().download(y));
    var calls = calls();
    calls.removeIf(c -> c.equals("cuMemAlloc_v2") || c.equals("cuMemHostAlloc"));
    assertEquals(List.of("cuMemcpyHtoDAsync_v2", "cuEventRecord", "cuLaunchKernel", "cuMemcpyDtoDAsync_v2",
        "cuMemsetD8Async", "cuMemcpyDtoHAsync_v2", "cuStreamSynchronize", "cuMemcpyDtoHAsync_v2", "cuStreamSynchronize"),
        calls);
  }

  @Test
  void everyThreadHasTheContextAndGetsItBack() throws InterruptedException {
    View x = fakes.zeros(DType.FLOAT32, 4);
    tanh(x);
    var failures = new ArrayList<Throwable>();
    Thread other = Thread.ofPlatform().uncaughtExceptionHandler((_, e) -> failures.add(e)).start(() -> {
      tanh(x);
      cuda.loseContext();
      tanh(x);
      fakes.upload(new double[3], 3);
      cuda.loseContext();
      fakes.backend().synchronize(Fakes.DEVICE);
    });
    other.join();
    assertEquals(List.of(), failures);
    assertEquals(3, cuda.launched.size());
  }

  @Test
  void threadsThatQueueAtTheSameTimeKeepTheirArgumentsApart() throws InterruptedException {
    cuda.parameters.put("_flat", new int[] {8, 4, 4, 8, 4, 4});
    View warm = fakes.zeros(DType.FLOAT32, 4);
    fakes.backend().elementwise().binary(BinaryOp.ADD, warm, Scalar.of(-1), warm);
    var threads = new ArrayList<Thread>();
    for (int t = 0; t < 4; t++) {
      View x = fakes.upload(new float[] {t, t, t, t}, 4);
      int number = t;
      threads.add(Thread.ofVirtual().start(() -> {
        for (int i = 0; i < 300; i++) {
          fakes.backend().elementwise().binary(BinaryOp.ADD, x, Scalar.of(number), x);
        }
      }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(1201, cuda.launched.size());
    for (FakeCuda.Launched launched : cuda.launched.subList(1, 1201)) {
      MemorySegment block = cuda.blocks.get(launched.arguments().getFirst().get(JAVA_LONG, 0));
      assertEquals(block.get(JAVA_FLOAT, 0), launched.arguments().get(5).get(JAVA_FLOAT, 0));
    }
  }

  @Test
  void anUploadWaitsOnlyForThePieceOfHostMemoryThatItUses() {
    fakes.zeros(DType.BOOL, 4);
    fakes.upload(new float[1], 1);
    calls();
    for (int i = 0; i < 7; i++) {
      fakes.upload(new float[1], 1);
    }
    assertTrue(calls().stream().noneMatch(c -> c.endsWith("Synchronize")), "eight pieces");
    fakes.upload(new float[1], 1);
    assertEquals(List.of("cuEventSynchronize", "cuMemcpyHtoDAsync_v2", "cuEventRecord"),
        calls().stream().filter(c -> !c.equals("cuMemAlloc_v2")).toList());
  }

  @Test
  void aLongUploadGoesInPiecesAndArrivesWhole() {
    cuda.room = 64 << 20;
    DeviceQueue queue = fakes.queue();
    int bytes = (3 << 20) + 5;
    long block = queue.allocate(bytes + 8);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment from = arena.allocate(bytes);
      for (int i = 0; i < bytes; i++) {
        from.set(JAVA_BYTE, i, (byte) (i * 31 >> 4));
      }
      queue.write(from, block, 8, bytes);
      MemorySegment to = arena.allocate(bytes);
      queue.read(block, 8, to, bytes);
      assertEquals(-1, from.mismatch(to));
      assertEquals(4, calls().stream().filter(c -> c.equals("cuMemcpyHtoDAsync_v2")).count());
      from.fill((byte) 0);
      assertTrue(cuda.blocks.get(block).asSlice(8).mismatch(from) >= 0, "the source may change");
    }
  }

  @Test
  void blocksAreFreedWhenTheDeviceIsDoneWithThem() {
    fakes.zeros(DType.FLOAT32, 4).storage().release();
    calls();
    fakes.backend().releaseCache(Fakes.DEVICE);
    assertEquals(List.of("cuStreamSynchronize", "cuMemFree_v2"), calls());
    assertEquals(0, cuda.blocks.size());
  }

  @Test
  void outOfMemoryIsAnExceptionAndTheProcessGoesOn() {
    View held = fakes.zeros(DType.FLOAT32, 1 << 10);
    cuda.room = 10_000;
    var error = assertThrows(DeviceOutOfMemoryException.class, () -> fakes.zeros(DType.FLOAT32, 1 << 12));
    assertTrue(error.getMessage().startsWith("cuda:0 is out of memory: 16384 bytes asked, 4096 held"), error.getMessage());
    tanh(held);
    assertEquals(1, cuda.launched.size());
  }

  @Test
  void withoutPageLockedMemoryOrdinaryMemoryIsUsed() {
    cuda.library.fail("cuMemHostAlloc", 2);
    View x = fakes.upload(new long[] {4, 5}, 2);
    assertArrayEquals(new long[] {4, 5}, (long[]) fakes.backend().memory().download(x));
  }

  @Test
  void anErrorNamesTheKernelAndItsGrid() {
    View x = fakes.zeros(DType.FLOAT32, 4);
    cuda.library.fail("cuLaunchKernel", 701);
    var error = assertThrows(DeviceException.class, () -> tanh(x));
    assertEquals("kernel tanh_float32_flat with Grid[groupsX=1, groupsY=1, itemsX=256, itemsY=1]" + BAD_DAY
        + "701 (701): what 701 means", error.getMessage());
    cuda.library.fail("cuLaunchKernel", 0);
    tanh(x);
  }

  @Test
  void errorsOfOtherCommandsNameTheOperation() {
    View x = fakes.zeros(DType.FLOAT32, 4);
    cuda.library.fail("cuMemcpyDtoHAsync_v2", 1);
    assertFailure(() -> fakes.backend().memory().download(x), "cuMemcpyDtoHAsync of 16 bytes" + BAD_DAY + 1);
    cuda.library.fail("cuMemsetD8Async", 1);
    assertFailure(() -> fakes.backend().memory().fill(x, Scalar.of(0)), "cuMemsetD8Async of 16 bytes" + BAD_DAY + 1);
    cuda.library.fail("cuMemAlloc_v2", 999);
    assertFailure(() -> fakes.zeros(DType.FLOAT32, 1000), "cuMemAlloc of 4096 bytes" + BAD_DAY + 999);
    cuda.library.fail("cuMemcpyHtoDAsync_v2", 1);
    cuda.library.fail("cuMemAlloc_v2", 0);
    assertFailure(() -> fakes.upload(new float[2], 2), "cuMemcpyHtoDAsync of 8 bytes" + BAD_DAY + 1);
  }

  private static void assertFailure(Executable command, String beginning) {
    var error = assertThrows(DeviceException.class, command);
    assertTrue(error.getMessage().startsWith(beginning), error.getMessage());
  }

  @Test
  void anErrorThatLastsNamesTheKernelsBeforeAndIsRememberedAsTheCause() {
    View x = fakes.zeros(DType.FLOAT32, 4);
    tanh(x);
    fakes.backend().elementwise().unary(UnaryOp.EXP, x, x);
    cuda.library.fail("cuStreamSynchronize", 700);
    var first = assertThrows(DeviceException.class, () -> fakes.backend().synchronize(Fakes.DEVICE));
    String message = "cuStreamSynchronize" + BAD_DAY + "700 (700): what 700 means";
    assertTrue(first.getMessage().startsWith(message + "; the error is that of an earlier command, perhaps of one of the "
        + "kernels queued last: tanh_float32_flat, exp_float32_flat; "), first.getMessage());
    assertTrue(first.getMessage().endsWith("this process cannot use the device any more"), first.getMessage());
    cuda.library.fail("cuLaunchKernel", 700);
    var next = assertThrows(DeviceException.class, () -> tanh(x));
    assertTrue(next.getMessage().startsWith("kernel tanh_float32_flat with "), next.getMessage());
    assertTrue(next.getMessage().contains(", since the device cannot be used any more: " + message), next.getMessage());
  }

  @Test
  void aProgramThatDoesNotCompileIsNamedAndTheLogShown() {
    var error = assertThrows(KernelBuildException.class, () -> fakes.queue().compile("half_baked", "nonsense"));
    assertEquals("kernel program half_baked does not compile for Fake GPU (compute capability 9.0):\n"
        + "NVRTC_ERROR_NUMBER_6 (6)\nerror: identifier \"nonsense\" is undefined", error.getMessage());
    assertEquals("nvrtcDestroyProgram", fakes.nvrtc.library.calls.getLast());
    var program = fakes.queue().compile("fine", "sense");
    assertFailure(() -> program.kernel("absent"), "cuModuleGetFunction of absent in program fine" + BAD_DAY + 500);
    cuda.library.fail("cuModuleLoadData", 209);
    assertFailure(() -> fakes.queue().compile("fine", "sense"), "cuModuleLoadData of program fine" + BAD_DAY + 209);
  }

  @Test
  void timeIsMeasuredBetweenTwoPointsOfTheStream() {
    DeviceQueue queue = fakes.queue();
    try (var before = queue.record(); var after = queue.record()) {
      calls();
      assertEquals(1_500_000, after.nanosSince(before));
      assertEquals(List.of("cuEventSynchronize", "cuEventSynchronize", "cuEventElapsedTime"), calls());
    }
    assertEquals(0, cuda.events.size());
  }
}
