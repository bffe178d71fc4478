package dev.adjoint.benchmarks.compiled;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** javac on one source, into a directory, with or without the processor. */
public final class Compilation {
  private final Path directory;

  private Compilation(Path directory) {
    this.directory = directory;
  }

  /**
   * Compiles a class of the unnamed package.
   *
   * @param name the class's name
   * @param source its source
   * @param processed whether annotation processors run
   * @param directory an existing directory, for class files and generated sources
   * @throws IllegalStateException if javac reports an error
   */
  public static Compilation of(String name, String source, boolean processed, Path directory) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<String> options = new ArrayList<>(List.of(
        "-d", directory.toString(), "-s", directory.toString(), "-classpath", System.getProperty("java.class.path")));
    if (processed) {
      options.addAll(List.of("-proc:full", "-processor", "dev.adjoint.processor.AdjointProcessor"));
    } else {
      options.add("-proc:none");
    }
    try (StandardJavaFileManager files = javac.getStandardFileManager(diagnostics, null, null)) {
      if (!javac.getTask(null, files, diagnostics, options, null, List.of(new Source(name, source))).call()) {
        throw new IllegalStateException(diagnostics.getDiagnostics().stream()
            .filter(d -> d.getKind() == Diagnostic.Kind.ERROR).limit(5).toList().toString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Compilation(directory);
  }

  /** An empty temporary directory, deleted with all in it when the virtual machine exits. */
  public static Path temporary() {
    try {
      Path directory = Files.createTempDirectory("adjoint");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      paths.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the class files and the generated sources are. */
  public Path directory() {
    return directory;
  }

  /** The value of a static field of a class that was compiled or generated. */
  public Object constant(String className, String field) {
    try {
      URL[] path = {directory.toUri().toURL()};
      // Not closed: the classes load others while they live.
      @SuppressWarnings("resource")
      URLClassLoader loader = new URLClassLoader(path, Compilation.class.getClassLoader());
      return loader.loadClass(className).getField(field).get(null);
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(className + "." + field, e);
    }
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(String name, String text) {
      super(URI.create("string:///" + name + Kind.SOURCE.extension), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
