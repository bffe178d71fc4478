package dev.adjoint.runtime.backend.cuda;

import dev.adjoint.runtime.ffi.NativeLibrary;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where CUDA's libraries are looked for. Those of a toolkit are taken by their major version, the newest first. */
public final class CudaLibraries {
  private static final String NVRTC = "adjoint.cuda.nvrtc";
  private static final List<Integer> MAJORS = List.of(13, 12);

  private CudaLibraries() {}

  /** The driver's library. */
  public static NativeLibrary driver() {
    return NativeLibrary.find("adjoint.cuda.library", List.of("libcuda.so.1", "nvcuda.dll"));
  }

  /**
   * The compiler.
   *
   * @param newest the major version of CUDA up to which the driver takes programs
   */
  public static NativeLibrary nvrtc(int newest) {
    var names = new ArrayList<String>();
    for (int major : MAJORS) {
      if (major <= newest) {
        names.add("libnvrtc.so." + major);
        names.add("nvrtc64_" + major + "0_0.dll");
      }
    }
    String forced = System.getProperty(NVRTC);
    for (Path directory : forced == null ? toolkits() : directoryOf(forced)) {
      loadBuiltins(directory);
    }
    return NativeLibrary.find(NVRTC, withToolkits(names, "libnvrtc.so"));
  }

  /**
   * cuBLAS.
   *
   * @param newest the major version of CUDA that the driver supports
   */
  public static NativeLibrary cublas(int newest) {
    var names = new ArrayList<String>();
    for (int major : MAJORS) {
      if (major <= newest) {
        names.add("libcublas.so." + major);
        names.add("cublas64_" + major + ".dll");
      }
    }
    return NativeLibrary.find("adjoint.cuda.cublas", withToolkits(names, "libcublas.so"));
  }

  /** The directories of an installed toolkit: of the one that the environment names, and the usual one. */
  private static List<Path> toolkits() {
    var directories = new ArrayList<Path>();
    for (String root : new String[] {System.getenv("CUDA_PATH"), System.getenv("CUDA_HOME"), "/usr/local/cuda"}) {
      if (root != null && !root.isBlank()) {
        Path directory = Path.of(root, "lib64");
        if (Files.isDirectory(directory) && !directories.contains(directory)) {
          directories.add(directory);
        }
      }
    }
    return directories;
  }

  private static List<String> withToolkits(List<String> names, String file) {
    var all = new ArrayList<>(names);
    for (Path directory : toolkits()) {
      Path library = directory.resolve(file);
      if (Files.exists(library)) {
        all.add(library.toString());
      }
    }
    return all;
  }

  private static List<Path> directoryOf(String library) {
    try {
      Path directory = Path.of(library).toAbsolutePath().getParent();
      return library.contains("/") && directory != null && Files.isDirectory(directory) ? List.of(directory) : List.of();
    } catch (InvalidPathException e) {
      // Loading the library will fail too, with a reason.
      return List.of();
    }
  }

  /**
   * Loads the library that NVRTC asks for by its file name alone when it first compiles. The system finds it in its own
   * directories, but not beside an NVRTC that was loaded by its path.
   */
  private static void loadBuiltins(Path directory) {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, "libnvrtc-builtins.so.*")) {
      for (Path library : found) {
        NativeLibrary.find("adjoint.cuda.nvrtc.builtins", List.of(library.toString()));
      }
    } catch (IOException e) {
      // Without it NVRTC says, in the log of the first program, what it misses.
      return;
    }
  }
}
