package dev.adjoint.examples;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds what the processor wrote for a class of this module, beside the classes that the build made of it. */
final class GeneratedSource {
  private GeneratedSource() {}

  /** The source of the derivatives of {@code type}. */
  static String of(Class<?> type) throws IOException {
    String name = type.getName().replace('.', '/') + "Derivatives.java";
    Path source = target(type).resolve("generated-sources/annotations").resolve(name);
    if (!Files.exists(source)) {
      throw new IOException("no generated source at " + source + ": build the module first");
    }
    return Files.readString(source);
  }

  /** The module's build directory, which holds the class directory or the jar that {@code type} was loaded from. */
  private static Path target(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).getParent();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
