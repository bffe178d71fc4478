package dev.adjoint.runtime.ffi;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;

/** Method handles for C functions. The first argument of each is the function's address. */
public final class Downcall {
  private Downcall() {}

  /**
   * A function.
   *
   * @param result its result
   * @param parameters its parameters; pointers are {@code ValueLayout.ADDRESS} or, for handles, {@code JAVA_LONG}
   */
  @SuppressWarnings("restricted")
  public static MethodHandle of(MemoryLayout result, MemoryLayout... parameters) {
    return Linker.nativeLinker().downcallHandle(FunctionDescriptor.of(result, parameters));
  }

  /**
   * A function, called in a way of its own.
   *
   * @param function its result, if it has one, and its parameters
   * @param options how it is called, for example that Java arrays are passed as they are
   */
  @SuppressWarnings("restricted")
  public static MethodHandle of(FunctionDescriptor function, Linker.Option... options) {
    return Linker.nativeLinker().downcallHandle(function, options);
  }

  /** What a method handle threw, which for a C function can only be an error or unchecked exception of the linker. */
  public static RuntimeException unexpected(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> new IllegalStateException(thrown);
    };
  }
}
