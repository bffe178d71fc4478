package dev.adjoint.tests.source.typing;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import dev.adjoint.annotations.Differentiable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles sources twice, once with the typing of the processor and once with javac's alone, and compares the answers. */
final class Oracle {
  /** The outcome: how many expressions were compared, and a line for each that differs. */
  record Report(int compared, List<String> mismatches) {}

  private Oracle() {}

  static Report compare(List<Path> sources) {
    List<Map<Observation.Place, Observation>> both = both(sources);
    return compare(both.getFirst(), both.getLast());
  }

  /** What was found by the typing of the processor, and what by javac. */
  static List<Map<Observation.Place, Observation>> both(List<Path> sources) {
    Theirs[] theirs = new Theirs[1];
    analyze(sources, null, (task, trees) -> theirs[0] = scan(task, trees));
    var ours = new Ours();
    analyze(sources, ours, (task, trees) -> { });
    return List.of(ours.found(), theirs[0].found());
  }

  private interface Check {
    void on(JavacTask task, Iterable<? extends CompilationUnitTree> units);
  }

  private static Theirs scan(JavacTask task, Iterable<? extends CompilationUnitTree> units) {
    var theirs = new Theirs(Trees.instance(task), task.getTypes(), task.getElements());
    units.forEach(unit -> theirs.scan(unit, null));
    return theirs;
  }

  private static void analyze(List<Path> sources, Processor processor, Check check) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var problems = new DiagnosticCollector<JavaFileObject>();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(problems, null, null)) {
      List<String> options = List.of("-proc:" + (processor == null ? "none" : "full"), "-classpath", classPath());
      var task = (JavacTask) compiler.getTask(null, files, problems, options, null,
          files.getJavaFileObjectsFromPaths(sources));
      if (processor != null) {
        task.setProcessors(List.of(processor));
      }
      List<CompilationUnitTree> units = new ArrayList<>();
      task.parse().forEach(units::add);
      task.analyze();
      check.on(task, units);
      for (Diagnostic<?> d : problems.getDiagnostics()) {
        if (d.getKind() == Diagnostic.Kind.ERROR) {
          throw new AssertionError("the corpus does not compile"
              + (processor == null ? ": " : " after it was read by the processor: ") + d);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The class path of the tests, and the annotations wherever a launcher has them. */
  private static String classPath() {
    return System.getProperty("java.class.path") + File.pathSeparator
        + Path.of(URI.create(Differentiable.class.getProtectionDomain().getCodeSource().getLocation().toString()));
  }

  private static Report compare(Map<Observation.Place, Observation> ours, Map<Observation.Place, Observation> theirs) {
    List<String> mismatches = new ArrayList<>();
    int compared = 0;
    for (var entry : theirs.entrySet()) {
      Observation javac = entry.getValue();
      Observation typing = ours.get(entry.getKey());
      if (typing == null) {
        // javac adds the call of the superclass's constructor to the trees it attributes.
        if (!javac.source().equals("super()")) {
          mismatches.add(entry.getKey() + " not visited: " + javac.source() + " is " + javac.types() + " " + javac.symbol());
        }
        continue;
      }
      compared++;
      if (!typing.agrees(javac)) {
        mismatches.add(entry.getKey() + " " + javac.source() + "\n    javac  " + javac.types() + " " + javac.symbol()
            + "\n    typing " + typing.types() + " " + typing.symbol());
      }
    }
    return new Report(compared, mismatches);
  }
}
