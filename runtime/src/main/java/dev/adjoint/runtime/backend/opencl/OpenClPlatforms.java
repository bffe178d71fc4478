package dev.adjoint.runtime.backend.opencl;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.adjoint.runtime.ffi.Downcall;
import dev.adjoint.runtime.ffi.NativeLibrary;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The platforms that OpenCL offers here, and why others are not.
 *
 * @param all the platforms, in the loader's order
 * @param reasons why there are not more
 */
record OpenClPlatforms(List<Platform> all, List<String> reasons) {
  private static final String PROPERTY = "adjoint.opencl.library";
  private static final List<String> NAMES = List.of("libOpenCL.so.1", "libOpenCL.so",
      "/System/Library/Frameworks/OpenCL.framework/OpenCL", "OpenCL.dll");
  private static final Path VENDORS = Path.of("/etc/OpenCL/vendors");
  private static final MethodHandle EXTENSION_ADDRESS = Downcall.of(ADDRESS, ADDRESS);
  private static final MethodHandle LIST = Downcall.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS);

  /**
   * A driver.
   *
   * @param functions its functions
   * @param handle OpenCL's {@code cl_platform_id}
   */
  record Platform(OpenCl functions, long handle) {}

  /** A function that lists platforms. */
  private interface Listing {
    int list(int room, MemorySegment platforms, MemorySegment count);
  }

  static OpenClPlatforms find() {
    var platforms = new ArrayList<Platform>();
    var reasons = new ArrayList<String>();
    switch (NativeLibrary.find(PROPERTY, NAMES)) {
      case NativeLibrary.Loaded library -> {
        var functions = new OpenCl(name -> library.address(name.name()));
        for (long handle : list(functions::platforms, library.name(), reasons)) {
          platforms.add(new Platform(functions, handle));
        }
      }
      case NativeLibrary.Missing missing -> {
        reasons.add(missing.reason());
        // A library that a user names is the one to take, or none.
        if (System.getProperty(PROPERTY) == null) {
          registered(platforms, reasons);
        }
      }
    }
    return new OpenClPlatforms(platforms, reasons);
  }

  /**
   * Does what the loader would: each file of the directory names a driver, which lists its platforms by an extension
   * ({@code cl_khr_icd}); every platform begins with the address of a table of functions.
   */
  private static void registered(List<Platform> platforms, List<String> reasons) {
    if (!Files.isDirectory(VENDORS)) {
      reasons.add("no drivers in " + VENDORS);
      return;
    }
    var files = new TreeSet<Path>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(VENDORS, "*.icd")) {
      found.forEach(files::add);
      for (Path file : files) {
        String library = Files.readString(file).strip();
        try {
          driver(library, platforms, reasons);
        } catch (RuntimeException e) {
          reasons.add(library + ": " + e.getMessage());
        }
      }
    } catch (IOException e) {
      reasons.add(VENDORS + ": " + e);
    }
  }

  private static void driver(String name, List<Platform> platforms, List<String> reasons) {
    switch (NativeLibrary.find(PROPERTY, List.of(name))) {
      case NativeLibrary.Missing missing -> reasons.add(missing.reason());
      case NativeLibrary.Loaded library -> {
        MemorySegment lister = extension(library, "clIcdGetPlatformIDsKHR");
        Listing listing = (room, list, count) -> {
          try {
            return (int) LIST.invokeExact(lister, room, list, count);
          } catch (Throwable t) {
            throw Downcall.unexpected(t);
          }
        };
        for (long handle : list(listing, name, reasons)) {
          MemorySegment table = pointer(pointer(MemorySegment.ofAddress(handle), 0), 0, OpenCl.Name.values());
          platforms.add(new Platform(new OpenCl(n -> table.getAtIndex(ADDRESS, n.place)), handle));
        }
      }
    }
  }

  private static MemorySegment extension(NativeLibrary.Loaded library, String function) {
    try (Arena arena = Arena.ofConfined()) {
      var address = (MemorySegment) EXTENSION_ADDRESS.invokeExact(library.address("clGetExtensionFunctionAddress"),
          arena.allocateFrom(function));
      if (address.equals(MemorySegment.NULL)) {
        throw new UnsupportedOperationException("it has no function " + function);
      }
      return address;
    } catch (Throwable t) {
      throw Downcall.unexpected(t);
    }
  }

  /** The pointer that an object begins with. */
  @SuppressWarnings("restricted")
  private static MemorySegment pointer(MemorySegment object, long offset) {
    return object.reinterpret(offset + ADDRESS.byteSize()).get(ADDRESS, offset);
  }

  /** A table of functions, as long as the last of them that is used. */
  @SuppressWarnings("restricted")
  private static MemorySegment pointer(MemorySegment table, long offset, OpenCl.Name... used) {
    int last = 0;
    for (OpenCl.Name name : used) {
      last = Math.max(last, name.place);
    }
    return table.reinterpret(offset + (last + 1) * ADDRESS.byteSize());
  }

  private static long[] list(Listing listing, String library, List<String> reasons) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment count = arena.allocate(JAVA_INT);
      int code = listing.list(0, MemorySegment.NULL, count);
      int n = code == OpenClError.SUCCESS ? count.get(JAVA_INT, 0) : 0;
      if (n == 0) {
        reasons.add(library + " has no platforms"
            + (code == OpenClError.SUCCESS ? "" : ": " + OpenClError.name(code)));
        return new long[0];
      }
      MemorySegment handles = arena.allocate(JAVA_LONG, n);
      OpenClError.check(listing.list(n, handles, MemorySegment.NULL), "listing the platforms of " + library);
      return handles.toArray(JAVA_LONG);
    }
  }
}
