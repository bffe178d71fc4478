package dev.adjoint.runtime.backend.openblas;

import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.ffi.NativeLibrary;
import java.lang.foreign.ValueLayout;
import java.util.List;

/** Finds OpenBLAS, and says whether it is one that can be used. */
final class OpenBlasLibrary {
  /** The system property that gives the library's path. */
  static final String PATH = "adjoint.openblas.library";

  private static final List<String> FUNCTIONS = List.of("cblas_sgemm", "cblas_dgemm", "cblas_sgemv", "cblas_dgemv", "cblas_sdot",
      "cblas_ddot", "openblas_set_num_threads", "openblas_get_num_threads", "openblas_get_config",
      "openblas_get_corename");
  private static final List<String> SYSTEM = List.of("libopenblas.so.0", "libopenblas.so");

  private OpenBlasLibrary() {}

  /** The search, made when the library is first asked for. */
  private static final class Search {
    private static final NativeLibrary RESULT = search();

    private static NativeLibrary search() {
      NativeLibrary found = NativeLibrary.find(PATH, SYSTEM);
      if (System.getProperty(PATH) != null || !(found instanceof NativeLibrary.Missing system)) {
        return found;
      }
      return switch (BundledLibrary.find(PATH)) {
        case NativeLibrary.Loaded bundled -> bundled;
        case NativeLibrary.Missing bundled ->
            new NativeLibrary.Missing(system.reason() + "; " + bundled.reason());
      };
    }
  }

  /** The library, after {@link #probe} found it. */
  static NativeLibrary.Loaded loaded() {
    return switch (Search.RESULT) {
      case NativeLibrary.Loaded loaded -> loaded;
      case NativeLibrary.Missing missing -> throw new IllegalStateException("OpenBLAS is not there: " + missing.reason());
    };
  }

  /**
   * Whether the library is there, and fit for use.
   *
   * @param caller the module that calls it
   */
  static Availability probe(Module caller) {
    // Every program with tensors would begin with Java's warning if this were tried unasked.
    if (!caller.isNativeAccessEnabled() && !asked()) {
      return new Availability.Unavailable("native access is not enabled: start Java with --enable-native-access="
          + (caller.isNamed() ? caller.getName() : "ALL-UNNAMED"));
    }
    if (ValueLayout.ADDRESS.byteSize() != Long.BYTES) {
      return new Availability.Unavailable("addresses have " + ValueLayout.ADDRESS.byteSize() * Byte.SIZE + " bits, not 64");
    }
    try {
      return switch (Search.RESULT) {
        case NativeLibrary.Missing missing -> new Availability.Unavailable("OpenBLAS not found: " + missing.reason());
        case NativeLibrary.Loaded loaded -> examine(loaded);
      };
    } catch (RuntimeException | LinkageError e) {
      return new Availability.Unavailable("OpenBLAS cannot be called here: " + e);
    }
  }

  private static boolean asked() {
    return System.getProperty(PATH) != null || "openblas".equalsIgnoreCase(System.getProperty("adjoint.backend.cpu"));
  }

  private static Availability examine(NativeLibrary.Loaded library) {
    List<String> missing =
        FUNCTIONS.stream().filter(name -> library.symbols().find(name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      return new Availability.Unavailable(library.name() + " has no function " + String.join(", ", missing));
    }
    String configuration = OpenBlas.configuration();
    if (configuration.contains("USE64BITINT")) {
      return new Availability.Unavailable(library.name() + " takes sizes of 64 bits, not of 32: " + configuration);
    }
    return new Availability.Available(1, library.name() + ", " + version(configuration) + ", kernels for "
        + OpenBlas.core() + ", threads: " + OpenBlas.threads());
  }

  /** The name and version with which a configuration begins. */
  private static String version(String configuration) {
    String[] words = configuration.split(" ", 3);
    return words.length < 2 ? configuration : words[0] + " " + words[1];
  }
}
