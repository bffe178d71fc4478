package dev.adjoint.tests.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Programs of several files, {@code /several}: derivatives that need the source of another file have no place in the corpus, each
 * program of which is compiled alone, too.
 */
class SeveralFilesTest {
  private static final Map<String, String> texts = new TreeMap<>();

  @BeforeAll
  static void read() throws IOException, URISyntaxException {
    try (var files = Files.list(Path.of(SeveralFilesTest.class.getResource("/several").toURI()))) {
      for (Path file : files.toList()) {
        texts.put("several." + file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> withAnalysesAndWithout() {
    return Stream.of("on", "off").flatMap(analysis -> {
      Compilation compilation = Compilation.withProcessor(texts, "-Xlint:all,-processing", "-Werror", "-Aadjoint.analysis=" + analysis);
      assertTrue(compilation.success(), compilation::problems);
      ClassLoader loader = compilation.loader();
      return texts.entrySet().stream().flatMap(file -> {
        String name = file.getKey().substring(file.getKey().indexOf('.') + 1);
        return MethodChecks.subjects(name, file.getValue()).stream().map(s -> dynamicTest(s + ", analyses " + analysis, () -> {
          assertTrue(MethodChecks.check(loader, s, MethodChecks.tolerance(file.getValue())) > 0, "no points");
          for (Object[] row : CorpusTest.rows(loader, s, "throws", new Derivatives(loader, s))) {
            new Checks(new Derivatives(loader, s), row, MethodChecks.tolerance(file.getValue())).exceptions();
          }
        }));
      });
    });
  }

  /** A class file gives the same message as a class of any library. */
  @Test
  void anObjectOfAClassWithoutSourceIsNotKnown() {
    Compilation compilation = Compilation.withProcessor(Map.of("p.Caller", "package p; class Caller { "
        + "@dev.adjoint.annotations.Differentiable static double f(double x) { return new java.awt.geom.Point2D.Double(x, x).getX(); } }"));
    List<String> errors = compilation.diagnostics().stream().filter(d -> d.getKind() == javax.tools.Diagnostic.Kind.ERROR)
        .map(d -> d.getMessage(null).substring(0, 7)).toList();
    assertEquals(List.of("[AD001]"), errors);
  }
}
