package dev.adjoint.tests.cuda;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The driver's library with one device, whose memory is the host's and which does what is queued at once: copies are made,
 * kernels are noted. A call on a thread without the context is refused.
 */
final class FakeCuda {
  static final long CONTEXT = 0xC0;
  static final long STREAM = 0x57;
  /** No image is shorter. */
  static final int IMAGE_BYTES = 6;
  private static final int NOT_FOUND = 500;
  private static final int INVALID_CONTEXT = 201;
  private static final int INVALID_HANDLE = 400;

  /** A kernel that was queued: its sizes are groups and items along three axes, bytes of shared memory, and the stream. */
  record Launched(String kernel, List<Long> sizes, List<MemorySegment> arguments) {}

  final FakeLibrary library = new FakeLibrary("fake libcuda");
  final Map<Integer, Integer> attributes = new HashMap<>(Map.of(1, 1024, 16, 4, 20, 0, 75, 9, 76, 0));
  final List<Launched> launched = Collections.synchronizedList(new ArrayList<>());
  final Map<Long, MemorySegment> blocks = new ConcurrentHashMap<>();
  /** The first bytes of each module that was loaded, as characters. */
  final List<String> images = new ArrayList<>();
  /** The bytes of each argument of a kernel, by the end of its name. */
  final Map<String, int[]> parameters = new HashMap<>();
  /** Arguments whose sizes are not those that a compiled kernel has. */
  final List<String> wrongArguments = Collections.synchronizedList(new ArrayList<>());
  final Set<Long> events = ConcurrentHashMap.newKeySet();
  /** The bytes that the device has. */
  volatile long room = 1 << 20;
  int version = 13000;
  int devices = 1;
  private final ThreadLocal<Long> current = ThreadLocal.withInitial(() -> 0L);
  /** For each module that is machine code its kernels. */
  private final List<Map<String, int[]>> compiled = new ArrayList<>();
  private final List<String> functions = new ArrayList<>();
  private final List<int[]> parameterBytes = new ArrayList<>();
  private long nextEvent = 1;

  FakeCuda() {
    define("cuInit", a -> 0);
    define("cuDriverGetVersion", a -> setInt(a[0], version));
    define("cuDeviceGetCount", a -> setInt(a[0], devices));
    define("cuDeviceGet", a -> setInt(a[0], 70 + (int) a[1]));
    define("cuDeviceGetName", a -> {
      byte[] name = "Fake GPU\0".getBytes(StandardCharsets.UTF_8);
      MemorySegment.copy(name, 0, FakeLibrary.at(a[0], a[1]), JAVA_BYTE, 0, name.length);
      return a[2] == 70 ? 0 : INVALID_HANDLE;
    });
    define("cuDeviceTotalMem_v2", a -> setLong(a[0], 1 << 20));
    define("cuDeviceGetAttribute", a -> setInt(a[0], attributes.get((int) a[1])));
    define("cuDevicePrimaryCtxRetain", a -> setLong(a[0], CONTEXT));
    define("cuCtxSetCurrent", a -> {
      current.set(a[0]);
      return 0;
    });
    define("cuGetErrorName", a -> setLong(a[1], FakeLibrary.text("CUDA_ERROR_NUMBER_" + a[0])));
    define("cuGetErrorString", a -> setLong(a[1], FakeLibrary.text("what " + a[0] + " means")));
    inContext("cuStreamCreate", a -> setLong(a[0], STREAM));
    inContext("cuStreamSynchronize", a -> a[0] == STREAM ? 0 : INVALID_HANDLE);
    defineMemory();
    defineEvents();
    defineKernels();
  }

  private void defineMemory() {
    inContext("cuMemAlloc_v2", a -> {
      if (blocks.values().stream().mapToLong(MemorySegment::byteSize).sum() + a[1] > room) {
        return 2;
      }
      MemorySegment block = Arena.ofAuto().allocate(a[1], 256);
      blocks.put(block.address(), block);
      return setLong(a[0], block.address());
    });
    inContext("cuMemFree_v2", a -> blocks.remove(a[0]) == null ? 1 : 0);
    inContext("cuMemHostAlloc", a -> setLong(a[0], Arena.global().allocate(a[1], 64).address()));
    inContext("cuMemFreeHost", a -> 0);
    inContext("cuMemcpyHtoDAsync_v2", a -> copy(a));
    inContext("cuMemcpyDtoHAsync_v2", a -> copy(a));
    inContext("cuMemcpyDtoDAsync_v2", a -> copy(a));
    inContext("cuMemsetD8Async", a -> {
      FakeLibrary.at(a[0], a[2]).fill((byte) a[1]);
      return a[3] == STREAM ? 0 : INVALID_HANDLE;
    });
  }

  private static long copy(long[] a) {
    MemorySegment.copy(FakeLibrary.at(a[1], a[2]), 0, FakeLibrary.at(a[0], a[2]), 0, a[2]);
    return a[3] == STREAM ? 0 : INVALID_HANDLE;
  }

  private void defineEvents() {
    inContext("cuEventCreate", a -> {
      synchronized (events) {
        events.add(nextEvent);
        return setLong(a[0], nextEvent++);
      }
    });
    inContext("cuEventRecord", a -> events.contains(a[0]) && a[1] == STREAM ? 0 : INVALID_HANDLE);
    inContext("cuEventSynchronize", a -> events.contains(a[0]) ? 0 : INVALID_HANDLE);
    inContext("cuEventDestroy_v2", a -> events.remove(a[0]) ? 0 : INVALID_HANDLE);
    inContext("cuEventElapsedTime", a -> {
      FakeLibrary.at(a[0], 4).set(JAVA_FLOAT, 0, 1.5f * (a[2] - a[1]));
      return 0;
    });
  }

  private void defineKernels() {
    inContext("cuModuleLoadData", a -> {
      byte[] beginning = FakeLibrary.at(a[1], IMAGE_BYTES).toArray(JAVA_BYTE);
      images.add(new String(beginning, StandardCharsets.ISO_8859_1));
      MemorySegment image = FakeLibrary.at(a[1], Long.MAX_VALUE);
      compiled.add(Cubin.is(image) ? Cubin.parameters(image) : Map.of());
      return setLong(a[0], images.size());
    });
    inContext("cuModuleGetFunction", a -> {
      String name = FakeLibrary.string(a[2]);
      Map<String, int[]> kernels = compiled.get((int) a[1] - 1);
      if (kernels.isEmpty() ? name.contains("absent") : !kernels.containsKey(name)) {
        return NOT_FOUND;
      }
      functions.add(name);
      parameterBytes.add(kernels.get(name));
      return setLong(a[0], functions.size());
    });
    inContext("cuLaunchKernel", a -> {
      String kernel = functions.get((int) a[0] - 1);
      var arguments = new ArrayList<MemorySegment>();
      parameters.forEach((end, sizes) -> {
        if (kernel.endsWith(end)) {
          MemorySegment addresses = FakeLibrary.at(a[9], 8L * sizes.length);
          for (int i = 0; i < sizes.length; i++) {
            arguments.add(Arena.ofAuto().allocate(sizes[i], 8)
                .copyFrom(FakeLibrary.at(addresses.getAtIndex(JAVA_LONG, i), sizes[i])));
          }
        }
      });
      compareSizes(kernel, parameterBytes.get((int) a[0] - 1), a[9]);
      var sizes = new ArrayList<Long>();
      for (int i = 1; i <= 8; i++) {
        sizes.add(a[i]);
      }
      launched.add(new Launched(kernel, sizes, arguments));
      return a[10] == 0 ? 0 : INVALID_HANDLE;
    });
  }

  /** Arguments lie one after the other at multiples of 8 bytes: the next begins where one of the right size ends. */
  private void compareSizes(String kernel, int[] bytes, long addresses) {
    if (bytes == null) {
      return;
    }
    MemorySegment list = FakeLibrary.at(addresses, 8L * bytes.length);
    for (int i = 0; i + 1 < bytes.length; i++) {
      long actual = list.getAtIndex(JAVA_LONG, i + 1) - list.getAtIndex(JAVA_LONG, i);
      if (actual != (bytes[i] + 7 & -8)) {
        wrongArguments.add(kernel + ": argument " + i + " has " + actual + " bytes and not " + bytes[i]);
      }
    }
  }

  private void define(String function, FakeLibrary.Body body) {
    library.define(function, body);
  }

  private void inContext(String function, FakeLibrary.Body body) {
    library.define(function, a -> current.get() == CONTEXT ? body.call(a) : INVALID_CONTEXT);
  }

  /** What other code does on a thread. */
  void loseContext() {
    current.set(0L);
  }

  private static long setInt(long address, int value) {
    FakeLibrary.setInt(address, value);
    return 0;
  }

  private static long setLong(long address, long value) {
    FakeLibrary.setLong(address, value);
    return 0;
  }
}
