package dev.adjoint.tests.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.adjoint.processor.diagnostic.Message;
import dev.adjoint.tests.corpus.Compilation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each message comes at its exact place, with nothing beside it, and ends with what to do. */
class DiagnosticsTest {
  /** Messages that no program brings about; {@link EnvironmentTest} and the tests of the options have them. */
  private static final Set<Message> ELSEWHERE =
      EnumSet.of(Message.INTERNAL, Message.WRAPPED_ENVIRONMENT, Message.NO_TREES, Message.DUMP_PASS, Message.PARAMETER_NAMES);

  private static final Comparator<Expectation> ORDER =
      Comparator.comparingInt(Expectation::line).thenComparingInt(Expectation::column).thenComparing(Expectation::code);

  @TestFactory
  Stream<DynamicTest> programs() {
    return texts().entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e.getKey(), e.getValue())));
  }

  private static void check(String name, String text) {
    List<Expectation> expected = Expectation.read(name, text);
    assertFalse(expected.isEmpty(), "no expectation");
    Compilation compilation = Compilation.withProcessor(Map.of("diagnostics." + name, text), "-Xlint:all,-processing");
    var actual = new ArrayList<Expectation>();
    for (var d : compilation.diagnostics()) {
      boolean plainNote = d.getKind() == Diagnostic.Kind.NOTE && !d.getMessage(null).startsWith("[AD");
      if (!plainNote && d.getKind() != Diagnostic.Kind.OTHER) {
        actual.add(Expectation.of(d, text, expected));
      }
    }
    assertEquals(print(expected), print(actual), compilation::problems);
  }

  private static String print(List<Expectation> expectations) {
    return String.join("\n", expectations.stream().sorted(ORDER).map(Expectation::toString).toList());
  }

  @Test
  void everyMessageHasItsProgram() {
    var tested = new TreeSet<String>();
    texts().forEach((name, text) -> Expectation.read(name, text).forEach(e -> tested.add(e.code())));
    var missing = Stream.of(Message.values()).filter(m -> !ELSEWHERE.contains(m) && !tested.contains(m.code())).toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void everyCodeIsUsedOnce() {
    assertEquals(Message.values().length, Stream.of(Message.values()).map(Message::code).distinct().count());
  }

  @Test
  void aNoteDoesNotFailABuildThatTakesWarningsForErrors() {
    Compilation compilation = Compilation.withProcessor(Map.of("diagnostics.ConstantField", texts().get("ConstantField")),
        "-Xlint:all,-processing", "-Werror");
    assertTrue(compilation.success(), compilation::problems);
  }

  @Test
  void aBadMethodDoesNotStopAGoodOne() {
    String text = texts().get("SeveralProblems");
    Compilation compilation = Compilation.withProcessor(Map.of("diagnostics.SeveralProblems", text));
    assertFalse(compilation.success());
    String generated = compilation.generated().get("diagnostics.SeveralProblemsDerivatives");
    assertTrue(generated != null && generated.contains("goodVjp"), () -> "generated: " + compilation.generated());
    assertFalse(generated.contains("badVjp"));
  }

  @Test
  void everyMessageIsInTheDocumentation() throws IOException {
    String page = Files.readString(Path.of(System.getProperty("adjoint.root", ".."), "docs/diagnostics.md"));
    assertEquals(List.of(), Stream.of(Message.values()).map(Message::code).filter(code -> !page.contains(code)).toList());
  }

  private static Map<String, String> texts() {
    var texts = new TreeMap<String, String>();
    try (var files = Files.list(Path.of(DiagnosticsTest.class.getResource("/corpus/diagnostics").toURI()))) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString().replace(".java", ""), Files.readString(file));
      }
    } catch (IOException | java.net.URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return texts;
  }
}
