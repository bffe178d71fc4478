package dev.adjoint.tests.cuda;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.adjoint.runtime.ffi.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A native library whose functions are Java methods. Pointers and handles are addresses. */
final class FakeLibrary {
  /** The body of a function; its arguments are all {@code long}s. */
  interface Body {
    long call(long... arguments);
  }

  private static final Map<String, Declarations.Function> DECLARED = Declarations.ours();
  private static final MethodHandle DISPATCH;

  static {
    try {
      DISPATCH = MethodHandles.lookup().findVirtual(FakeLibrary.class, "dispatch",
          MethodType.methodType(long.class, String.class, long[].class));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final String name;
  private final Map<String, Body> bodies = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private final Map<String, MemorySegment> stubs = new HashMap<>();
  /** What was called, in order. */
  final List<String> calls = new CopyOnWriteArrayList<>();
  /** What went wrong in a body, which must not leave it. */
  volatile Throwable defect;

  FakeLibrary(String name) {
    this.name = name;
  }

  /** Gives a declared function a body. */
  void define(String function, Body body) {
    bodies.put(function, body);
  }

  /** Lets a function do nothing but return a code; 0 for what it did before. */
  void fail(String function, int code) {
    failures.put(function, code);
  }

  NativeLibrary.Loaded loaded() {
    return new NativeLibrary.Loaded(name, symbol -> Optional.ofNullable(bodies.get(symbol)).map(_ -> stub(symbol)));
  }

  private MemorySegment stub(String function) {
    return stubs.computeIfAbsent(function, this::makeStub);
  }

  @SuppressWarnings("restricted")
  private MemorySegment makeStub(String function) {
    Declarations.Function declared = DECLARED.get(function);
    MemoryLayout[] parameters = declared.parameters().stream().map(FakeLibrary::layout).toArray(MemoryLayout[]::new);
    var descriptor = FunctionDescriptor.of(layout(declared.result()), parameters);
    MethodHandle handle = DISPATCH.bindTo(this).bindTo(function).asCollector(long[].class, parameters.length);
    // An int becomes a long, and the result an int again.
    handle = MethodHandles.explicitCastArguments(handle, descriptor.toMethodType());
    return Linker.nativeLinker().upcallStub(handle, descriptor, Arena.global());
  }

  private static MemoryLayout layout(String type) {
    if (type.endsWith("*")) {
      return JAVA_LONG;
    }
    return switch (type) {
      case "unsignedchar" -> JAVA_BYTE;
      case "int", "unsignedint", "CUresult", "CUdevice", "CUdevice_attribute", "nvrtcResult", "cublasStatus_t",
          "cublasMath_t", "cublasOperation_t", "libraryPropertyType" -> JAVA_INT;
      case "size_t", "longlongint", "CUdeviceptr", "CUcontext", "CUstream", "CUmodule", "CUfunction", "CUevent",
          "nvrtcProgram", "cublasHandle_t", "cudaStream_t" -> JAVA_LONG;
      default -> throw new IllegalArgumentException("no layout for " + type);
    };
  }

  private long dispatch(String function, long[] arguments) {
    try {
      if (!function.startsWith("cuGetError") && !function.endsWith("GetErrorString")) {
        calls.add(function);
      }
      int failure = failures.getOrDefault(function, 0);
      return failure != 0 ? failure : bodies.get(function).call(arguments);
    } catch (Throwable t) {
      defect = t;
      return 999;
    }
  }

  /** Memory at an address. */
  @SuppressWarnings("restricted")
  static MemorySegment at(long address, long bytes) {
    return MemorySegment.ofAddress(address).reinterpret(bytes);
  }

  static void setInt(long address, int value) {
    at(address, 4).set(JAVA_INT, 0, value);
  }

  static void setLong(long address, long value) {
    at(address, 8).set(JAVA_LONG, 0, value);
  }

  static String string(long address) {
    return at(address, Long.MAX_VALUE).getString(0);
  }

  /** The address of a string of C that is never freed. */
  static long text(String text) {
    return Arena.global().allocateFrom(text).address();
  }
}
