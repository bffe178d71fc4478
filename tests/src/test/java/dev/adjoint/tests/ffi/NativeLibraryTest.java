package dev.adjoint.tests.ffi;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.adjoint.runtime.ffi.Downcall;
import dev.adjoint.runtime.ffi.NativeLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NativeLibraryTest {
  private static final String PROPERTY = "adjoint.tests.library";
  /** The C library under its names on Linux, macOS and Windows. */
  private static final List<String> C = List.of("libc.so.6", "libSystem.dylib", "msvcrt.dll");

  @AfterEach
  void forgetProperty() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void whatIsMissingNamesEveryFileTriedAndTheProperty() {
    var missing = assertInstanceOf(NativeLibrary.Missing.class,
        NativeLibrary.find(PROPERTY, List.of("libnowhere.so.1", "libnowhere.so")));
    assertTrue(missing.reason().contains("libnowhere.so.1: "), missing.reason());
    assertTrue(missing.reason().contains("; libnowhere.so: "), missing.reason());
    assertTrue(missing.reason().endsWith("-D" + PROPERTY + "=<path> says where it is"), missing.reason());
  }

  @Test
  void thePropertyIsTheOnlyPathTried() {
    System.setProperty(PROPERTY, "/no/such/library");
    var missing = assertInstanceOf(NativeLibrary.Missing.class, NativeLibrary.find(PROPERTY, C));
    assertTrue(missing.reason().startsWith("/no/such/library: "), missing.reason());
    assertTrue(missing.reason().endsWith("given by " + PROPERTY), missing.reason());
  }

  @Test
  void aFunctionIsFoundAndCalled() throws Throwable {
    NativeLibrary.Loaded library = switch (NativeLibrary.find(PROPERTY, C)) {
      case NativeLibrary.Loaded loaded -> loaded;
      case NativeLibrary.Missing missing -> abort(missing.reason());
    };
    MethodHandle length = Downcall.of(JAVA_LONG, ADDRESS);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom("adjoint");
      assertEquals(7L, (long) length.invokeExact(library.address("strlen"), text));
    }
    var error = assertThrows(UnsupportedOperationException.class, () -> library.address("no_such_function"));
    assertEquals(library.name() + " has no function no_such_function", error.getMessage());
  }
}
