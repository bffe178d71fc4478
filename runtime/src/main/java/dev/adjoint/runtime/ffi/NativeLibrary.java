package dev.adjoint.runtime.ffi;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.ArrayList;
import java.util.List;

/** The answer to a search for a native library. A library that was found stays loaded as long as the JVM runs. */
public sealed interface NativeLibrary {
  /**
   * It was found and loaded.
   *
   * @param name the file name or path under which
   * @param symbols its functions
   */
  record Loaded(String name, SymbolLookup symbols) implements NativeLibrary {
    /**
     * The address of a function.
     *
     * @throws UnsupportedOperationException if the library does not have it
     */
    public MemorySegment address(String function) {
      return symbols.find(function)
          .orElseThrow(() -> new UnsupportedOperationException(name + " has no function " + function));
    }
  }

  /**
   * It was not.
   *
   * @param reason what was tried, and what went wrong with each
   */
  record Missing(String reason) implements NativeLibrary {}

  /**
   * Searches for a library.
   *
   * @param property the system property with which a user gives the path, and which then is the only one tried
   * @param names the usual file names, the best one first
   */
  static NativeLibrary find(String property, List<String> names) {
    String forced = System.getProperty(property);
    var reasons = new ArrayList<String>();
    for (String name : forced == null ? names : List.of(forced)) {
      try {
        return load(name);
      } catch (IllegalArgumentException | IllegalCallerException e) {
        reasons.add(name + ": " + e.getMessage());
      }
    }
    return new Missing(String.join("; ", reasons)
        + (forced == null ? "; -D" + property + "=<path> says where it is" : "; given by " + property));
  }

  @SuppressWarnings("restricted")
  private static Loaded load(String name) {
    return new Loaded(name, SymbolLookup.libraryLookup(name, Arena.global()));
  }
}
