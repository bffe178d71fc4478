package dev.adjoint.tests.modules;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.annotations.Differentiable;
import dev.adjoint.processor.AdjointProcessor;
import dev.adjoint.runtime.tape.Tape;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/**
 * The annotations and the runtime as modules: their classes, from wherever this test got them, and descriptors compiled from the
 * sources.
 */
record ModulePath(Path annotations, Path runtime) {
  private static final Path ROOT = Path.of(System.getProperty("adjoint.root", ".."));

  /** Where a module's descriptor is declared. */
  static Path descriptor(String module) {
    return ROOT.resolve(module).resolve("src/main/java/module-info.java");
  }

  /** Makes both below a folder. */
  static ModulePath in(Path folder) throws IOException {
    var path = new ModulePath(folder.resolve("annotations"), folder.resolve("runtime"));
    copy(Differentiable.class, "dev/adjoint/annotations", path.annotations);
    copy(Tape.class, "dev/adjoint/runtime", path.runtime);
    compile(path.annotations, "", List.of(descriptor("annotations")), false);
    compile(path.runtime, path.annotations.toString(), List.of(descriptor("runtime")), false);
    return path;
  }

  @Override
  public String toString() {
    return annotations + ":" + runtime;
  }

  private static void copy(Class<?> one, String folder, Path to) throws IOException {
    try {
      Path from = Path.of(one.getProtectionDomain().getCodeSource().getLocation().toURI());
      if (Files.isDirectory(from)) {
        copy(from, from.resolve(folder), to);
      } else {
        try (var jar = FileSystems.newFileSystem(from)) {
          Path root = jar.getRootDirectories().iterator().next();
          copy(root, root.resolve(folder), to);
        }
      }
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static void copy(Path root, Path folder, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(root.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  /** Compiles sources into a folder; whatever javac says is a failure. */
  static void compile(Path to, String modulePath, List<Path> sources, boolean processor) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var said = new StringWriter();
    var options = new ArrayList<>(List.of("-d", to.toString(), "--add-modules", "jdk.incubator.vector", "-Xlint:all,-processing,-incubating",
        "-Werror", processor ? "-proc:full" : "-proc:none"));
    if (!modulePath.isEmpty()) {
      options.addAll(List.of("-p", modulePath));
    }
    try (var manager = compiler.getStandardFileManager(null, null, null)) {
      Iterable<? extends JavaFileObject> units = manager.getJavaFileObjectsFromPaths(sources);
      var task = compiler.getTask(said, manager, null, options, null, units);
      if (processor) {
        task.setProcessors(List.of(new AdjointProcessor()));
      }
      assertTrue(task.call(), said::toString);
    }
  }
}
