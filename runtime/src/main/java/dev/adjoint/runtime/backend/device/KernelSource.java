package dev.adjoint.runtime.backend.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A program: C files of this package's resources, and the definitions that make of them the program for one operation and
 * element type. The key under which it is cached is its name and definitions.
 *
 * @param name names the program and is the beginning of its kernels' names, such as {@code add_float32}
 * @param files the C files in their order, such as {@code elementwise.c}
 * @param definitions the text of {@code #define} lines, such as {@code T float}
 * @param code C that goes behind the headers; empty for most
 */
record KernelSource(String name, List<String> files, List<String> definitions, String code) {
  private static final Map<String, String> RESOURCES = new ConcurrentHashMap<>();

  KernelSource(String name, List<String> files, List<String> definitions) {
    this(name, files, definitions, "");
  }

  /** The whole text for a device. */
  String text(Dialect dialect, boolean float64) {
    var text = new StringBuilder();
    define(text, "GROUP_SIZE " + Driver.GROUP_SIZE);
    if (float64) {
      define(text, "FLOAT64");
    }
    text.append(dialect.header());
    define(text, "NAME " + name);
    definitions.forEach(definition -> define(text, definition));
    files.stream().filter(file -> code.isEmpty() || file.endsWith(".h")).forEach(file -> text.append(resource(file)));
    if (!code.isEmpty()) {
      text.append(code);
      files.stream().filter(file -> !file.endsWith(".h")).forEach(file -> text.append(resource(file)));
    }
    return text.toString();
  }

  private static void define(StringBuilder text, String definition) {
    text.append("#define ").append(definition).append('\n');
  }

  /** A resource file of this package, read once. */
  static String resource(String file) {
    return RESOURCES.computeIfAbsent(file, KernelSource::read);
  }

  private static String read(String file) {
    try (InputStream stream = KernelSource.class.getResourceAsStream(file)) {
      if (stream == null) {
        throw new IllegalStateException("the resource " + file + " is missing beside " + KernelSource.class.getName());
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }
}
