package dev.adjoint.tests.ir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.util.Trees;
import dev.adjoint.annotations.Differentiable;
import dev.adjoint.processor.diagnostic.Diagnostics;
import dev.adjoint.processor.ir.Function;
import dev.adjoint.processor.ir.Parser;
import dev.adjoint.processor.ir.Printer;
import dev.adjoint.processor.ir.Unit;
import dev.adjoint.processor.ir.Verifier;
import dev.adjoint.processor.source.Places;
import dev.adjoint.processor.source.Rules;
import dev.adjoint.processor.source.SourceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What the reader makes of every program of the corpus is well formed, and its text reads back as itself. */
class CorpusRoundTripTest {

  /** Reads all annotated methods and keeps what it read. */
  private static final class Collector extends AbstractProcessor {
    final List<Unit> units = new ArrayList<>();

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of(Differentiable.class.getName());
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      Trees trees = Trees.instance(processingEnv);
      var rules = new Rules(processingEnv.getTypeUtils());
      var reader = new SourceReader(processingEnv, trees, new Places(trees), rules, true);
      Map<TypeElement, List<ExecutableElement>> byClass = new LinkedHashMap<>();
      for (ExecutableElement m : ElementFilter.methodsIn(round.getElementsAnnotatedWith(Differentiable.class))) {
        byClass.computeIfAbsent((TypeElement) m.getEnclosingElement(), c -> new ArrayList<>()).add(m);
      }
      byClass.keySet().forEach(rules::addClass);
      byClass.forEach((owner, methods) -> units.add(reader.read(owner, methods, key -> new Diagnostics())));
      return false;
    }
  }

  @Test
  void everyFunctionOfTheCorpusIsWellFormedAndReadsBackAsItself() throws IOException {
    var javac = ToolProvider.getSystemJavaCompiler();
    var files = javac.getStandardFileManager(null, null, null);
    var collector = new Collector();
    var problems = new DiagnosticCollector<JavaFileObject>();
    var task = javac.getTask(null, files, problems,
        List.of("-proc:only", "-classpath", System.getProperty("java.class.path")), null,
        files.getJavaFileObjectsFromPaths(corpus()));
    task.setProcessors(List.of(collector));
    assertTrue(task.call(), () -> problems.getDiagnostics().toString());
    int functions = 0;
    for (Unit unit : collector.units) {
      for (Function f : unit.functions().values()) {
        Verifier.verify(f, unit.functions());
        String text = Printer.print(f);
        Function parsed = Parser.parse(text);
        Verifier.verify(parsed, unit.functions());
        assertEquals(text, Printer.print(parsed));
        functions++;
      }
    }
    assertTrue(functions >= 80, "functions read: " + functions);
  }

  private static List<Path> corpus() throws IOException {
    String given = System.getProperty("adjoint.root");
    Path dir = Path.of(given == null ? "" : given).toAbsolutePath();
    while (!Files.isDirectory(dir.resolve("tests/src/test/resources/corpus"))) {
      dir = dir.getParent();
    }
    try (Stream<Path> files = Files.list(dir.resolve("tests/src/test/resources/corpus"))) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
  }
}
