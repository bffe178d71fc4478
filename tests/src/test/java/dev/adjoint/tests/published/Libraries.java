package dev.adjoint.tests.published;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/**
 * The libraries that the build has unpacked: {@code sources/<artifact>} with the files, {@code jars} with the classes. The
 * system property {@code adjoint.published} says where, relative to this module by default.
 */
final class Libraries {
  private static final Path HOME = Path.of(System.getProperty("adjoint.published", "target/published"));

  private Libraries() {}

  /** A place in a text and what goes there. */
  private record Insertion(long position, String text) {}

  /** The class path of the libraries, then that of the tests. */
  static String classPath() {
    return jars().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)) + File.pathSeparator
        + System.getProperty("java.class.path");
  }

  /** The libraries' class files. */
  static List<Path> jars() {
    Path jars = HOME.resolve("jars");
    if (!Files.isDirectory(jars)) {
      throw new IllegalStateException("no " + jars.toAbsolutePath() + ": run Maven's phase generate-test-resources");
    }
    try (var files = Files.list(jars)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sources that a probe needs, edited, by qualified name. Line numbers are those of the originals. */
  static Map<String, String> edited(Probe probe) {
    Map<String, List<Probe.Edit>> byType = new LinkedHashMap<>();
    probe.edits().forEach(e -> byType.computeIfAbsent(e.type(), t -> new ArrayList<>()).add(e));
    var sources = new TreeMap<String, String>();
    probe.others().forEach(s -> sources.put(s.type(), edited(s.library(), s.type(), List.of())));
    byType.forEach((type, edits) -> sources.put(type, edited(edits.getFirst().library(), type, edits)));
    return sources;
  }

  private static String edited(String library, String type, List<Probe.Edit> edits) {
    Path file = HOME.resolve("sources").resolve(library).resolve(type.replace('.', '/') + ".java");
    try {
      String text = Files.readString(file);
      var insertions = new ArrayList<Insertion>();
      for (Probe.Edit edit : edits) {
        insertions.add(new Insertion(position(file, edit), edit.annotation()));
      }
      insertions.sort(Comparator.comparingLong(Insertion::position).reversed());
      var result = new StringBuilder(text);
      insertions.forEach(i -> result.insert((int) i.position(), i.text()));
      return result.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a method's declaration starts. */
  private static long position(Path file, Probe.Edit edit) throws IOException {
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      var task = (JavacTask) compiler.getTask(null, files, d -> {}, null, null, files.getJavaFileObjects(file));
      CompilationUnitTree unit = task.parse().iterator().next();
      var found = new ArrayList<MethodTree>();
      unit.getTypeDecls().forEach(t -> collect((ClassTree) t, edit, found));
      if (found.size() != 1) {
        throw new IllegalStateException(edit + ": " + found.size() + " such methods in " + file);
      }
      return Trees.instance(task).getSourcePositions().getStartPosition(unit, found.getFirst());
    }
  }

  private static void collect(ClassTree type, Probe.Edit edit, List<MethodTree> found) {
    for (var member : type.getMembers()) {
      if (member instanceof ClassTree nested) {
        collect(nested, edit, found);
      } else if (member instanceof MethodTree m && m.getName().contentEquals(edit.method()) && m.getParameters().stream()
          .map(p -> p.getType().toString().replace(" ", "")).toList().equals(edit.parameters())) {
        found.add(m);
      }
    }
  }
}
