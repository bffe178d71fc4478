package dev.adjoint.tests.source.typing;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types, symbols and constants are javac's own, for every expression of the corpora. */
class OracleTest {
  private static final Path RESOURCES = Path.of(System.getProperty("adjoint.test.resources", "src/test/resources"));

  @ParameterizedTest
  @ValueSource(strings = {"typing", "corpus"})
  void everyExpressionIsTypedAsJavacTypesIt(String directory) throws IOException {
    Oracle.Report report = Oracle.compare(sources(RESOURCES.resolve(directory)));
    assertTrue(report.compared() > 500, () -> "only " + report.compared() + " expressions");
    assertTrue(report.mismatches().isEmpty(), () -> report.mismatches().size() + " mismatches over " + report.compared()
        + " expressions:\n" + String.join("\n", report.mismatches()));
  }

  /** Local classes and the like are refused; what is typed all the same is typed as javac types it. */
  @ParameterizedTest
  @ValueSource(strings = {"corpus/noninterference", "corpus/diagnostics"})
  void noExpressionIsTypedOtherwise(String directory) throws IOException {
    Oracle.Report report = Oracle.compare(sources(RESOURCES.resolve(directory)));
    assertTrue(report.compared() > 400, () -> "only " + report.compared() + " expressions");
    List<String> wrong = report.mismatches().stream().filter(m -> !m.contains("not visited") && !m.contains("typing [?")).toList();
    assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
  }

  private static List<Path> sources(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
    }
  }
}
