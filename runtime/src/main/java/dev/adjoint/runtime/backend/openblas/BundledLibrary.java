package dev.adjoint.runtime.backend.openblas;

import dev.adjoint.runtime.ffi.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * OpenBLAS from the jar {@code org.bytedeco:openblas} for this platform, where that is on the class path; Linux only. It is
 * written to a directory of the user's own, loaded, and deleted.
 */
final class BundledLibrary {
  private static final String LIBRARY = "libopenblas.so.0";
  /** What the library needs of the same jar, and looks for beside itself. */
  private static final List<String> NEEDED = List.of("libgfortran.so.5", "libquadmath.so.0", "libgcc_s.so.1");

  private BundledLibrary() {}

  /** @param property the system property that would have given a path, and was not set */
  static NativeLibrary find(String property) {
    String folder = "org/bytedeco/openblas/" + platform() + "/";
    ClassLoader loader = BundledLibrary.class.getClassLoader();
    if (loader.getResource(folder + LIBRARY) == null) {
      return new NativeLibrary.Missing("no " + folder + LIBRARY + " on the class path");
    }
    var written = new ArrayList<Path>();
    try {
      Path directory = Files.createTempDirectory("adjoint-openblas");
      written.add(directory);
      for (String name : NEEDED) {
        write(loader, folder, name, directory, written);
      }
      Path library = write(loader, folder, LIBRARY, directory, written);
      return NativeLibrary.find(property, List.of(library.toString()));
    } catch (IOException e) {
      return new NativeLibrary.Missing(folder + LIBRARY + " on the class path could not be written to a file: " + e);
    } finally {
      delete(written);
    }
  }

  private static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String processor = System.getProperty("os.arch");
    return (os.startsWith("linux") ? "linux" : os) + "-" + switch (processor) {
      case "amd64", "x86_64" -> "x86_64";
      case "aarch64" -> "arm64";
      default -> processor;
    };
  }

  /** Copies a file if the jar has it. */
  private static Path write(ClassLoader loader, String folder, String name, Path directory, List<Path> written)
      throws IOException {
    Path file = directory.resolve(name);
    try (InputStream content = loader.getResourceAsStream(folder + name)) {
      if (content != null) {
        written.add(file);
        Files.copy(content, file);
      }
    }
    return file;
  }

  /** A library that is loaded needs its file no more. What cannot be deleted is left to whoever cleans the directory. */
  private static void delete(List<Path> written) {
    for (Path path : written.reversed()) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        path.toFile().deleteOnExit();
      }
    }
  }
}
